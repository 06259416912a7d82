#pragma once

#include "training/detection/detector_layout.h"

#include <torch/types.h>

#include <vector>

namespace touchstone::training {

/// The boxes that a region proposal network starts from.
class AnchorGrid {
public:
  explicit AnchorGrid(const std::vector<AnchorSides>& sides);

  /// Returns how many anchors each place of a level has.
  [[nodiscard]] int perPlace() const { return static_cast<int>(shapes_.front().size(0)); }

  /// Returns the anchors of each level, (H·W·A)×4 row by row, for N×C×H×W maps of pictures that
  /// are `height`×`width` pixels large with their padding. The last answer is remembered.
  const std::vector<torch::Tensor>& over(const std::vector<torch::Tensor>& maps,
                                         std::int64_t height,
                                         std::int64_t width);

private:
  std::vector<torch::Tensor> shapes_;  ///< A×4, around (0, 0)
  std::vector<std::vector<std::int64_t>> known_;
  std::vector<torch::Tensor> anchors_;
};

}  // namespace touchstone::training
