#include "analysis/annotators/consensus.h"

#include "analysis/annotators/agreement.h"
#include "analysis/annotators/crowdlab.h"
#include "analysis/annotators/dawid_skene.h"
#include "analysis/annotators/majority_vote.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

/// Fills in what all methods tell in the same way: from the consensus alone.
void countLabels(const Matrix<int>& given, Consensus& consensus) {
  consensus.annotators.resize(given.columns);
  for (std::size_t j = 0; j < given.columns; ++j) {
    AnnotatorRating& rating = consensus.annotators[j];
    double equal = 0;
    for (std::size_t i = 0; i < given.rows; ++i) {
      rating.labels += given(i, j) != AnnotatorLabels::none ? 1 : 0;
      equal += given(i, j) == consensus.labels[i] ? 1 : 0;
    }
    rating.agreement = equal / static_cast<double>(rating.labels);
  }
}

void rate(const std::vector<double>& qualities, Consensus& consensus) {
  for (std::size_t j = 0; j < qualities.size(); ++j) {
    consensus.annotators[j].quality = qualities[j];
  }
}

Result<Consensus> byCrowdlab(const AnnotatorLabels& labels,
                             const ProbabilityMatrix* probabilities) {
  if (probabilities == nullptr) {
    return Error{.kind = ErrorKind::Usage,
                 .file = {},
                 .message =
                     "CROWDLAB weighs a model against the annotators: give its "
                     "probabilities, or choose dawid-skene."};
  }
  const auto result = crowdlab(labels, *probabilities);
  if (!result) {
    return result.error();
  }
  Consensus consensus;
  consensus.labels = result->consensus;
  consensus.quality = result->quality;
  countLabels(labels.given, consensus);
  rate(result->annotatorQuality, consensus);
  return consensus;
}

Result<Consensus> byDawidSkene(const AnnotatorLabels& labels, const std::stop_token& stop) {
  const auto result = dawidSkene(labels, {}, stop);
  if (!result) {
    return result.error();
  }
  Consensus consensus;
  for (std::size_t i = 0; i < result->posterior.rows; ++i) {
    const auto row = result->posterior.row(i);
    const auto best = std::max_element(row.begin(), row.end());
    consensus.labels.push_back(static_cast<int>(best - row.begin()));
    consensus.quality.push_back(*best);
  }
  countLabels(labels.given, consensus);
  rate(annotatorAccuracy(*result), consensus);
  return consensus;
}

/// Returns for each annotator how often the consensus agrees on items that others labelled too; on
/// all items for one who shares none.
std::vector<double> agreementOnShared(const Matrix<int>& given, const Consensus& consensus) {
  const auto counts = labelsPerItem(given);
  std::vector<double> agreement;
  for (std::size_t j = 0; j < given.columns; ++j) {
    double labels = 0;
    double equal = 0;
    for (std::size_t i = 0; i < given.rows; ++i) {
      if (given(i, j) != AnnotatorLabels::none && counts[i] > 1) {
        labels += 1;
        equal += given(i, j) == consensus.labels[i] ? 1 : 0;
      }
    }
    agreement.push_back(labels > 0 ? equal / labels : consensus.annotators[j].agreement);
  }
  return agreement;
}

Consensus byMajority(const AnnotatorLabels& labels, const ProbabilityMatrix* probabilities) {
  Consensus consensus;
  consensus.labels = majorityVote(labels, probabilities);
  consensus.quality = agreementWithConsensus(labels.given, consensus.labels);
  countLabels(labels.given, consensus);
  rate(agreementOnShared(labels.given, consensus), consensus);
  return consensus;
}

}  // namespace

Result<Consensus> consensusOf(const AnnotatorLabels& labels,
                              ConsensusMethod method,
                              const ProbabilityMatrix* probabilities,
                              const std::stop_token& stop) {
  Result<Consensus> consensus = method == ConsensusMethod::Crowdlab
                                    ? byCrowdlab(labels, probabilities)
                                : method == ConsensusMethod::DawidSkene
                                    ? byDawidSkene(labels, stop)
                                    : Result<Consensus>(byMajority(labels, probabilities));
  if (consensus) {
    consensus->fleissKappa = fleissKappa(labels);
    consensus->krippendorffAlpha = krippendorffAlpha(labels);
  }
  return consensus;
}

}  // namespace touchstone::analysis
