#include "labeling/geometry/ring.h"

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

double distanceBetween(Point a, Point b) {
  return std::hypot(b.x - a.x, b.y - a.y);
}

Point nearestOnSegment(Point a, Point b, Point p) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double squared = dx * dx + dy * dy;
  if (squared == 0) {
    return a;
  }
  const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0);
  return t == 1 ? b : Point{a.x + t * dx, a.y + t * dy};
}

double signedAreaOf(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

bool ringContains(const Ring& ring, Point point) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    if ((a.y > point.y) != (b.y > point.y) &&
        point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y)) {
      inside = !inside;
    }
  }
  return inside;
}

std::optional<Point> crossingOf(Point a, Point b, Point c, Point d) {
  const double rx = b.x - a.x;
  const double ry = b.y - a.y;
  const double sx = d.x - c.x;
  const double sy = d.y - c.y;
  const double across = rx * sy - ry * sx;
  if (across == 0) {
    return std::nullopt;
  }
  const double t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / across;
  const double u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / across;
  if (!(t >= 0 && t <= 1 && u >= 0 && u <= 1)) {
    return std::nullopt;
  }
  return Point{a.x + t * rx, a.y + t * ry};
}

}  // namespace touchstone::labeling
