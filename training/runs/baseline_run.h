#pragma once

#include "training/runs/learned_run.h"

namespace touchstone::training {

/// Trains a classical baseline.
Result<Learned> trainBaseline(const Run& run);

}  // namespace touchstone::training
