#pragma once

#include <torch/types.h>

namespace touchstone::training {

/// Non-maximum suppression: returns the indices of the boxes that are left when each of N boxes
/// removes those of lower score with which its intersection over union is above `threshold`; the
/// highest score first, of equal ones the first box.
[[nodiscard]] torch::Tensor suppressed(const torch::Tensor& boxes,
                                       const torch::Tensor& scores,
                                       double threshold);

/// As suppressed(), but a box removes only boxes of its own group: a class, or a level.
[[nodiscard]] torch::Tensor suppressedByGroup(const torch::Tensor& boxes,
                                              const torch::Tensor& scores,
                                              const torch::Tensor& groups,
                                              double threshold);

}  // namespace touchstone::training
