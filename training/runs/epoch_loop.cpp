#include "training/runs/epoch_loop.h"

#include "analysis/metrics/classification_metrics.h"
#include "training/runs/run_files.h"
#include "training/runs/schedule.h"

#include <chrono>
#include <cmath>

namespace touchstone::training {

namespace {

Error cancelledBeforeTheFirstEpoch() {
  return {ErrorKind::Cancelled, {}, "Cancelled before the first epoch was complete."};
}

Error diverged() {
  return {ErrorKind::Failed,
          {},
          "The loss is not a number from the first epoch on; train again with a smaller learning "
          "rate."};
}

/// The state of one training between epochs and its way to disk.
class Loop {
public:
  Loop(Learner& learner, const LoopOptions& options) : learner_(learner), options_(options) {}

  Status resume() {
    const RunFiles from{options_.resumeFolder};
    const auto checkpoint = readCheckpoint(from);
    if (!checkpoint) {
      return checkpoint.error();
    }
    WeightFile best;
    if (!learner_.stateHasBest()) {
      auto weights = readSafetensors(from.weights());
      if (!weights) {
        return weights.error();
      }
      best = std::move(*weights);
    }
    if (auto restored = learner_.restore(checkpoint->state, best); !restored) {
      return restored;
    }
    outcome_.lastEpoch = checkpoint->epoch;
    outcome_.bestEpoch = checkpoint->bestEpoch;
    outcome_.bestLoss = checkpoint->bestLoss;
    if (options_.runFolder.empty()) {
      return Nothing{};
    }
    return copyMetrics(from, {options_.runFolder}, checkpoint->epoch);
  }

  /// Takes an epoch's result into account and writes it down.
  Status finish(const EpochReport& report) {
    outcome_.lastEpoch = report.epoch;
    const bool better = outcome_.bestEpoch == 0 || report.loss < outcome_.bestLoss;
    if (better) {
      outcome_.bestEpoch = report.epoch;
      outcome_.bestLoss = report.loss;
      learner_.keepAsBest();
    }
    if (options_.runFolder.empty()) {
      return Nothing{};
    }
    const RunFiles files{options_.runFolder};
    if (better && !learner_.stateHasBest()) {
      if (auto written = writeSafetensors(files.weights(), learner_.bestWeights()); !written) {
        return written;
      }
    }
    const Checkpoint checkpoint{learner_.state(), report.epoch, outcome_.bestEpoch,
                                outcome_.bestLoss};
    // In this order, so that a program killed in between leaves a line too many, which is dropped
    // on resuming, and never one too few.
    if (auto written = appendMetrics(files, report); !written) {
      return written;
    }
    return writeCheckpoint(files, checkpoint);
  }

  [[nodiscard]] bool isOver() const {
    return outcome_.lastEpoch >= options_.epochs ||
           outcome_.lastEpoch - outcome_.bestEpoch >= options_.patience;
  }

  LoopOutcome& outcome() { return outcome_; }

private:
  Learner& learner_;
  const LoopOptions& options_;
  LoopOutcome outcome_;
};

/// Trains and validates once; nothing when stopped.
std::optional<EpochReport> oneEpoch(Learner& learner,
                                    const Epoch& epoch,
                                    const Validate& validate,
                                    const std::stop_token& stop) {
  EpochReport report;
  report.epoch = epoch.number;
  report.epochs = epoch.total;
  report.learningRate =
      scheduledRate(epoch.learningRate, (epoch.number - 0.5) / static_cast<double>(epoch.total));
  const auto trainLoss = learner.trainEpoch(epoch, stop);
  if (!trainLoss) {
    return std::nullopt;
  }
  report.trainLoss = *trainLoss;
  auto validation = validate(stop);
  if (!validation) {
    return std::nullopt;
  }
  report.loss = validation->loss;
  report.accuracy = validation->accuracy;
  report.samples = std::move(validation->samples);
  return report;
}

}  // namespace

Validate validationOf(ClassificationLearner& learner, std::vector<int> labels) {
  return [&learner,
          labels = std::move(labels)](const std::stop_token& stop) -> std::optional<Validation> {
    const auto probabilities = learner.validate(stop);
    if (!probabilities) {
      return std::nullopt;
    }
    const auto metrics = analysis::classificationMetrics(labels, *probabilities);
    return Validation{metrics.loss, metrics.accuracy, {}};
  };
}

Result<LoopOutcome> runEpochs(Learner& learner,
                              const Validate& validate,
                              const LoopOptions& options,
                              const RunObserver& observer,
                              const WorkContext& work) {
  Loop loop(learner, options);
  if (!options.resumeFolder.empty()) {
    if (const auto resumed = loop.resume(); !resumed) {
      return resumed.error();
    }
  }
  const int firstEpoch = loop.outcome().lastEpoch + 1;
  const auto start = std::chrono::steady_clock::now();
  while (!loop.isOver()) {
    const Epoch epoch{loop.outcome().lastEpoch + 1, options.epochs, options.learningRate};
    auto report = oneEpoch(learner, epoch, validate, work.stop);
    if (!report) {
      loop.outcome().cancelled = true;
      break;
    }
    if (!std::isfinite(report->trainLoss) || !std::isfinite(report->loss)) {
      if (loop.outcome().bestEpoch == 0) {
        return diverged();
      }
      observer.warned("The loss is no longer a number in epoch " + std::to_string(epoch.number) +
                      "; the best epoch before it is kept.");
      break;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    report->secondsLeft =
        seconds.count() / (epoch.number - firstEpoch + 1) * (epoch.total - epoch.number);
    if (const auto finished = loop.finish(*report); !finished) {
      return finished.error();
    }
    observer.epochDone(*report);
  }
  if (loop.outcome().bestEpoch == 0) {
    return cancelledBeforeTheFirstEpoch();
  }
  return loop.outcome();
}

}  // namespace touchstone::training
