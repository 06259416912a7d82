#pragma once

#include "labeling/geometry/shape.h"

#include <vector>

namespace touchstone::labeling {

/// Which pixels touch: those that share a side, or also those that share a corner.
enum class Connectivity { Four, Eight };

/// Returns the mask's connected regions as masks of their own, the largest first and equal ones
/// from left to right.
[[nodiscard]] std::vector<Mask> connectedRegions(const Mask& mask,
                                                 Connectivity connectivity = Connectivity::Eight);

/// Returns the mask with every hole filled: each region of unset pixels, joined at their sides,
/// that does not reach the image's border.
[[nodiscard]] Mask withHolesFilled(const Mask& mask);

}  // namespace touchstone::labeling
