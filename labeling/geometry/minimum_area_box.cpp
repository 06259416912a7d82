#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/ring.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace touchstone::labeling {
namespace {

double turn(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Returns the convex hull without collinear points (Andrew's monotone chain, 1979).
Ring convexHull(std::span<const Point> points) {
  std::vector<Point> sorted(points.begin(), points.end());
  const auto before = [](Point a, Point b) { return a.x < b.x || (a.x == b.x && a.y < b.y); };
  std::sort(sorted.begin(), sorted.end(), before);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  if (sorted.size() < 3) {
    return sorted;
  }
  Ring hull;
  const auto extend = [&](Point p, std::size_t least) {
    while (hull.size() >= least && turn(hull[hull.size() - 2], hull.back(), p) <= 0) {
      hull.pop_back();
    }
    hull.push_back(p);
  };
  for (const Point& p : sorted) {
    extend(p, 2);
  }
  const std::size_t upper = hull.size() + 1;
  for (auto p = sorted.rbegin() + 1; p != sorted.rend(); ++p) {
    extend(*p, upper);
  }
  hull.pop_back();
  return hull;
}

/// Returns the box around the points at a given angle.
OrientedBox boxAtAngle(const Ring& points, double angle) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  Box frame{infinity, infinity, -infinity, -infinity};
  for (const Point& p : points) {
    const Point q{p.x * c + p.y * s, -p.x * s + p.y * c};
    frame = {std::min(frame.x0, q.x), std::min(frame.y0, q.y), std::max(frame.x1, q.x),
             std::max(frame.y1, q.y)};
  }
  const Point middle = frame.centre();
  return {.centre = {middle.x * c - middle.y * s, middle.x * s + middle.y * c},
          .width = frame.width(),
          .height = frame.height(),
          .angle = angle};
}

/// Returns the angle of a side, or of the side at right angles to it, in (-pi/4, pi/4].
double nearestToLevel(double angle) {
  constexpr double quarter = std::numbers::pi / 2;
  const double rest = std::remainder(angle, quarter);
  return rest <= -quarter / 2 ? rest + quarter : rest;
}

}  // namespace

OrientedBox minimumAreaBox(std::span<const Point> points) {
  const Ring hull = convexHull(points);
  if (hull.empty()) {
    return {};
  }
  OrientedBox best = boxAtAngle(hull, 0);
  double bestArea = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Point& a = hull[i];
    const Point& b = hull[(i + 1) % hull.size()];
    const OrientedBox box = boxAtAngle(hull, nearestToLevel(std::atan2(b.y - a.y, b.x - a.x)));
    // Rounding must not decide between boxes of the same area: the first one stays.
    if (box.width * box.height < bestArea * (1 - 1e-12)) {
      best = box;
      bestArea = box.width * box.height;
    }
  }
  return best;
}

OrientedBox minimumAreaBox(const Polygon& polygon) {
  std::vector<Point> points;
  for (const PolygonPart& part : polygon.parts) {
    points.insert(points.end(), part.outer.begin(), part.outer.end());
  }
  return minimumAreaBox(points);
}

}  // namespace touchstone::labeling
