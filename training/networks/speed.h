#pragma once

#include "training/networks/backbones.h"

namespace touchstone::training {

/// Measures how many seconds one size×size picture takes to pass through the network, here and now.
[[nodiscard]] double secondsPerPicture(const Backbone& backbone, int size);

}  // namespace touchstone::training
