#pragma once

namespace touchstone::training {

/// Returns the learning rate at `progress` in [0, 1] of the whole training: linear warm-up over the
/// share `warmUp`, then half a cosine down to zero (Loshchilov and Hutter 2016).
[[nodiscard]] double scheduledRate(double peak, double progress, double warmUp = 0.05);

}  // namespace touchstone::training
