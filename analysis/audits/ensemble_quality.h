#pragma once

#include "analysis/audits/confident_learning.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

/// How much each model of an ensemble counts; cleanlab's names.
enum class EnsembleWeights {
  Accuracy,      ///< in proportion to how often it predicts the given label
  Uniform,       ///< all the same
  LogLossSearch  ///< exp(-T × log loss), T chosen so that the mean of the models has the least loss
};

/// Returns the weights of the models, which sum to 1. Requires at least one model; labels and
/// probabilities as in confident_learning.h.
[[nodiscard]] std::vector<double> ensembleWeights(std::span<const int> labels,
                                                  std::span<const ProbabilityMatrix> models,
                                                  EnsembleWeights weights);

/// Returns the weighted mean of the label qualities by several models (cleanlab 2.9,
/// get_label_quality_ensemble_scores).
[[nodiscard]] std::vector<double> ensembleQuality(std::span<const int> labels,
                                                  std::span<const ProbabilityMatrix> models,
                                                  QualityScore score,
                                                  EnsembleWeights weights);

}  // namespace touchstone::analysis
