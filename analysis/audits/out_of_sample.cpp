#include "analysis/audits/out_of_sample.h"

#include "analysis/audits/confident_learning.h"
#include "analysis/audits/cross_validation.h"
#include "analysis/audits/folds.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>
#include <string>

namespace touchstone::analysis {
namespace {

Error badInput(std::string message) {
  return {.kind = ErrorKind::BadInput, .file = {}, .message = std::move(message)};
}

/// Returns how many folds the data allows.
Result<int> possibleFolds(const FeatureMatrix& features,
                          std::span<const int> labels,
                          std::span<const int> groups,
                          int folds) {
  if (labels.size() < 2) {
    return badInput("An audit needs at least two labels: label more images first.");
  }
  if (std::all_of(labels.begin(), labels.end(), [&](int k) { return k == labels[0]; })) {
    return badInput("All labels are of one class: label a second class before auditing.");
  }
  if (!std::all_of(features.values.begin(), features.values.end(),
                   [](float value) { return std::isfinite(value); })) {
    return badInput(
        "The features hold values that are not numbers: delete the project's cache so "
        "that they are computed again.");
  }
  const std::size_t distinct =
      groups.empty() ? labels.size() : std::set<int>(groups.begin(), groups.end()).size();
  if (distinct < 2) {
    return badInput(
        "All labelled images are near-duplicates of each other: add different images "
        "before auditing.");
  }
  return static_cast<int>(std::min(distinct, static_cast<std::size_t>(std::max(folds, 2))));
}

/// Returns the features with every row of length one, so that one penalty fits all networks.
FeatureMatrix unitRows(const FeatureMatrix& features) {
  FeatureMatrix scaled = features;
  for (std::size_t i = 0; i < scaled.rows; ++i) {
    const auto row = scaled.row(i);
    const double length = std::sqrt(std::inner_product(row.begin(), row.end(), row.begin(), 0.0));
    const auto factor = static_cast<float>(length > 0 ? 1 / length : 0);
    std::for_each(row.begin(), row.end(), [=](float& value) { value *= factor; });
  }
  return scaled;
}

/// Returns those of `rows` that `probabilities` agree with: samples whose confident class (the most
/// probable of those that reach their mean self-confidence in these rows) is not another one than
/// given. A class that would lose all its samples keeps them.
std::vector<std::size_t> trustedRows(const std::vector<std::size_t>& rows,
                                     std::span<const int> labels,
                                     const ProbabilityMatrix& probabilities) {
  std::vector<int> given;
  ProbabilityMatrix own(rows.size(), probabilities.columns);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    given.push_back(labels[rows[i]]);
    std::copy_n(probabilities.row(rows[i]).begin(), own.columns, own.row(i).begin());
  }
  const auto guesses = confidentGuesses(given, own);
  const auto trusted = [&](std::size_t i) {
    return !guesses[i] || *guesses[i] == static_cast<std::size_t>(given[i]);
  };
  std::vector<bool> represented(own.columns);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (trusted(i)) {
      represented[static_cast<std::size_t>(given[i])] = true;
    }
  }
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (trusted(i) || !represented[static_cast<std::size_t>(given[i])]) {
      kept.push_back(rows[i]);
    }
  }
  return kept;
}

/// Tells the person how far all passes together have come, and when they will be done.
class PassProgress {
public:
  PassProgress(const WorkContext& work, int passes) : work_(work), passes_(passes) {}

  void report(double passesDone) const {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
    const double left = passesDone > 0 ? spent.count() * (passes_ / passesDone - 1) : -1;
    work_.progress(
        {.stage = "Checking labels", .done = passesDone, .total = passes_, .secondsLeft = left});
  }

private:
  const WorkContext& work_;
  double passes_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

Result<ProbabilityMatrix> outOfSampleProbabilities(const FeatureMatrix& features,
                                                   std::span<const int> labels,
                                                   int classes,
                                                   std::span<const int> groups,
                                                   const OutOfSampleOptions& options,
                                                   const WorkContext& work) {
  require(labels.size() == features.rows, "one label a row of features");
  require(std::all_of(labels.begin(), labels.end(), [=](int k) { return k >= 0 && k < classes; }),
          "labels lie in 0 … K-1");
  const auto folds = possibleFolds(features, labels, groups, options.folds);
  if (!folds) {
    return folds.error();
  }
  const FeatureMatrix scaled = unitRows(features);
  const PassProgress progress(work, options.passes);
  ProbabilityMatrix probabilities;
  for (int pass = 0; pass < std::max(options.passes, 1); ++pass) {
    const std::uint64_t seed = options.seed + static_cast<std::uint64_t>(pass);
    const FoldedSamples samples{.features = scaled,
                                .labels = labels,
                                .classes = classes,
                                .foldOf = stratifiedFolds(labels, classes, groups, *folds, seed),
                                .folds = *folds};
    CrossValidationOptions choices;
    choices.progress = [&](double share) { progress.report(pass + share); };
    if (pass > 0) {
      choices.trainedOn = [&](const std::vector<std::size_t>& rows) {
        return trustedRows(rows, labels, probabilities);
      };
    }
    auto result = crossValidate(samples, choices, work.stop);
    if (!result) {
      return result.error();
    }
    probabilities = std::move(result.value());
    progress.report(pass + 1);
  }
  return probabilities;
}

}  // namespace touchstone::analysis
