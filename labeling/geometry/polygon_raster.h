#pragma once

#include "labeling/geometry/shape.h"

#include <vector>

namespace touchstone::labeling {

/// Returns the pixels of a polygon's outline with its inside (even-odd), exactly as maskApi.c's
/// rleFrPoly sets them; equal areas depend on it. Empty for fewer than three points or an outline
/// that is longer than 20 million pixels.
[[nodiscard]] Mask maskOfRing(const std::vector<Point>& ring, int width, int height);

/// Returns the pixels of all parts together, each without its holes; for one part without holes
/// this is maskOfRing(), and for parts without holes what COCO's tools make of several polygons.
[[nodiscard]] Mask maskOf(const Polygon& polygon, int width, int height);

}  // namespace touchstone::labeling
