#pragma once

#include "training/runs/learned_run.h"

namespace touchstone::training {

/// Trains a head on the features of a frozen backbone.
Result<Learned> trainHead(const Run& run);

/// Returns the weights of the backbone with a head that has learned for some epochs. Errors: those
/// of the weights and of reading the pictures, cancelled.
Result<WeightFile> weightsWithHead(const Run& run);

}  // namespace touchstone::training
