#pragma once

#include "labeling/augmentation/augmentation_recipe.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the recipe as a JSON object: a number per strength, "smallestVisible", and "classes"
/// with the classes' factors.
[[nodiscard]] std::string recipeToText(const AugmentationRecipe& recipe);

/// Returns the recipe of recipeToText's form; what is not named is 0. Errors name the member that
/// is unknown or out of range; `file` is what they name.
Result<AugmentationRecipe> recipeFromText(std::string_view text, const std::filesystem::path& file);

/// Reads a recipe from a file of at most a megabyte.
Result<AugmentationRecipe> readRecipe(const std::filesystem::path& file);

}  // namespace touchstone::labeling
