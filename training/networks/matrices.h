#pragma once

#include "analysis/matrix.h"

#include <torch/types.h>

namespace touchstone::training {

/// Returns an N×D tensor of floats as a matrix.
[[nodiscard]] analysis::FeatureMatrix matrixOf(const torch::Tensor& tensor);

/// Returns a tensor with a copy of the matrix.
[[nodiscard]] torch::Tensor tensorOf(const analysis::FeatureMatrix& matrix);

/// Returns the softmax of N×K logits, computed in double precision.
[[nodiscard]] analysis::ProbabilityMatrix probabilitiesOf(const torch::Tensor& logits);

}  // namespace touchstone::training
