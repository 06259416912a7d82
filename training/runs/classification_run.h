#pragma once

#include "training/runs/training_run.h"

namespace touchstone::training {

/// Says what trainClassifier would do. Errors: nothing labelled, one class only, no validation
/// sample, unknown backbone or preset; each message says the way on.
Result<TrainingPlan> planClassifier(const RunInput& input, const TrainingRequest& request);

/// Trains a classifier of whole images, or of labelled boxes when the project has no image tags:
/// see train().
Result<RunResult> trainClassifier(const RunInput& input,
                                  const TrainingRequest& request,
                                  const std::filesystem::path& runFolder,
                                  const RunObserver& observer,
                                  const WorkContext& work);

}  // namespace touchstone::training
