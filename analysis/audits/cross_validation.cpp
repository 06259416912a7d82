#include "analysis/audits/cross_validation.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <numeric>
#include <optional>
#include <thread>

namespace touchstone::analysis {
namespace {

/// The folds of one cross-validation, worked off by several threads.
class FoldWork {
public:
  FoldWork(const FoldedSamples& samples, const CrossValidationOptions& options)
      : samples_(samples),
        options_(options),
        iterations_(static_cast<std::size_t>(samples.folds)),
        probabilities_(samples.labels.size(), static_cast<std::size_t>(samples.classes)) {}

  Result<ProbabilityMatrix> run(const std::stop_token& stop) {
    {
      const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
      const std::size_t count = std::min(cores, iterations_.size());
      running_ = count;
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < count; ++i) {
        threads.emplace_back([this, &stop] { runFolds(stop); });
      }
      report();
    }
    if (error_) {
      return *error_;
    }
    return std::move(probabilities_);
  }

private:
  void runFolds(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!error_ && next_ < iterations_.size()) {
      const std::size_t fold = next_++;
      lock.unlock();
      const Status status = runFoldSafely(fold, stop);
      lock.lock();
      iterations_[fold] = options_.iterations;
      if (!status) {
        error_ = status.error();
      }
    }
    running_ -= 1;
    changed_.notify_one();
  }

  /// An exception must not leave the thread.
  Status runFoldSafely(std::size_t fold, const std::stop_token& stop) {
    try {
      return runFold(fold, stop);
    } catch (const std::bad_alloc&) {
      return Error{.kind = ErrorKind::Failed,
                   .file = {},
                   .message =
                       "There is not enough memory to audit so many labels at once: close "
                       "other programs and try again."};
    }
  }

  Status runFold(std::size_t fold, const std::stop_token& stop) {
    std::vector<std::size_t> others;
    std::vector<bool> known(probabilities_.columns);
    for (std::size_t i = 0; i < samples_.labels.size(); ++i) {
      if (samples_.foldOf[i] != static_cast<int>(fold)) {
        others.push_back(i);
        known[static_cast<std::size_t>(samples_.labels[i])] = true;
      }
    }
    LogisticOptions options{.penalty = options_.penalty, .iterations = options_.iterations};
    options.evaluated = [this, fold] {
      const std::lock_guard lock(mutex_);
      iterations_[fold] = std::min(iterations_[fold] + 1, options_.iterations);
    };
    const auto model = fitLogisticRegression(samples_.features, samples_.labels,
                                             options_.trainedOn(std::move(others)),
                                             samples_.classes, options, stop);
    if (!model) {
      return model.error();
    }
    for (std::size_t i = 0; i < samples_.labels.size(); ++i) {
      const auto row = probabilities_.row(i);
      if (samples_.foldOf[i] != static_cast<int>(fold)) {
        continue;
      }
      if (known[static_cast<std::size_t>(samples_.labels[i])]) {
        predictProbabilities(*model, samples_.features.row(i), row);
      } else {
        std::fill(row.begin(), row.end(), 1.0 / static_cast<double>(row.size()));
      }
    }
    return Nothing{};
  }

  /// Reports until the last thread has ended.
  void report() {
    const double total = static_cast<double>(iterations_.size()) * options_.iterations;
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, std::chrono::milliseconds(100),
                              [this] { return running_ == 0; })) {
      const double done = std::accumulate(iterations_.begin(), iterations_.end(), 0.0);
      lock.unlock();
      options_.progress(done / total);
      lock.lock();
    }
  }

  const FoldedSamples& samples_;
  const CrossValidationOptions& options_;
  std::mutex mutex_;  // guards what follows; of the probabilities each row has one writer
  std::condition_variable changed_;
  std::vector<int> iterations_;
  std::size_t next_ = 0;
  std::size_t running_ = 0;
  std::optional<Error> error_;
  ProbabilityMatrix probabilities_;
};

}  // namespace

Result<ProbabilityMatrix> crossValidate(const FoldedSamples& samples,
                                        const CrossValidationOptions& options,
                                        const std::stop_token& stop) {
  return FoldWork(samples, options).run(stop);
}

}  // namespace touchstone::analysis
