#include "analysis/audits/label_health.h"

#include "analysis/audits/confident_learning.h"
#include "analysis/audits/rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::analysis {
namespace {

// cleanlab's limits.
constexpr double smallestSum = 1e-100;
constexpr double smallestPrior = 1e-6;
constexpr double largestNoise = 0.9999;

struct Sums {
  std::vector<double> rows;
  std::vector<double> columns;
};

Sums sumsOf(const Matrix<double>& matrix) {
  Sums sums{std::vector<double>(matrix.rows), std::vector<double>(matrix.columns)};
  for (std::size_t a = 0; a < matrix.rows; ++a) {
    for (std::size_t b = 0; b < matrix.columns; ++b) {
      sums.rows[a] += matrix(a, b);
      sums.columns[b] += matrix(a, b);
    }
  }
  return sums;
}

Matrix<double> shares(const Matrix<long>& joint) {
  const auto sum =
      static_cast<double>(std::accumulate(joint.values.begin(), joint.values.end(), 0L));
  Matrix<double> result(joint.rows, joint.columns);
  std::transform(joint.values.begin(), joint.values.end(), result.values.begin(),
                 [=](long count) { return static_cast<double>(count) / sum; });
  return result;
}

long roundedCount(double share, double samples) {
  return std::lrint(share * samples);
}

std::vector<ClassLabelHealth> classesOf(const Matrix<double>& joint, double samples) {
  constexpr double smallestShare = 1e-6;
  const Sums sums = sumsOf(joint);
  std::vector<ClassLabelHealth> classes;
  for (std::size_t k = 0; k < joint.rows; ++k) {
    const double off = sums.rows[k] - joint(k, k);
    const double missed = sums.columns[k] - joint(k, k);
    const double noise = off / std::max(sums.rows[k], smallestShare);
    classes.push_back({.labelClass = k,
                       .issues = roundedCount(off, samples),
                       .missed = roundedCount(missed, samples),
                       .noise = noise,
                       .inverseNoise = missed / std::max(sums.columns[k], smallestShare),
                       .quality = 1 - noise});
  }
  std::stable_sort(classes.begin(), classes.end(),
                   [](const auto& a, const auto& b) { return a.quality < b.quality; });
  return classes;
}

std::vector<ClassOverlap> overlapsOf(const Matrix<double>& joint, double samples) {
  std::vector<ClassOverlap> overlaps;
  for (std::size_t a = 0; a < joint.rows; ++a) {
    for (std::size_t b = a + 1; b < joint.columns; ++b) {
      const double share = joint(a, b) + joint(b, a);
      overlaps.push_back(
          {.first = a, .second = b, .samples = roundedCount(share, samples), .share = share});
    }
  }
  std::stable_sort(overlaps.begin(), overlaps.end(),
                   [](const auto& a, const auto& b) { return a.share > b.share; });
  return overlaps;
}

/// Limits what lies off the diagonal, then makes the columns sum to 1 again.
void clipNoise(Matrix<double>& noise) {
  for (std::size_t a = 0; a < noise.rows; ++a) {
    for (std::size_t b = 0; b < noise.columns; ++b) {
      noise(a, b) = a == b ? noise(a, b) : std::clamp(noise(a, b), 0.0, largestNoise);
    }
  }
  const Sums sums = sumsOf(noise);
  for (std::size_t a = 0; a < noise.rows; ++a) {
    for (std::size_t b = 0; b < noise.columns; ++b) {
      noise(a, b) /= std::max(sums.columns[b], smallestSum);
    }
  }
}

}  // namespace

LabelHealth labelHealth(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const auto samples = static_cast<double>(labels.size());
  LabelHealth health;
  health.joint = shares(confidentJoint(labels, probabilities));
  health.classes = classesOf(health.joint, samples);
  health.overlaps = overlapsOf(health.joint, samples);
  const auto marks = findLabelIssues(labels, probabilities, IssueFilter::ConfidentLearning);
  health.issues = std::count(marks.begin(), marks.end(), true);
  double diagonal = 0;
  for (std::size_t k = 0; k < health.joint.rows; ++k) {
    diagonal += health.joint(k, k);
  }
  health.calibratedIssues = roundedCount(1 - diagonal, samples);
  health.health = 1 - static_cast<double>(health.issues) / samples;
  return health;
}

NoiseRates noiseRates(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const Matrix<long> joint = confidentJoint(labels, probabilities);
  const std::size_t classes = joint.rows;
  Matrix<double> counts(classes, classes);
  std::copy(joint.values.begin(), joint.values.end(), counts.values.begin());
  const Sums sums = sumsOf(counts);
  std::vector<double> given(classes);
  for (const int label : labels) {
    given[static_cast<std::size_t>(label)] += 1 / static_cast<double>(labels.size());
  }
  NoiseRates rates;
  rates.noise = Matrix<double>(classes, classes);
  rates.inverse = Matrix<double>(classes, classes);
  for (std::size_t a = 0; a < classes; ++a) {
    for (std::size_t b = 0; b < classes; ++b) {
      rates.noise(a, b) = counts(a, b) / std::max(sums.columns[b], smallestSum);
      rates.inverse(b, a) = counts(a, b) / std::max(sums.rows[a], smallestSum);
    }
  }
  for (std::size_t k = 0; k < classes; ++k) {
    const double prior = rates.inverse(k, k) / std::max(rates.noise(k, k), smallestSum) * given[k];
    rates.prior.push_back(std::clamp(prior, smallestPrior, 1.0));
  }
  const double all = pairwiseSum(rates.prior);
  std::for_each(rates.prior.begin(), rates.prior.end(), [=](double& p) { p /= all; });
  clipNoise(rates.noise);
  clipNoise(rates.inverse);
  return rates;
}

}  // namespace touchstone::analysis
