#pragma once

#include "analysis/annotators/annotator_labels.h"

#include <optional>
#include <stop_token>

namespace touchstone::analysis {

enum class ConsensusMethod {
  Crowdlab,    ///< annotators and a model; see crowdlab.h
  DawidSkene,  ///< annotators by their confusion matrices; see dawid_skene.h
  Majority     ///< the class that most gave; see majority_vote.h
};

/// How good one annotator is.
struct AnnotatorRating {
  long labels = 0;
  double quality = 0;    ///< by the method, in [0, 1]
  double agreement = 0;  ///< share of the labels that are the consensus
};

struct Consensus {
  std::vector<int> labels;      ///< class index of each item
  std::vector<double> quality;  ///< how probable it is; for a majority, the share that voted for it
  std::vector<AnnotatorRating> annotators;
  std::optional<double> fleissKappa;
  std::optional<double> krippendorffAlpha;
};

/// Returns the consensus of labels that passed checkAnnotatorLabels. `probabilities` of a model may
/// be null but for CROWDLAB; a majority breaks ties by them. Errors: as of the methods, CROWDLAB
/// without a model.
Result<Consensus> consensusOf(const AnnotatorLabels& labels,
                              ConsensusMethod method,
                              const ProbabilityMatrix* probabilities = nullptr,
                              const std::stop_token& stop = {});

}  // namespace touchstone::analysis
