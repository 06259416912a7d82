#include "analysis/audits/error_belief.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::analysis {
namespace {

/// Corrections less probable than this do not change a figure.
constexpr double negligibleWeight = 1e-4;
constexpr double deviationsOf90Percent = 1.645;

constexpr double widestOdds = 30;
constexpr double binWidth = 0.05;

/// A figure under each of the possible corrections.
struct WeightedFigure {
  double figure = 0;
  double weight = 0;
};

/// Returns the 5th and the 95th percentile.
Interval middlePart(std::vector<WeightedFigure> figures) {
  std::sort(figures.begin(), figures.end(),
            [](const auto& a, const auto& b) { return a.figure < b.figure; });
  const auto percentile = [&](double share) {
    double sum = 0;
    for (const WeightedFigure& figure : figures) {
      sum += figure.weight;
      if (sum >= share) {
        return figure.figure;
      }
    }
    return figures.back().figure;
  };
  return {.low = percentile(0.05), .high = percentile(0.95)};
}

/// Widens a range by what chance does to a count of this variance.
Interval widened(const Interval& range, double middle, double variance) {
  const double chance = deviationsOf90Percent * std::sqrt(variance);
  return {.low = middle - std::hypot(std::max(middle - range.low, 0.0), chance),
          .high = middle + std::hypot(std::max(range.high - middle, 0.0), chance)};
}

}  // namespace

std::size_t OddsBins::of(double logOdds) {
  return static_cast<std::size_t>((std::clamp(logOdds, -widestOdds, widestOdds) + widestOdds) /
                                  binWidth);
}

double OddsBins::middle(std::size_t bin) {
  return (static_cast<double>(bin) + 0.5) * binWidth - widestOdds;
}

double OddsHistogram::sum(const OddsCorrection& correction) const {
  double sum = 0;
  for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
    sum += counts_[bin] > 0 ? counts_[bin] * correction.probability(OddsBins::middle(bin)) : 0;
  }
  return sum;
}

ErrorBelief beliefAfter(std::span<const ObservedOdds> observed) {
  ErrorBelief belief;
  for (const ObservedOdds& ofHypothesis : observed) {
    belief.corrections.push_back(correctedOdds(ofHypothesis));
  }
  const auto most =
      std::max_element(belief.corrections.begin(), belief.corrections.end(),
                       [](const auto& a, const auto& b) { return a.logEvidence < b.logEvidence; });
  belief.best = static_cast<std::size_t>(most - belief.corrections.begin());
  for (const CorrectionBelief& correction : belief.corrections) {
    belief.weights.push_back(std::exp(correction.logEvidence - most->logEvidence));
  }
  const double sum = std::accumulate(belief.weights.begin(), belief.weights.end(), 0.0);
  for (double& weight : belief.weights) {
    weight /= sum;
  }
  return belief;
}

Interval rangeOfErrors(const ErrorBelief& belief,
                       std::span<const OddsHistogram> odds,
                       double expected,
                       double variance) {
  std::vector<WeightedFigure> figures;
  for (std::size_t h = 0; h < belief.weights.size(); ++h) {
    for (const WeightedCorrection& possible : belief.corrections[h].possible) {
      const double weight = possible.weight * belief.weights[h];
      if (weight > negligibleWeight) {
        figures.push_back({.figure = odds[h].sum(possible.correction), .weight = weight});
      }
    }
  }
  const Interval range = widened(middlePart(std::move(figures)), expected, variance);
  const auto& counts = odds.front().counts();
  const double most = std::accumulate(counts.begin(), counts.end(), 0.0);
  return {.low = std::clamp(range.low, 0.0, most), .high = std::clamp(range.high, 0.0, most)};
}

}  // namespace touchstone::analysis
