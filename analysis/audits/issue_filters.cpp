#include "analysis/audits/confident_learning.h"
#include "analysis/neighbours/row_threads.h"

#include <algorithm>
#include <numeric>

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

/// One mark a sample; unlike those of vector<bool>, threads may set different ones at once.
using Marks = std::vector<char>;

/// Returns the `wanted` smallest values and some more, in any order: those below a bound that a few
/// values, evenly taken, let expect to be enough, or all when it was not.
std::vector<double> atLeastSmallest(const std::vector<double>& values, std::size_t wanted) {
  constexpr std::size_t step = 64;
  constexpr std::size_t margin = 16;
  std::vector<double> some;
  for (std::size_t j = 0; j < values.size(); j += step) {
    some.push_back(values[j]);
  }
  const std::size_t place = wanted / step * 5 / 4 + margin;
  if (place >= some.size()) {
    return values;
  }
  const auto bound = some.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(some.begin(), bound, some.end());
  std::vector<double> smallest;
  std::copy_if(values.begin(), values.end(), std::back_inserter(smallest),
               [limit = *bound](double value) { return value <= limit; });
  return smallest.size() >= wanted ? smallest : values;
}

/// Marks the `count` samples of smallest value, `values[j]` being that of `samples[j]`; among
/// equals the earlier samples.
void markSmallest(const Samples& samples,
                  const std::vector<double>& values,
                  long count,
                  Marks& marks) {
  const auto wanted = std::min(static_cast<std::size_t>(std::max(count, 0L)), samples.size());
  if (wanted == 0) {
    return;
  }
  auto ordered = atLeastSmallest(values, wanted);
  const auto last = ordered.begin() + static_cast<std::ptrdiff_t>(wanted) - 1;
  std::nth_element(ordered.begin(), last, ordered.end());
  const double limit = *last;
  auto equals = std::count(ordered.begin(), last + 1, limit);
  for (std::size_t j = 0; j < samples.size(); ++j) {
    if (values[j] < limit || (values[j] == limit && equals-- > 0)) {
      marks[samples[j]] = 1;
    }
  }
}

/// Calls `work(class)` for those with more samples than are kept, on all processors.
template <class Work>
void forPrunedClasses(const std::vector<Samples>& perClass, Work work) {
  forRowsInThreads(perClass.size(), 1, [&](std::size_t first, std::size_t end) {
    for (std::size_t given = first; given < end; ++given) {
      if (static_cast<long>(perClass[given].size()) > keptPerClass) {
        work(given);
      }
    }
  });
}

Marks prunedByClass(const std::vector<Samples>& perClass,
                    const Matrix<long>& counts,
                    const ProbabilityMatrix& probabilities) {
  Marks marks(probabilities.rows);
  forPrunedClasses(perClass, [&](std::size_t given) {
    const Samples& samples = perClass[given];
    std::vector<double> values(samples.size());
    std::transform(samples.begin(), samples.end(), values.begin(),
                   [&](std::size_t i) { return probabilities(i, given); });
    markSmallest(samples, values, static_cast<long>(samples.size()) - counts(given, given), marks);
  });
  return marks;
}

Marks prunedByNoiseRate(const std::vector<Samples>& perClass,
                        const Matrix<long>& counts,
                        const ProbabilityMatrix& probabilities) {
  Marks marks(probabilities.rows);
  forPrunedClasses(perClass, [&](std::size_t given) {
    const Samples& samples = perClass[given];
    // Column by column of the margins: each row of probabilities is read once.
    std::vector<std::vector<double>> margins(counts.columns, std::vector<double>(samples.size()));
    for (std::size_t j = 0; j < samples.size(); ++j) {
      const auto row = probabilities.row(samples[j]);
      for (std::size_t other = 0; other < row.size(); ++other) {
        margins[other][j] = row[given] - row[other];
      }
    }
    for (std::size_t other = 0; other < counts.columns; ++other) {
      if (other != given) {
        markSmallest(samples, margins[other], counts(given, other), marks);
      }
    }
  });
  return marks;
}

Marks prunedByBoth(const std::vector<Samples>& perClass,
                   const Matrix<long>& counts,
                   const ProbabilityMatrix& probabilities) {
  auto marks = prunedByClass(perClass, counts, probabilities);
  const auto byNoiseRate = prunedByNoiseRate(perClass, counts, probabilities);
  std::transform(marks.begin(), marks.end(), byNoiseRate.begin(), marks.begin(),
                 [](char a, char b) { return static_cast<char>(a & b); });
  return marks;
}

Marks offDiagonal(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  const auto guesses = confidentGuesses(labels, probabilities);
  Marks marks(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool other = guesses[i] && *guesses[i] != static_cast<std::size_t>(labels[i]);
    marks[i] = other ? 1 : 0;
  }
  return marks;
}

/// Returns the marks without those of samples whose given class is the most probable one, or within
/// the tolerance.
Marks withoutConfirmed(std::span<const int> labels,
                       const ProbabilityMatrix& probabilities,
                       Marks marks) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (marks[i] == 0) {
      continue;
    }
    const auto given = static_cast<std::size_t>(labels[i]);
    const auto row = probabilities.row(i);
    const double raised = row[given] + tolerance;
    bool first = true;
    for (std::size_t k = 0; k < row.size(); ++k) {
      first = first && (k < given ? row[k] < raised : k == given || row[k] <= raised);
    }
    marks[i] = first ? 0 : 1;
  }
  return marks;
}

Marks lowest(std::span<const int> labels,
             const ProbabilityMatrix& probabilities,
             QualityScore score) {
  auto marks = withoutConfirmed(labels, probabilities, offDiagonal(labels, probabilities));
  const auto issues = std::count(marks.begin(), marks.end(), 1);
  Samples all(labels.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::fill(marks.begin(), marks.end(), 0);
  markSmallest(all, labelQuality(labels, probabilities, score), static_cast<long>(issues), marks);
  return marks;
}

Marks marksOf(std::span<const int> labels,
              const ProbabilityMatrix& probabilities,
              IssueFilter filter) {
  const auto perClass = [&] { return samplesPerClass(labels, probabilities.columns); };
  const auto counts = [&] { return pruneCounts(confidentJoint(labels, probabilities)); };
  const auto doubtful = [&](Marks marks) {
    return withoutConfirmed(labels, probabilities, std::move(marks));
  };
  switch (filter) {
    case IssueFilter::PruneByNoiseRate:
      return doubtful(prunedByNoiseRate(perClass(), counts(), probabilities));
    case IssueFilter::PruneByClass:
      return doubtful(prunedByClass(perClass(), counts(), probabilities));
    case IssueFilter::Both:
      return doubtful(prunedByBoth(perClass(), counts(), probabilities));
    case IssueFilter::ConfidentLearning:
      return doubtful(offDiagonal(labels, probabilities));
    case IssueFilter::PredictedNotGiven:
      return doubtful(Marks(labels.size(), 1));
    case IssueFilter::LowNormalizedMargin:
      return lowest(labels, probabilities, QualityScore::NormalizedMargin);
    case IssueFilter::LowSelfConfidence:
      return lowest(labels, probabilities, QualityScore::SelfConfidence);
  }
  return {};
}

}  // namespace

std::vector<bool> findLabelIssues(std::span<const int> labels,
                                  const ProbabilityMatrix& probabilities,
                                  IssueFilter filter) {
  const auto marks = marksOf(labels, probabilities, filter);
  return {marks.begin(), marks.end()};
}

}  // namespace touchstone::analysis
