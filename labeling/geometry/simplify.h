#pragma once

#include "labeling/geometry/ring.h"
#include "labeling/geometry/shape.h"

#include <vector>

namespace touchstone::labeling {

/// Returns the open line with as few of its points as Douglas and Peucker's method (1973) needs to
/// stay within `tolerance` pixels of all of them; both ends are kept.
[[nodiscard]] std::vector<Point> simplified(const std::vector<Point>& line, double tolerance);

/// Returns the closed outline simplified in the same way; a ring of three or more points keeps
/// three.
[[nodiscard]] Ring simplifiedRing(const Ring& ring, double tolerance);

/// Returns the polygon with every ring simplified. A large tolerance can make edges cross: see
/// selfIntersects() and repaired().
[[nodiscard]] Polygon simplified(const Polygon& polygon, double tolerance);

}  // namespace touchstone::labeling
