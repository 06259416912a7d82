#pragma once

#include "labeling/geometry/box.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace touchstone::labeling {

/// The corners of a closed outline; the last one is joined to the first.
using Ring = std::vector<Point>;

/// Returns the distance between two points in pixels.
[[nodiscard]] double distanceBetween(Point a, Point b);

/// Returns the point of the straight segment from `a` to `b` that is nearest to `p`.
[[nodiscard]] Point nearestOnSegment(Point a, Point b, Point p);

/// Returns the area by the shoelace formula: positive when the corners run clockwise on the screen.
[[nodiscard]] double signedAreaOf(const Ring& ring);

/// Returns whether the point is inside by the even-odd rule; a point on the left or upper border
/// is, one on the right or lower border is not.
[[nodiscard]] bool ringContains(const Ring& ring, Point point);

/// Returns where the segments a–b and c–d meet in one point, ends included; nothing when they do
/// not or when they are parallel.
[[nodiscard]] std::optional<Point> crossingOf(Point a, Point b, Point c, Point d);

}  // namespace touchstone::labeling
