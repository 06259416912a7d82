#pragma once

#include "training/runs/run_choices.h"
#include "training/runs/training_run.h"

namespace touchstone::training {

/// Returns what the choices mean for a person, with the time that a small trial suggests.
[[nodiscard]] TrainingPlan planFor(const RunInput& input,
                                   const ClassificationDataset& dataset,
                                   const RunChoices& choices);

}  // namespace touchstone::training
