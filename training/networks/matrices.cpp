#include "training/networks/matrices.h"

#include <algorithm>

namespace touchstone::training {

namespace {

template <class Number>
analysis::Matrix<Number> copied(const torch::Tensor& tensor) {
  const auto values = tensor.to(torch::kCPU).contiguous();
  analysis::Matrix<Number> matrix(static_cast<std::size_t>(values.size(0)),
                                  static_cast<std::size_t>(values.size(1)));
  std::copy_n(values.data_ptr<Number>(), matrix.values.size(), matrix.values.data());
  return matrix;
}

}  // namespace

analysis::FeatureMatrix matrixOf(const torch::Tensor& tensor) {
  return copied<float>(tensor);
}

torch::Tensor tensorOf(const analysis::FeatureMatrix& matrix) {
  auto tensor = torch::empty(
      {static_cast<std::int64_t>(matrix.rows), static_cast<std::int64_t>(matrix.columns)},
      torch::kFloat);
  std::copy(matrix.values.begin(), matrix.values.end(), tensor.data_ptr<float>());
  return tensor;
}

analysis::ProbabilityMatrix probabilitiesOf(const torch::Tensor& logits) {
  return copied<double>(logits.to(torch::kDouble).softmax(1));
}

}  // namespace touchstone::training
