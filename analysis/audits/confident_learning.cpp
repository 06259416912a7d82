#include "analysis/audits/confident_learning.h"

#include "analysis/audits/rounding.h"
#include "analysis/neighbours/row_threads.h"
#include "labeling/result.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::analysis {
namespace {

// The constants are cleanlab's.
constexpr double thresholdOfAbsentClass = 2;
constexpr double smallestThreshold = 2e-6;
constexpr double tolerance = 1e-6;
constexpr double smallestDivisor = 1e-6;
constexpr std::size_t rowsPerPiece = 4096;

void requireLabels(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  require(labels.size() == probabilities.rows, "one label a row of probabilities");
  const auto classes = static_cast<int>(probabilities.columns);
  require(std::all_of(labels.begin(), labels.end(),
                      [=](int label) { return label >= 0 && label < classes; }),
          "labels lie in 0 … K-1");
}

double largestOther(std::span<const double> row, std::size_t given) {
  double largest = 0;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (k != given) {
      largest = std::max(largest, row[k]);
    }
  }
  return largest;
}

/// Returns the class whose limit the row reaches, the most probable one when it reaches several.
std::optional<std::size_t> confidentGuess(std::span<const double> row,
                                          std::span<const double> limits) {
  std::optional<std::size_t> guess;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (row[k] < limits[k]) {
      continue;
    }
    if (guess) {
      return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
    }
    guess = k;
  }
  return guess;
}

double weightedEntropy(std::span<const double> row, double ofGiven) {
  if (row.size() < 2) {
    return 1;
  }
  double entropy = 0;
  for (const double p : row) {
    entropy -= p > 0 ? p * std::log(p) : 0;
  }
  const double weighted =
      entropy / std::log(static_cast<double>(row.size())) / std::max(ofGiven, smallestDivisor);
  return std::log(weighted + 1) / std::max(weighted, smallestDivisor);
}

}  // namespace

std::vector<double> confidentThresholds(std::span<const int> labels,
                                        const ProbabilityMatrix& probabilities) {
  requireLabels(labels, probabilities);
  std::vector<double> sums(probabilities.columns);
  std::vector<double> counts(probabilities.columns);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto given = static_cast<std::size_t>(labels[i]);
    sums[given] += probabilities(i, given);
    counts[given] += 1;
  }
  for (std::size_t k = 0; k < sums.size(); ++k) {
    sums[k] = counts[k] > 0 ? sums[k] / counts[k] : thresholdOfAbsentClass;
    sums[k] = std::max(sums[k], smallestThreshold);
  }
  return sums;
}

std::vector<std::optional<std::size_t>> confidentGuesses(std::span<const int> labels,
                                                         const ProbabilityMatrix& probabilities) {
  auto limits = confidentThresholds(labels, probabilities);
  std::for_each(limits.begin(), limits.end(), [](double& limit) { limit -= tolerance; });
  std::vector<std::optional<std::size_t>> guesses(labels.size());
  forRowsInThreads(labels.size(), rowsPerPiece, [&](std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      guesses[i] = confidentGuess(probabilities.row(i), limits);
    }
  });
  return guesses;
}

Matrix<long> confidentCounts(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const auto guesses = confidentGuesses(labels, probabilities);
  Matrix<long> counts(probabilities.columns, probabilities.columns);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (guesses[i]) {
      counts(static_cast<std::size_t>(labels[i]), *guesses[i]) += 1;
    }
  }
  for (std::size_t k = 0; k < counts.rows; ++k) {
    counts(k, k) = std::max(counts(k, k), 1L);
  }
  return counts;
}

Matrix<long> confidentJoint(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const auto counts = confidentCounts(labels, probabilities);
  const std::size_t classes = counts.rows;
  std::vector<double> given(classes);
  for (const int label : labels) {
    given[static_cast<std::size_t>(label)] += 1;
  }
  Matrix<double> calibrated(classes, classes);  // [true][given], in which order cleanlab sums it
  for (std::size_t a = 0; a < classes; ++a) {
    const auto row = counts.row(a);
    const auto total = static_cast<double>(std::accumulate(row.begin(), row.end(), 0L));
    for (std::size_t b = 0; b < classes; ++b) {
      calibrated(b, a) = static_cast<double>(row[b]) / total * given[a];
    }
  }
  const double sum = pairwiseSum(calibrated.values);
  const auto samples = static_cast<double>(labels.size());
  Matrix<long> joint(classes, classes);
  std::vector<double> row(classes);
  for (std::size_t a = 0; a < classes; ++a) {
    for (std::size_t b = 0; b < classes; ++b) {
      row[b] = calibrated(b, a) / sum * samples;
    }
    const auto rounded = roundedKeepingSum(row);
    std::copy(rounded.begin(), rounded.end(), joint.row(a).begin());
  }
  return joint;
}

ProbabilityMatrix adjustedProbabilities(std::span<const int> labels,
                                        const ProbabilityMatrix& probabilities) {
  const auto thresholds = confidentThresholds(labels, probabilities);
  const double largest = *std::max_element(thresholds.begin(), thresholds.end());
  ProbabilityMatrix adjusted = probabilities;
  for (std::size_t i = 0; i < adjusted.rows; ++i) {
    const auto row = adjusted.row(i);
    for (std::size_t k = 0; k < row.size(); ++k) {
      row[k] = row[k] - thresholds[k] + largest;
    }
    const double sum = pairwiseSum(row);
    std::for_each(row.begin(), row.end(), [=](double& p) { p /= sum; });
  }
  return adjusted;
}

std::vector<double> labelQuality(std::span<const int> labels,
                                 const ProbabilityMatrix& probabilities,
                                 QualityScore score) {
  requireLabels(labels, probabilities);
  std::vector<double> quality(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto given = static_cast<std::size_t>(labels[i]);
    const auto row = probabilities.row(i);
    switch (score) {
      case QualityScore::SelfConfidence:
        quality[i] = row[given];
        break;
      case QualityScore::NormalizedMargin:
        quality[i] = (row[given] - largestOther(row, given) + 1) / 2;
        break;
      case QualityScore::ConfidenceWeightedEntropy:
        quality[i] = weightedEntropy(row, row[given]);
        break;
    }
  }
  return quality;
}

}  // namespace touchstone::analysis
