#pragma once

#include "analysis/audits/logistic_regression.h"
#include "analysis/matrix.h"
#include "labeling/result.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// The samples that are predicted by models trained on the other folds.
struct FoldedSamples {
  const FeatureMatrix& features;
  std::span<const int> labels;  ///< in 0 … classes-1
  int classes = 0;
  std::vector<int> foldOf;  ///< in 0 … folds-1, one for each sample
  int folds = 0;
};

struct CrossValidationOptions {
  double penalty = 1.5e-4;
  int iterations = 30;
  /// Returns those of the rows outside a fold that its model is trained on; called on any thread.
  std::function<std::vector<std::size_t>(std::vector<std::size_t>)> trainedOn =
      [](std::vector<std::size_t> rows) { return rows; };
  /// Called about ten times a second with the share that is done, on the calling thread.
  std::function<void(double)> progress = [](double) {};
};

/// Returns N×K probabilities of each sample by logistic regression on the other folds; equal ones
/// for a sample whose class the other folds lack. Folds run on as many threads as there are cores,
/// each on one alone, so that their number does not change the result. Error: cancelled.
Result<ProbabilityMatrix> crossValidate(const FoldedSamples& samples,
                                        const CrossValidationOptions& options,
                                        const std::stop_token& stop);

}  // namespace touchstone::analysis
