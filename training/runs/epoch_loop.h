#pragma once

#include "training/runs/learner.h"
#include "training/runs/training_run.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace touchstone::training {

struct LoopOptions {
  int epochs = 1;
  double learningRate = 0;
  int patience = 10;                   ///< epochs without a better validation loss
  std::filesystem::path runFolder;     ///< empty: nothing is written
  std::filesystem::path resumeFolder;  ///< the run whose checkpoint is continued, or empty
};

struct LoopOutcome {
  int lastEpoch = 0;
  int bestEpoch = 0;
  double bestLoss = 0;
  bool cancelled = false;
};

/// How good the weights are on the validation split.
struct Validation {
  double loss = 0;      ///< the epoch where it is least is kept
  double accuracy = 0;  ///< share of right answers; of a detector its average precision
  std::vector<EpochSample> samples = {};
};

/// Measures the learner as it is; nothing when stopped.
using Validate = std::function<std::optional<Validation>(const std::stop_token& stop)>;

/// Returns what measures a classifier on samples with these labels.
[[nodiscard]] Validate validationOf(ClassificationLearner& learner, std::vector<int> labels);

/// Lets `learner` learn until all epochs are done, the validation loss has stopped to fall, or it
/// is stopped; reports every epoch and keeps metrics.jsonl, checkpoint.safetensors and
/// weights.safetensors up to date. Errors: a file cannot be written, the loss is not a number from
/// the start, no checkpoint to resume; Cancelled before the first epoch was complete.
Result<LoopOutcome> runEpochs(Learner& learner,
                              const Validate& validate,
                              const LoopOptions& options,
                              const RunObserver& observer,
                              const WorkContext& work);

}  // namespace touchstone::training
