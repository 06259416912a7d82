#pragma once

#include <torch/types.h>

namespace touchstone::training {

/// What a detector should find in one picture.
struct DetectionTarget {
  torch::Tensor boxes;    ///< M×4; M may be 0
  torch::Tensor labels;   ///< M classes from 1 on
  torch::Tensor ignored;  ///< I×4: crowds and difficult objects; what lies in them does not count
};

/// Returns a label for each of N boxes: the class of the object that it shows, 0 for background,
/// -1 when it does not count: it is neither, or lies for the most part in an ignored region.
/// `matches` are those of matchedObjects; undefined without objects.
[[nodiscard]] torch::Tensor labelsOf(const torch::Tensor& boxes,
                                     const torch::Tensor& matches,
                                     const DetectionTarget& target);

}  // namespace touchstone::training
