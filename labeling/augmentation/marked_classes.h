#pragma once

#include "labeling/augmentation/augmentation_recipe.h"
#include "labeling/project/project.h"

#include <map>
#include <string>

namespace touchstone::labeling {

/// Returns the classes of findings that were answered with "augment" and how many there are of
/// each: the class of the label, or the one that was given to it when it is gone; for a finding on
/// an image as a whole every class on it.
[[nodiscard]] std::map<std::string, int> markedClasses(const Project& project);

/// Returns the recipe with a factor for every marked class that has none: a quarter more for each
/// decision, at most twice the strength.
[[nodiscard]] AugmentationRecipe strengthenedFor(const std::map<std::string, int>& marked,
                                                 AugmentationRecipe recipe);

}  // namespace touchstone::labeling
