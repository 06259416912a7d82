#include "analysis/audits/ensemble_quality.h"

#include "labeling/result.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace touchstone::analysis {
namespace {

constexpr double smallestProbability = 1e-6;

double accuracy(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  double right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto row = probabilities.row(i);
    right += std::max_element(row.begin(), row.end()) - row.begin() == labels[i] ? 1 : 0;
  }
  return right / static_cast<double>(labels.size());
}

/// Mean negative logarithm of the given label's probability; rows are normalised, `least` first.
double logLoss(std::span<const int> labels, const ProbabilityMatrix& probabilities, double least) {
  double loss = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto row = probabilities.row(i);
    double sum = 0;
    for (const double p : row) {
      sum += std::max(p, least);
    }
    loss -= std::log(std::max(row[static_cast<std::size_t>(labels[i])], least) / sum);
  }
  return loss / static_cast<double>(labels.size());
}

ProbabilityMatrix mean(std::span<const ProbabilityMatrix> models,
                       const std::vector<double>& weights) {
  ProbabilityMatrix sum(models.front().rows, models.front().columns);
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (std::size_t i = 0; i < sum.values.size(); ++i) {
      sum.values[i] += weights[m] * models[m].values[i];
    }
  }
  return sum;
}

void normalise(std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::for_each(weights.begin(), weights.end(), [&](double& weight) {
    weight = sum > 0 ? weight / sum : 1 / static_cast<double>(weights.size());
  });
}

std::vector<double> searchedWeights(std::span<const int> labels,
                                    std::span<const ProbabilityMatrix> models) {
  constexpr std::array sharpness{1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0, 200.0};
  std::vector<double> losses;
  for (const ProbabilityMatrix& model : models) {
    losses.push_back(logLoss(labels, model, smallestProbability));
  }
  std::vector<double> best;
  double least = std::numeric_limits<double>::infinity();
  for (const double t : sharpness) {
    std::vector<double> weights(losses.size());
    std::transform(losses.begin(), losses.end(), weights.begin(),
                   [&](double loss) { return std::exp(-t * loss); });
    normalise(weights);
    const double loss =
        logLoss(labels, mean(models, weights), std::numeric_limits<double>::epsilon());
    if (loss < least) {
      least = loss;
      best = std::move(weights);
    }
  }
  return best;
}

}  // namespace

std::vector<double> ensembleWeights(std::span<const int> labels,
                                    std::span<const ProbabilityMatrix> models,
                                    EnsembleWeights weights) {
  require(!models.empty(), "an ensemble has a model");
  if (weights == EnsembleWeights::LogLossSearch) {
    return searchedWeights(labels, models);
  }
  std::vector<double> shares(models.size(), 1);
  if (weights == EnsembleWeights::Accuracy) {
    std::transform(models.begin(), models.end(), shares.begin(),
                   [&](const ProbabilityMatrix& model) { return accuracy(labels, model); });
  }
  normalise(shares);
  return shares;
}

std::vector<double> ensembleQuality(std::span<const int> labels,
                                    std::span<const ProbabilityMatrix> models,
                                    QualityScore score,
                                    EnsembleWeights weights) {
  const auto shares = ensembleWeights(labels, models, weights);
  std::vector<double> quality(labels.size());
  for (std::size_t m = 0; m < models.size(); ++m) {
    const auto own = labelQuality(labels, models[m], score);
    for (std::size_t i = 0; i < quality.size(); ++i) {
      quality[i] += shares[m] * own[i];
    }
  }
  return quality;
}

}  // namespace touchstone::analysis
