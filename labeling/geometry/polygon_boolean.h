#pragma once

#include "labeling/geometry/shape.h"
#include "labeling/result.h"

#include <vector>

namespace touchstone::labeling {

// Boolean operations by Angus Johnson's Clipper 6 (Vatti 1992). Coordinates are rounded to 2^-20 of
// a pixel for it; vertices that survive get their exact coordinates back. A polygon covers the
// inside (even-odd) of each outline without this part's holes, all parts together. Outlines of the
// results run clockwise on the screen and holes counter-clockwise; no two edges cross. They fail
// for coordinates that are not finite or lie more than 10 million pixels away.

/// Return what the polygons cover together, both cover, and the first covers but not the second.
[[nodiscard]] Result<Polygon> unionOf(const Polygon& a, const Polygon& b);
[[nodiscard]] Result<Polygon> intersectionOf(const Polygon& a, const Polygon& b);
[[nodiscard]] Result<Polygon> differenceOf(const Polygon& a, const Polygon& b);

/// Returns what all the polygons cover together: "join".
[[nodiscard]] Result<Polygon> unionOf(const std::vector<Polygon>& polygons);

/// Returns a polygon without crossing edges that covers the same; parts that overlap become one.
[[nodiscard]] Result<Polygon> repaired(const Polygon& polygon);

/// Returns what lies inside width x height pixels; empty when nothing does.
[[nodiscard]] Result<Polygon> clippedTo(const Polygon& polygon, double width, double height);

/// Cuts a polygon along an open line and returns the pieces, the largest first. Parts that the line
/// does not divide stay with the largest piece. The pieces share the cut's vertices exactly. One
/// piece, the polygon as it was, when the line divides nothing.
[[nodiscard]] Result<std::vector<Polygon>> sliced(const Polygon& polygon,
                                                  const std::vector<Point>& line);

}  // namespace touchstone::labeling
