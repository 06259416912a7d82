#include "analysis/annotators/crowdlab.h"

#include "analysis/annotators/majority_vote.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::analysis {
namespace {

// cleanlab's: weights and errors are at least this.
constexpr double smallestWeight = 1e-6;

/// One set of labels, and how many each item has.
struct Votes {
  const Matrix<int>& given;
  const ProbabilityMatrix& probabilities;
  std::vector<long> counts;

  [[nodiscard]] bool isShared(std::size_t item) const { return counts[item] != 1; }
  [[nodiscard]] double meanCount() const {
    return static_cast<double>(std::accumulate(counts.begin(), counts.end(), 0L)) /
           static_cast<double>(counts.size());
  }
};

/// Returns how often each annotator agrees with another one who labelled the same item; the average
/// of all for an annotator who shares no item.
std::vector<double> pairwiseAgreement(const Votes& votes) {
  const Matrix<int>& given = votes.given;
  std::vector<double> agreement(given.columns);
  std::vector<double> pairs(given.columns);
  for (std::size_t i = 0; i < given.rows; ++i) {
    const auto row = given.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) {
      if (row[j] != AnnotatorLabels::none && votes.counts[i] > 1) {
        agreement[j] += static_cast<double>(std::count(row.begin(), row.end(), row[j]) - 1);
        pairs[j] += static_cast<double>(votes.counts[i] - 1);
      }
    }
  }
  double sum = 0;
  double known = 0;
  for (std::size_t j = 0; j < given.columns; ++j) {
    agreement[j] = pairs[j] > 0 ? agreement[j] / pairs[j] : 0;
    sum += agreement[j];
    known += pairs[j] > 0 ? 1 : 0;
  }
  for (std::size_t j = 0; j < given.columns; ++j) {
    agreement[j] = pairs[j] > 0 ? agreement[j] : sum / known;
  }
  return agreement;
}

/// What is measured on the items with more than one label.
struct SharedItems {
  double agreement = 0;       ///< of labels with the consensus
  double commonestError = 0;  ///< of always naming the commonest consensus
  double modelError = 0;
};

SharedItems measureShared(const Votes& votes,
                          const std::vector<int>& consensus,
                          const std::vector<double>& agreement) {
  SharedItems shared;
  std::vector<double> perClass(votes.probabilities.columns);
  double items = 0;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    if (!votes.isShared(i)) {
      continue;
    }
    const auto row = votes.probabilities.row(i);
    items += 1;
    shared.agreement += agreement[i];
    perClass[static_cast<std::size_t>(consensus[i])] += 1;
    const auto predicted = std::max_element(row.begin(), row.end()) - row.begin();
    shared.modelError += predicted != consensus[i] ? 1 : 0;
  }
  shared.agreement /= items;
  shared.modelError /= items;
  const double commonest = *std::max_element(perClass.begin(), perClass.end());
  shared.commonestError = std::max((items - commonest) / items, smallestWeight);
  return shared;
}

/// Fills posterior, weights, agreement and quality in from the consensus.
void weigh(const Votes& votes, CrowdlabResult& result) {
  const Matrix<int>& given = votes.given;
  const std::size_t classes = votes.probabilities.columns;
  result.agreement = agreementWithConsensus(given, result.consensus);
  const SharedItems shared = measureShared(votes, result.consensus, result.agreement);
  result.annotatorWeight = pairwiseAgreement(votes);
  for (double& weight : result.annotatorWeight) {
    weight = std::max(1 - (1 - weight) / shared.commonestError, smallestWeight);
  }
  result.modelWeight = std::max(1 - shared.modelError / shared.commonestError, smallestWeight) *
                       std::sqrt(votes.meanCount());
  const double likelihood = shared.agreement;
  const double otherLikelihood = (1 - likelihood) / (static_cast<double>(classes) - 1);
  result.posterior = ProbabilityMatrix(given.rows, classes);
  result.quality.assign(given.rows, 0);
  for (std::size_t i = 0; i < given.rows; ++i) {
    const auto posterior = result.posterior.row(i);
    double total = result.modelWeight;
    for (std::size_t k = 0; k < classes; ++k) {
      posterior[k] = votes.probabilities(i, k) * result.modelWeight;
    }
    for (std::size_t j = 0; j < given.columns; ++j) {
      if (given(i, j) == AnnotatorLabels::none) {
        continue;
      }
      const double weight = result.annotatorWeight[j];
      total += weight;
      for (std::size_t k = 0; k < classes; ++k) {
        posterior[k] +=
            weight * (given(i, j) == static_cast<int>(k) ? likelihood : otherLikelihood);
      }
    }
    for (double& value : posterior) {
      value /= total;
    }
    result.quality[i] = posterior[static_cast<std::size_t>(result.consensus[i])];
  }
}

/// Takes the class that the posterior favours, and keeps the consensus where several are equal.
void takeFavoured(CrowdlabResult& result) {
  for (std::size_t i = 0; i < result.consensus.size(); ++i) {
    const auto row = result.posterior.row(i);
    const auto best = std::max_element(row.begin(), row.end());
    if (std::count(row.begin(), row.end(), *best) == 1) {
      result.consensus[i] = static_cast<int>(best - row.begin());
    }
  }
}

