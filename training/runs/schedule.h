#pragma once

namespace touchstone::training {

/// Returns the learning rate at `progress` in [0, 1] of the whole training: linear warm-up over the
/// first twentieth, then half a cosine down to zero (Loshchilov and Hutter 2016).
[[nodiscard]] double scheduledRate(double peak, double progress);

}  // namespace touchstone::training
