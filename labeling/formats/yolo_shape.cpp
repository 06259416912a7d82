#include "labeling/formats/yolo_shape.h"

#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/ring.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace touchstone::labeling {
namespace {

Point middle(Point a, Point b) {
  return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

FittedBox fitClockwise(const std::array<Point, 4>& p) {
  const Point left = middle(p[0], p[3]);
  const Point right = middle(p[1], p[2]);
  OrientedBox box{.centre = middle(left, right),
                  .width = distanceBetween(left, right),
                  .height = distanceBetween(middle(p[0], p[1]), middle(p[3], p[2])),
                  .angle = std::atan2(right.y - left.y, right.x - left.x)};
  double farthest = 0;
  const auto fitted = cornersOf(box);
  for (std::size_t i = 0; i < p.size(); ++i) {
    farthest = std::max(farthest, distanceBetween(p[i], fitted[i]));
  }
  return {box, farthest};
}

/// Inserts `ring` into `outline` at the nearest pair of points: there, once around, and back.
void join(std::vector<Point>& outline, const std::vector<Point>& ring) {
  std::size_t here = 0;
  std::size_t there = 0;
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < outline.size(); ++i) {
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const double apart = distanceBetween(outline[i], ring[k]);
      if (apart < nearest) {
        nearest = apart;
        here = i;
        there = k;
      }
    }
  }
  std::vector<Point> detour;
  for (std::size_t k = 0; k <= ring.size(); ++k) {
    detour.push_back(ring[(there + k) % ring.size()]);
  }
  detour.push_back(outline[here]);
  outline.insert(outline.begin() + static_cast<std::ptrdiff_t>(here) + 1, detour.begin(),
                 detour.end());
}

std::vector<Point> turned(std::vector<Point> ring, bool clockwise) {
  if ((signedAreaOf(ring) > 0) != clockwise) {
    std::reverse(ring.begin(), ring.end());
  }
  return ring;
}

}  // namespace

FittedBox boxThrough(const std::array<Point, 4>& corners) {
  const FittedBox clockwise = fitClockwise(corners);
  const FittedBox other = fitClockwise({corners[0], corners[3], corners[2], corners[1]});
  return other.distance < clockwise.distance ? other : clockwise;
}

std::vector<Point> seamedOutline(const Polygon& polygon) {
  std::vector<Point> outline;
  for (const PolygonPart& part : polygon.parts) {
    if (part.outer.empty()) {
      continue;
    }
    const bool isPlain = polygon.parts.size() == 1 && part.holes.empty();
    std::vector<Point> ring = isPlain ? part.outer : turned(part.outer, true);
    for (const auto& hole : part.holes) {
      if (!hole.empty()) {
        join(ring, turned(hole, false));
      }
    }
    if (outline.empty()) {
      outline = std::move(ring);
    } else {
      join(outline, ring);
    }
  }
  return outline;
}

}  // namespace touchstone::labeling
