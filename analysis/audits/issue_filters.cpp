#include "analysis/audits/confident_learning.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace touchstone::analysis {
namespace {

constexpr double tolerance = 1e-6;
/// A class is never pruned below this many samples.
constexpr long keptPerClass = 1;

using Samples = std::vector<std::size_t>;

std::vector<Samples> samplesPerClass(std::span<const int> labels, std::size_t classes) {
  std::vector<Samples> samples(classes);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    samples[static_cast<std::size_t>(labels[i])].push_back(i);
  }
  return samples;
}

/// Returns cleanlab's prune counts as [given][true]: the calibrated joint, each diagonal raised to
/// keptPerClass and the raise taken evenly from the other counts of the same given class.
Matrix<long> pruneCounts(const Matrix<long>& joint) {
  Matrix<long> counts(joint.rows, joint.columns);
  for (std::size_t given = 0; given < joint.rows; ++given) {
    const auto row = joint.row(given);
    const auto nonZero = std::count_if(row.begin(), row.end(), [](long n) { return n != 0; });
    const long diagonal = std::max(row[given], keptPerClass);
    const double lowered = static_cast<double>(diagonal - row[given]) /
                           std::max(static_cast<double>(nonZero) - 1, 1.0);
    for (std::size_t other = 0; other < joint.columns; ++other) {
      counts(given, other) =
          static_cast<long>(std::max(static_cast<double>(row[other]) - lowered, 0.0));
    }
    counts(given, given) = diagonal;
  }
  return counts;
}

/// Marks the `count` samples of smallest `value`; among equals the earlier samples.
template <class Value>
void markSmallest(const Samples& samples, long count, Value value, std::vector<bool>& marks) {
  const auto wanted = std::min(static_cast<std::size_t>(std::max(count, 0L)), samples.size());
  if (wanted == 0) {
    return;
  }
  std::vector<std::pair<double, std::size_t>> ranked;
  ranked.reserve(samples.size());
  for (const std::size_t i : samples) {
    ranked.emplace_back(value(i), i);
  }
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(wanted);
  std::nth_element(ranked.begin(), end - 1, ranked.end());
  std::for_each(ranked.begin(), end, [&](const auto& sample) { marks[sample.second] = true; });
}

std::vector<bool> prunedByClass(const std::vector<Samples>& perClass,
                                const Matrix<long>& counts,
                                const ProbabilityMatrix& probabilities) {
  std::vector<bool> marks(probabilities.rows);
  for (std::size_t given = 0; given < perClass.size(); ++given) {
    const auto size = static_cast<long>(perClass[given].size());
    if (size > keptPerClass) {
      markSmallest(
          perClass[given], size - counts(given, given),
          [&](std::size_t i) { return probabilities(i, given); }, marks);
    }
  }
  return marks;
}

std::vector<bool> prunedByNoiseRate(const std::vector<Samples>& perClass,
                                    const Matrix<long>& counts,
                                    const ProbabilityMatrix& probabilities) {
  std::vector<bool> marks(probabilities.rows);
  for (std::size_t given = 0; given < perClass.size(); ++given) {
    if (static_cast<long>(perClass[given].size()) <= keptPerClass) {
      continue;
    }
    for (std::size_t other = 0; other < counts.columns; ++other) {
      if (other != given && counts(given, other) > 0) {
        markSmallest(
            perClass[given], counts(given, other),
            [&](std::size_t i) { return -(probabilities(i, other) - probabilities(i, given)); },
            marks);
      }
    }
  }
  return marks;
}

std::vector<bool> prunedByBoth(const std::vector<Samples>& perClass,
                               const Matrix<long>& counts,
                               const ProbabilityMatrix& probabilities) {
  auto marks = prunedByClass(perClass, counts, probabilities);
  const auto byNoiseRate = prunedByNoiseRate(perClass, counts, probabilities);
  std::transform(marks.begin(), marks.end(), byNoiseRate.begin(), marks.begin(),
                 std::logical_and<>());
  return marks;
}

std::vector<bool> offDiagonal(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const auto guesses = confidentGuesses(labels, probabilities);
  std::vector<bool> marks(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    marks[i] = guesses[i] && *guesses[i] != static_cast<std::size_t>(labels[i]);
  }
  return marks;
}

/// Takes the mark from samples whose given class is the most probable one, or within the tolerance.
void unmarkConfirmed(std::span<const int> labels,
                     const ProbabilityMatrix& probabilities,
                     std::vector<bool>& marks) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto given = static_cast<std::size_t>(labels[i]);
    const auto row = probabilities.row(i);
    const double raised = row[given] + tolerance;
    bool first = true;
    for (std::size_t k = 0; k < row.size(); ++k) {
      first = first && (k < given ? row[k] < raised : k == given || row[k] <= raised);
    }
    marks[i] = marks[i] && !first;
  }
}

std::vector<bool> lowest(std::span<const int> labels,
                         const ProbabilityMatrix& probabilities,
                         QualityScore score) {
  auto marks = offDiagonal(labels, probabilities);
  unmarkConfirmed(labels, probabilities, marks);
  const auto issues = std::count(marks.begin(), marks.end(), true);
  Samples all(labels.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto quality = labelQuality(labels, probabilities, score);
  std::fill(marks.begin(), marks.end(), false);
  markSmallest(
      all, static_cast<long>(issues), [&](std::size_t i) { return quality[i]; }, marks);
  return marks;
}

}  // namespace

std::vector<bool> findLabelIssues(std::span<const int> labels,
                                  const ProbabilityMatrix& probabilities,
                                  IssueFilter filter) {
  const auto perClass = samplesPerClass(labels, probabilities.columns);
  const auto counts = [&] { return pruneCounts(confidentJoint(labels, probabilities)); };
  std::vector<bool> marks;
  switch (filter) {
    case IssueFilter::PruneByNoiseRate:
      marks = prunedByNoiseRate(perClass, counts(), probabilities);
      break;
    case IssueFilter::PruneByClass:
      marks = prunedByClass(perClass, counts(), probabilities);
      break;
    case IssueFilter::Both:
      marks = prunedByBoth(perClass, counts(), probabilities);
      break;
    case IssueFilter::ConfidentLearning:
      marks = offDiagonal(labels, probabilities);
      break;
    case IssueFilter::PredictedNotGiven:
      marks.assign(labels.size(), true);
      break;
    case IssueFilter::LowNormalizedMargin:
      return lowest(labels, probabilities, QualityScore::NormalizedMargin);
    case IssueFilter::LowSelfConfidence:
      return lowest(labels, probabilities, QualityScore::SelfConfidence);
  }
  unmarkConfirmed(labels, probabilities, marks);
  return marks;
}

}  // namespace touchstone::analysis
