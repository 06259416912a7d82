#pragma once

#include "training/runs/training_run.h"

namespace touchstone::training {

/// Says what trainDetector would do. Errors: no box, nothing to train on or to validate with,
/// unknown backbone; each message says the way on.
Result<TrainingPlan> planDetector(const RunInput& input, const TrainingRequest& request);

/// Trains a Faster R-CNN on the boxes of a project: see train(). The metrics are COCO's AP, AP50
/// and AP75 on the test split, else the val split.
Result<RunResult> trainDetector(const RunInput& input,
                                const TrainingRequest& request,
                                const std::filesystem::path& runFolder,
                                const RunObserver& observer,
                                const WorkContext& work);

}  // namespace touchstone::training
