#pragma once

#include "analysis/report/evaluation_report.h"
#include "training/runs/learner.h"
#include "training/runs/training_run.h"

#include <filesystem>

namespace touchstone::training {

/// The files of a run folder.
struct RunFiles {
  std::filesystem::path folder;
  [[nodiscard]] std::filesystem::path request() const { return folder / "request.json"; }
  [[nodiscard]] std::filesystem::path metrics() const { return folder / "metrics.jsonl"; }
  [[nodiscard]] std::filesystem::path model() const { return folder / "model.json"; }
  [[nodiscard]] std::filesystem::path weights() const { return folder / "weights.safetensors"; }
  [[nodiscard]] std::filesystem::path checkpoint() const {
    return folder / "checkpoint.safetensors";
  }
  [[nodiscard]] std::filesystem::path evaluation() const { return folder / "evaluation.json"; }
};

/// Appends one line to metrics.jsonl. Error: it cannot be written.
Status appendMetrics(const RunFiles& files, const EpochReport& report);

/// Copies the lines of the first `epochs` epochs of another run. Error: it cannot be written.
Status copyMetrics(const RunFiles& from, const RunFiles& to, int epochs);

/// Completes the result with the figures of its evaluation, and writes that to evaluation.json.
/// Error: it cannot be written.
Result<RunResult> withEvaluation(RunResult result,
                                 analysis::EvaluationReport report,
                                 const RunFiles& files);

/// Where a training stood after a complete epoch.
struct Checkpoint {
  WeightFile state;
  int epoch = 0;
  int bestEpoch = 0;
  double bestLoss = 0;
};

Status writeCheckpoint(const RunFiles& files, const Checkpoint& checkpoint);
/// Errors: no such file, damaged, not a checkpoint.
Result<Checkpoint> readCheckpoint(const RunFiles& files);

}  // namespace touchstone::training
