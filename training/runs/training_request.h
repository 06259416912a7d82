#pragma once

#include "labeling/augmentation/augmentation_recipe.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::training {

/// The choices of a training. Zero or empty means "chosen from the data".
struct TrainingRequest {
  std::string task = "classify";
  std::string backbone;             ///< a name of backbones(), or empty
  std::string preset = "balanced";  ///< "fast", "balanced" or "thorough"
  int epochs = 0;
  int size = 0;              ///< input side in pixels
  int freeze = -1;           ///< stages kept as they are; -1 chosen by the preset
  bool fromScratch = false;  ///< from random weights, even where pre-trained ones are known
  bool mirrored = false;     ///< judge each picture together with its mirror image, always
  std::uint64_t seed = 1;
  double learningRate = 0;
  bool findLearningRate = false;  ///< of a whole network, by trying some first
  /// Changes of training pictures beyond the usual ones; none: only of classes that Review marked.
  std::optional<labeling::AugmentationRecipe> recipe;
  std::string mixing = "none";  ///< of pictures of a batch: "none", "mixup" or "cutmix"
  std::string device = "auto";  ///< "cpu", "cuda" or "auto"
  std::string resume;           ///< run whose checkpoint is continued, or empty
};

/// Returns the recipe of a training of these classes when Review marked some for augmentation: they
/// are changed more strongly than the recipe says, or, without a recipe, lightly and they alone.
[[nodiscard]] std::optional<labeling::AugmentationRecipe> recipeWithMarks(
    std::optional<labeling::AugmentationRecipe> recipe,
    const std::map<std::string, int>& marked,
    const std::vector<std::string>& classes);

[[nodiscard]] std::string toJson(const TrainingRequest& request);
/// Errors name the member that is wrong.
Result<TrainingRequest> trainingRequestFromJson(const std::string& text);

}  // namespace touchstone::training
