#pragma once

#include "labeling/geometry/shape.h"

#include <array>
#include <vector>

namespace touchstone::labeling {

/// A rectangle fitted to four corners, and how far the farthest corner is from its own, in pixels.
struct FittedBox {
  OrientedBox box;
  double distance = 0;
};

/// Fits a turned box to four corners in order around it, in either direction.
[[nodiscard]] FittedBox boxThrough(const std::array<Point, 4>& corners);

/// Returns one outline of the same area: holes and further parts are joined to the first outline by
/// seams without width.
[[nodiscard]] std::vector<Point> seamedOutline(const Polygon& polygon);

}  // namespace touchstone::labeling
