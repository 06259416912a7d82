#pragma once

#include "training/runs/classification_run.h"
#include "training/runs/run_choices.h"

namespace touchstone::training {

/// Returns what the choices mean for a person, with the time that a small trial suggests.
[[nodiscard]] TrainingPlan planFor(const RunInput& input,
                                   const ClassificationDataset& dataset,
                                   const RunChoices& choices);

}  // namespace touchstone::training
