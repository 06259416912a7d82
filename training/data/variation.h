#pragma once

#include "labeling/augmentation/augmentation_recipe.h"
#include "training/data/classification_dataset.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <vector>

namespace touchstone::training {

/// How training pictures are changed beyond the random parts that are cut out of them.
struct Variation {
  std::vector<labeling::AugmentationRecipe> recipes;  ///< of each label; empty: nothing is changed
  int copies = 3;  ///< of a picture, where features are computed once and not in every epoch

  [[nodiscard]] bool changes(int label) const;
};

/// Returns an 8-bit RGB picture changed at random as the recipe says, in its own size; equal
/// arguments, equal result.
[[nodiscard]] cv::Mat varied(const cv::Mat& picture,
                             const labeling::AugmentationRecipe& recipe,
                             std::uint64_t seed);

/// Returns the samples and, for training ones of labels that are changed, their changed copies.
[[nodiscard]] std::vector<Sample> withVariedCopies(std::vector<Sample> samples,
                                                   const Variation& variation);

}  // namespace touchstone::training
