#pragma once

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// A linear classifier: softmax of x·weightsᵀ + bias.
struct LogisticModel {
  Matrix<float> weights;    ///< K×D
  std::vector<float> bias;  ///< K
};

struct LogisticOptions {
  double penalty = 1.5e-4;  ///< of the squared weights against the mean cross-entropy
  int iterations = 60;
  std::function<void()> evaluated = [] {};  ///< called after every pass over the samples
};

/// Fits multinomial logistic regression, minimising mean cross-entropy + penalty/2·|weights|², on
/// the given rows of `features`; labels (one for each row of `features`) lie in 0 … classes-1. The
/// bias is not penalised. The result does not depend on the number of threads. Error: cancelled.
Result<LogisticModel> fitLogisticRegression(const FeatureMatrix& features,
                                            std::span<const int> labels,
                                            std::span<const std::size_t> rows,
                                            int classes,
                                            const LogisticOptions& options,
                                            const std::stop_token& stop);

/// Writes the K class probabilities of one sample.
void predictProbabilities(const LogisticModel& model,
                          std::span<const float> sample,
                          std::span<double> probabilities);

}  // namespace touchstone::analysis
