#pragma once

#include "training/runs/classification_run.h"
#include "training/runs/learner.h"

#include <filesystem>
#include <span>

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

/// Lets `learner` learn until all epochs are done, the validation loss has stopped to fall, or it
/// is stopped; reports every epoch and keeps metrics.jsonl, checkpoint.safetensors and
/// weights.safetensors up to date. Errors: a file cannot be written, the loss is not a number from
/// the start, no checkpoint to resume; Cancelled before the first epoch was complete.
Result<LoopOutcome> runEpochs(Learner& learner,
                              std::span<const int> valLabels,
                              const LoopOptions& options,
                              const RunObserver& observer,
                              const WorkContext& work);

}  // namespace touchstone::training