/// Rates the annotators: by the quality of their labels and by their agreement with the consensus
/// of shared items, weighted as model and annotators are.
void rateAnnotators(const Votes& votes, CrowdlabResult& result) {
  const Matrix<int>& given = votes.given;
  const auto annotators = static_cast<double>(given.columns);
  const double allWeights =
      std::accumulate(result.annotatorWeight.begin(), result.annotatorWeight.end(), 0.0);
  const double share =
      result.modelWeight / (result.modelWeight + allWeights * votes.meanCount() / annotators);
  for (std::size_t j = 0; j < given.columns; ++j) {
    double labels = 0;
    double quality = 0;
    double equal = 0;
    double sharedLabels = 0;
    double sharedEqual = 0;
    for (std::size_t i = 0; i < given.rows; ++i) {
      if (given(i, j) == AnnotatorLabels::none) {
        continue;
      }
      const double same = given(i, j) == result.consensus[i] ? 1 : 0;
      labels += 1;
      equal += same;
      quality += result.posterior(i, static_cast<std::size_t>(given(i, j)));
      sharedLabels += votes.isShared(i) ? 1 : 0;
      sharedEqual += votes.isShared(i) ? same : 0;
    }
    // An annotator who shares no item is rated by the quality of the labels alone.
    const double agreement = sharedLabels > 0 ? sharedEqual / sharedLabels : quality / labels;
    result.annotatorQuality.push_back(share * quality / labels + (1 - share) * agreement);
    result.annotatorAgreement.push_back(equal / labels);
  }
}

Error badInput(std::string message) {
  return {.kind = ErrorKind::BadInput, .file = {}, .message = std::move(message)};
}

/// Mean cross-entropy between the votes and p^(1/temperature), as cleanlab sums it.
double votesEntropy(const Matrix<double>& votes,
                    const ProbabilityMatrix& probabilities,
                    double temperature) {
  double sum = 0;
  std::vector<double> scaled(probabilities.columns);
  for (std::size_t i = 0; i < probabilities.rows; ++i) {
    const auto row = probabilities.row(i);
    std::transform(row.begin(), row.end(), scaled.begin(),
                   [&](double p) { return p > 0 ? std::exp(std::log(p) / temperature) : 0; });
    const double total = std::accumulate(scaled.begin(), scaled.end(), 0.0);
    double labels = 0;
    double entropy = 0;
    for (std::size_t k = 0; k < scaled.size(); ++k) {
      labels += votes(i, k);
      entropy -= votes(i, k) * std::log(std::max(scaled[k] / total, smallestWeight));
    }
    sum += entropy / labels;
  }
  return sum;
}

}  // namespace

Result<CrowdlabResult> crowdlab(const AnnotatorLabels& labels,
                                const ProbabilityMatrix& probabilities) {
  const Votes votes{labels.given, probabilities, labelsPerItem(labels.given)};
  if (labels.given.columns < 2) {
    return badInput(
        "There is only one annotator, so nothing can be compared: use label-issues on these "
        "labels.");
  }
  if (std::all_of(votes.counts.begin(), votes.counts.end(), [](long n) { return n == 1; })) {
    return badInput(
        "No item was labelled by two annotators, so nothing can be compared: let some items be "
        "labelled twice, or use label-issues on these labels.");
  }
  if (probabilities.columns < 2) {
    return badInput("There is only one class: CROWDLAB needs at least two.");
  }
  CrowdlabResult result;
  result.consensus = majorityVote(labels, &probabilities);
  weigh(votes, result);
  takeFavoured(result);
  weigh(votes, result);
  rateAnnotators(votes, result);
  return result;
}

double votesTemperature(const AnnotatorLabels& labels, const ProbabilityMatrix& probabilities) {
  const Matrix<double> votes = votesOf(labels.given, probabilities.columns);
  const auto best = [&](const std::vector<double>& candidates) {
    std::vector<double> entropies;
    for (const double temperature : candidates) {
      entropies.push_back(votesEntropy(votes, probabilities, temperature));
    }
    return static_cast<std::size_t>(std::min_element(entropies.begin(), entropies.end()) -
                                    entropies.begin());
  };
  const std::vector<double> coarse{0.1, 0.2, 0.5, 0.8, 1, 2, 3, 5, 8};
  constexpr int steps = 4;
  const std::size_t at = best(coarse);
  std::vector<double> fine;
  for (int step = 0; at > 0 && step < steps; ++step) {
    fine.push_back(coarse[at - 1] + (coarse[at] - coarse[at - 1]) * step / steps);
  }
  for (int step = 0; at + 1 < coarse.size() && step <= steps; ++step) {
    fine.push_back(coarse[at] + (coarse[at + 1] - coarse[at]) * step / steps);
  }
  return fine[best(fine)];
}

ProbabilityMatrix temperatureScaled(const ProbabilityMatrix& probabilities, double temperature) {
  ProbabilityMatrix scaled = probabilities;
  for (std::size_t i = 0; i < scaled.rows; ++i) {
    double sum = 0;
    for (double& p : scaled.row(i)) {
      p = std::exp(std::log(std::max(p, smallestWeight)) / temperature);
      sum += p;
    }
    for (double& p : scaled.row(i)) {
      p /= sum;
    }
  }
  return scaled;
}

}  // namespace touchstone::analysis
