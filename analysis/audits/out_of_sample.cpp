#include "analysis/audits/out_of_sample.h"

#include "analysis/audits/folds.h"
#include "analysis/audits/logistic_regression.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <thread>

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

/// Trains and predicts the folds on as many threads as there are cores; every fold is computed by
/// one thread alone, so their number does not change the result.
class CrossValidation {
public:
  CrossValidation(const FeatureMatrix& features,
                  std::span<const int> labels,
                  int classes,
                  std::vector<int> foldOf,
                  int folds)
      : features_(features),
        labels_(labels),
        classes_(classes),
        foldOf_(std::move(foldOf)),
        passes_(static_cast<std::size_t>(folds)),
        probabilities_(labels.size(), static_cast<std::size_t>(classes)) {}

  Result<ProbabilityMatrix> run(const WorkContext& work) {
    {
      const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
      running_ = std::min(cores, passes_.size());
      std::vector<std::jthread> threads;
      for (std::size_t i = std::min(cores, passes_.size()); i > 0; --i) {
        threads.emplace_back([this, &work] { runFolds(work.stop); });
      }
      report(work);
    }
    if (error_) {
      return *error_;
    }
    return std::move(probabilities_);
  }

private:
  void runFolds(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!error_ && next_ < passes_.size()) {
      const std::size_t fold = next_++;
      lock.unlock();
      const Status status = runFold(fold, stop);
      lock.lock();
      passes_[fold] = options_.iterations;
      if (!status) {
        error_ = status.error();
      }
    }
    running_ -= 1;
    changed_.notify_one();
  }

  Status runFold(std::size_t fold, const std::stop_token& stop) {
    std::vector<std::size_t> training;
    std::vector<std::size_t> heldOut;
    std::vector<bool> known(probabilities_.columns);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (foldOf_[i] == static_cast<int>(fold)) {
        heldOut.push_back(i);
      } else {
        training.push_back(i);
        known[static_cast<std::size_t>(labels_[i])] = true;
      }
    }
    LogisticOptions options = options_;
    options.evaluated = [this, fold] {
      const std::lock_guard lock(mutex_);
      passes_[fold] = std::min(passes_[fold] + 1, options_.iterations);
    };
    const auto model = fitLogisticRegression(features_, labels_, training, classes_, options, stop);
    if (!model) {
      return model.error();
    }
    for (const std::size_t i : heldOut) {
      const auto row = probabilities_.row(i);
      if (known[static_cast<std::size_t>(labels_[i])]) {
        predictProbabilities(*model, features_.row(i), row);
      } else {
        std::fill(row.begin(), row.end(), 1.0 / static_cast<double>(classes_));
      }
    }
    return Nothing{};
  }

  /// Reports about ten times a second until the last thread has ended.
  void report(const WorkContext& work) {
    const auto start = std::chrono::steady_clock::now();
    const double total = static_cast<double>(passes_.size()) * options_.iterations;
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, std::chrono::milliseconds(100),
                              [this] { return running_ == 0; })) {
      const double done = std::accumulate(passes_.begin(), passes_.end(), 0.0);
      const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
      lock.unlock();
      work.progress({.stage = "Checking labels",
                     .done = done,
                     .total = total,
                     .secondsLeft = done > 0 ? spent.count() * (total - done) / done : -1});
      lock.lock();
    }
  }

  const FeatureMatrix& features_;
  std::span<const int> labels_;
  int classes_;
  std::vector<int> foldOf_;
  LogisticOptions options_;
  std::mutex mutex_;  // guards what follows, but the probabilities: each row has one writer
  std::condition_variable changed_;
  std::vector<int> passes_;
  std::size_t next_ = 0;
  std::size_t running_ = 0;
  std::optional<Error> error_;
  ProbabilityMatrix probabilities_;
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
  CrossValidation validation(scaled, labels, classes,
                             stratifiedFolds(labels, classes, groups, *folds, options.seed),
                             *folds);
  auto probabilities = validation.run(work);
  if (probabilities) {
    const double total = *folds;
    work.progress({.stage = "Checking labels", .done = total, .total = total, .secondsLeft = 0});
  }
  return probabilities;
}

}  // namespace touchstone::analysis
