#pragma once

#include "analysis/annotators/annotator_labels.h"

#include <stop_token>

namespace touchstone::analysis {

struct DawidSkeneOptions {
  int rounds = 100;
  double smoothing = 0.01;  ///< added to every count of a confusion matrix
  double tolerance = 1e-5;  ///< ends when no posterior changes by more
};

struct DawidSkeneResult {
  ProbabilityMatrix posterior;            ///< N×K: how probable each class is for each item
  std::vector<Matrix<double>> confusion;  ///< of each annotator, K×K: row true, column given
  std::vector<double> prior;              ///< how frequent each class is
  int rounds = 0;
};

/// Returns the maximum-likelihood estimate of the true classes and of each annotator's confusion
/// matrix by expectation maximisation (Dawid and Skene, Applied Statistics 28, 1979), which begins
/// with the shares of the votes. Error: stopped by the person.
Result<DawidSkeneResult> dawidSkene(const AnnotatorLabels& labels,
                                    const DawidSkeneOptions& options = {},
                                    const std::stop_token& stop = {});

/// Returns for each annotator the probability of giving the true class, over the classes as
/// frequent as they are.
[[nodiscard]] std::vector<double> annotatorAccuracy(const DawidSkeneResult& result);

}  // namespace touchstone::analysis
