#include "labeling/geometry/box.h"

#include <algorithm>

namespace touchstone::labeling {

Box intersection(const Box& a, const Box& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

double intersectionOverUnion(const Box& a, const Box& b) {
  const double common = intersection(a, b).area();
  const double together = a.area() + b.area() - common;
  return together > 0 ? common / together : 0;
}

Box clampedTo(const Box& box, double width, double height) {
  return {std::clamp(box.x0, 0.0, width), std::clamp(box.y0, 0.0, height),
          std::clamp(box.x1, 0.0, width), std::clamp(box.y1, 0.0, height)};
}

Box boxBetween(Point a, Point b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

}  // namespace touchstone::labeling
