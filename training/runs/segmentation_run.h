#pragma once

#include "training/runs/training_run.h"

namespace touchstone::training {

/// Says what trainSegmenter would do. Errors: no mask or polygon, nothing to train on or to
/// validate with, unknown backbone; each message says the way on.
Result<TrainingPlan> planSegmenter(const RunInput& input, const TrainingRequest& request);

/// Trains a U-Net on the masks and polygons of a project: see train(). On a backbone, pre-trained
/// if there are weights, or plain ("u-net"). The metrics are the mean Dice coefficient of all
/// classes but background, the mean IoU of all, the share of right pixels and, where there is one
/// class, the foreground-restricted Rand score; on the test split, else the val split.
Result<RunResult> trainSegmenter(const RunInput& input,
                                 const TrainingRequest& request,
                                 const std::filesystem::path& runFolder,
                                 const RunObserver& observer,
                                 const WorkContext& work);

}  // namespace touchstone::training
