#include "analysis/metrics/classification_metrics.h"

#include "labeling/result.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace touchstone::analysis {
namespace {

constexpr std::size_t binCount = 15;
/// Keeps the cross-entropy finite when a class was ruled out altogether.
constexpr double smallestProbability = 1e-15;

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

/// Returns the bin of a confidence: bins are open below and closed above, as in Guo et al.
std::size_t binOf(double confidence) {
  const double bin = std::ceil(confidence * static_cast<double>(binCount)) - 1;
  return static_cast<std::size_t>(std::clamp(bin, 0.0, static_cast<double>(binCount - 1)));
}

std::vector<ClassMetrics> perClassMetrics(const Matrix<long>& confusion) {
  std::vector<ClassMetrics> all(confusion.rows);
  for (std::size_t k = 0; k < confusion.rows; ++k) {
    long predicted = 0;
    for (std::size_t given = 0; given < confusion.rows; ++given) {
      predicted += confusion(given, k);
    }
    const auto row = confusion.row(k);
    const auto right = static_cast<double>(confusion(k, k));
    ClassMetrics& one = all[k];
    one.support = std::accumulate(row.begin(), row.end(), 0L);
    one.precision = ratio(right, static_cast<double>(predicted));
    one.recall = ratio(right, static_cast<double>(one.support));
    one.f1 = ratio(2 * right, static_cast<double>(predicted + one.support));
  }
  return all;
}

double macroF1(const std::vector<ClassMetrics>& perClass) {
  double sum = 0;
  double classes = 0;
  for (const ClassMetrics& one : perClass) {
    if (one.support > 0) {
      sum += one.f1;
      classes += 1;
    }
  }
  return ratio(sum, classes);
}

/// Turns the sums in `bins` into means and returns the expected calibration error.
double finishCalibration(std::vector<CalibrationBin>& bins, double samples) {
  double error = 0;
  for (CalibrationBin& bin : bins) {
    const auto count = static_cast<double>(bin.count);
    bin.confidence = ratio(bin.confidence, count);
    bin.accuracy = ratio(bin.accuracy, count);
    error += count / samples * std::abs(bin.accuracy - bin.confidence);
  }
  return error;
}

}  // namespace

ClassificationMetrics classificationMetrics(std::span<const int> labels,
                                            const ProbabilityMatrix& probabilities) {
  require(labels.size() == probabilities.rows, "one label a row of probabilities");
  const std::size_t classes = probabilities.columns;
  ClassificationMetrics metrics;
  metrics.confusion = Matrix<long>(classes, classes);
  metrics.calibration.resize(binCount);
  long right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto given = static_cast<std::size_t>(labels[i]);
    require(labels[i] >= 0 && given < classes, "labels lie in 0 … K-1");
    const auto row = probabilities.row(i);
    const auto best = std::max_element(row.begin(), row.end());
    const auto predicted = static_cast<std::size_t>(best - row.begin());
    const bool hit = predicted == given;
    metrics.confusion(given, predicted) += 1;
    metrics.loss -= std::log(std::max(row[given], smallestProbability));
    CalibrationBin& bin = metrics.calibration[binOf(*best)];
    bin.confidence += *best;
    bin.accuracy += hit ? 1 : 0;
    bin.count += 1;
    right += hit ? 1 : 0;
  }
  metrics.perClass = perClassMetrics(metrics.confusion);
  metrics.macroF1 = macroF1(metrics.perClass);
  if (!labels.empty()) {
    const auto samples = static_cast<double>(labels.size());
    metrics.accuracy = static_cast<double>(right) / samples;
    metrics.loss /= samples;
    metrics.calibrationError = finishCalibration(metrics.calibration, samples);
  }
  return metrics;
}

double areaUnderRoc(std::span<const double> scores, const std::vector<bool>& positive) {
  require(scores.size() == positive.size(), "one score a sample");
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  double positives = 0;
  double negatives = 0;
  double wins = 0;  // pairs in which the positive sample scores higher, ties counted half
  for (std::size_t first = 0; first < order.size();) {
    double tiedPositives = 0;
    double tiedNegatives = 0;
    std::size_t last = first;
    for (; last < order.size() && scores[order[last]] == scores[order[first]]; ++last) {
      (positive[order[last]] ? tiedPositives : tiedNegatives) += 1;
    }
    wins += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    first = last;
  }
  if (positives == 0 || negatives == 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return wins / (positives * negatives);
}

}  // namespace touchstone::analysis
