#pragma once

#include "training/data/detection_dataset.h"
#include "training/runs/classification_run.h"

namespace touchstone::training {

/// Says what trainDetector would do. Errors: no box, nothing to train on or to validate with,
/// unknown backbone; each message says the way on.
Result<TrainingPlan> planDetector(const RunInput& input, const TrainingRequest& request);

/// Trains a Faster R-CNN on the boxes of a project and writes all files of the run into
/// `runFolder`. Seeds reproduce a run bit for bit on one machine. The metrics are COCO's AP, AP50
/// and AP75 on the test split, else the val split. Cancelling before the first epoch is an Error of
/// kind Cancelled.
Result<RunResult> trainDetector(const RunInput& input,
                                const TrainingRequest& request,
                                const std::filesystem::path& runFolder,
                                const RunObserver& observer,
                                const WorkContext& work);

}  // namespace touchstone::training
