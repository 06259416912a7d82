#pragma once

#include "training/networks/backbones.h"

namespace touchstone::training {

/// What one picture costs on this machine, in seconds.
struct PictureCost {
  double predict = 0;  ///< with folded normalisations, without gradients
  double learn = 0;    ///< forward, and backward through the stages that are not frozen
};

/// Measures a few steps on pictures of size×size; remembered, so that asking again costs nothing.
/// The first `freeze` stages learn nothing.
[[nodiscard]] PictureCost pictureCost(const Backbone& backbone, int size, int freeze);

/// Measures predicting alone.
[[nodiscard]] double secondsPerPicture(const Backbone& backbone, int size);

}  // namespace touchstone::training
