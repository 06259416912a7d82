#pragma once

#include "training/runs/epoch_loop.h"
#include "training/runs/run_choices.h"
#include "training/runs/sample_predictions.h"

namespace touchstone::training {

/// What one training works with.
struct Run {
  const RunInput& input;
  const ClassificationDataset& dataset;
  const RunChoices& choices;
  std::filesystem::path folder;
  std::filesystem::path resumeFolder;
  const RunObserver& observer;
  const WorkContext& work;
  labeling::Split measured = labeling::Split::Val;  ///< the split of the final figures
};

/// What is left when the learning is over: the predictions for samples of the measured split.
struct Learned {
  LoopOutcome outcome;
  std::vector<Sample> samples;
  SamplePredictions predictions;
};

/// Returns how the epochs of a run go by.
[[nodiscard]] LoopOptions loopOptions(const Run& run, int patience);

[[nodiscard]] Error nothingReadable();

}  // namespace touchstone::training
