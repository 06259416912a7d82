#pragma once

#include "training/runs/learned_run.h"

namespace touchstone::training {

/// Trains a whole network.
Result<Learned> trainNetwork(const Run& run);

}  // namespace touchstone::training
