#pragma once

#include "labeling/geometry/box.h"

#include <algorithm>

namespace touchstone::analysis {

/// Returns intersection over union as cleanlab computes it: the union is at least 1e-6.
[[nodiscard]] inline double objectLabOverlap(const labeling::Box& a, const labeling::Box& b) {
  const double left = std::max(a.x0, b.x0);
  const double top = std::max(a.y0, b.y0);
  const double right = std::min(a.x1, b.x1);
  const double bottom = std::min(a.y1, b.y1);
  if (right < left || bottom < top) {
    return 0;
  }
  const double shared = (right - left) * (bottom - top);
  const double areas = a.width() * a.height() + b.width() * b.height();
  constexpr double smallestUnion = 1e-6;
  return shared / std::max(areas - shared, smallestUnion);
}

}  // namespace touchstone::analysis
