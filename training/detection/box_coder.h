#pragma once

#include <torch/types.h>

#include <array>

namespace touchstone::training {

/// Writes a box relative to another one as shifts of its centre and logarithms of its sides (R-CNN,
/// Girshick et al. 2014, appendix C), and back.
struct BoxCoder {
  std::array<double, 4> weights = {1, 1, 1, 1};  ///< of x, y, width, height

  /// Returns the N×4 codes of N boxes relative to N references.
  [[nodiscard]] torch::Tensor encode(const torch::Tensor& boxes,
                                     const torch::Tensor& references) const;
  /// Returns N×K×4 boxes of N×4K codes relative to N references; none is more than 62.5 times as
  /// wide or high as its reference.
  [[nodiscard]] torch::Tensor decode(const torch::Tensor& codes,
                                     const torch::Tensor& references) const;
};

}  // namespace touchstone::training
