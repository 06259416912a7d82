#pragma once

#include "analysis/annotators/annotator_labels.h"

namespace touchstone::analysis {

struct CrowdlabResult {
  std::vector<int> consensus;
  std::vector<double> quality;           ///< how probable the consensus is, per item
  std::vector<double> agreement;         ///< share of the item's labels that are the consensus
  ProbabilityMatrix posterior;           ///< N×K
  double modelWeight = 0;                ///< how much the model counts …
  std::vector<double> annotatorWeight;   ///< … against each annotator
  std::vector<double> annotatorQuality;  ///< in [0, 1]
  std::vector<double>
      annotatorAgreement;  ///< share of the annotator's labels that are the consensus
};

/// Returns consensus, quality and annotator ratings from labels and a model's probabilities as
/// CROWDLAB does (Goh, Tkachenko, Mueller 2022, arXiv 2210.06812), equal to cleanlab 2.9: the
/// posterior is a mean of the model and the annotators, each weighted by how much better than
/// always naming the commonest class it is; it is computed from the majority vote, then again from
/// the classes that this favours. Errors: fewer than two annotators, no item with two labels,
/// fewer than two classes.
Result<CrowdlabResult> crowdlab(const AnnotatorLabels& labels,
                                const ProbabilityMatrix& probabilities);

/// Returns the temperature T for which p^(1/T), normalised, has the least cross-entropy with the
/// annotators' votes; cleanlab's search: nine values, then between the neighbours of the best.
[[nodiscard]] double votesTemperature(const AnnotatorLabels& labels,
                                      const ProbabilityMatrix& probabilities);

/// Returns p^(1/temperature) with rows that sum to 1.
[[nodiscard]] ProbabilityMatrix temperatureScaled(const ProbabilityMatrix& probabilities,
                                                  double temperature);

}  // namespace touchstone::analysis
