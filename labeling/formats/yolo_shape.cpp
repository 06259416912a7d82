#include "labeling/formats/yolo_shape.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace touchstone::labeling {
namespace {

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

Point middle(Point a, Point b) {
  return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

FittedBox fitClockwise(const std::array<Point, 4>& p) {
  const Point left = middle(p[0], p[3]);
  const Point right = middle(p[1], p[2]);
  OrientedBox box{.centre = middle(left, right),
                  .width = distance(left, right),
                  .height = distance(middle(p[0], p[1]), middle(p[3], p[2])),
                  .angle = std::atan2(right.y - left.y, right.x - left.x)};
  double farthest = 0;
  const auto fitted = cornersOf(box);
  for (std::size_t i = 0; i < p.size(); ++i) {
    farthest = std::max(farthest, distance(p[i], fitted[i]));
  }
  return {box, farthest};
}

/// Twice the area, positive when the ring runs clockwise on the screen.
double turning(const std::vector<Point>& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice;
}

/// Inserts `ring` into `outline` at the nearest pair of points: there, once around, and back.
void join(std::vector<Point>& outline, const std::vector<Point>& ring) {
  std::size_t here = 0;
  std::size_t there = 0;
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < outline.size(); ++i) {
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const double apart = distance(outline[i], ring[k]);
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
  if ((turning(ring) > 0) != clockwise) {
    std::reverse(ring.begin(), ring.end());
  }
  return ring;
}

}  // namespace

std::array<Point, 4> cornersOf(const OrientedBox& box) {
  const double c = std::cos(box.angle);
  const double s = std::sin(box.angle);
  const auto corner = [&](double right, double down) {
    const double x = right * box.width / 2;
    const double y = down * box.height / 2;
    return Point{box.centre.x + x * c - y * s, box.centre.y + x * s + y * c};
  };
  return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

FittedBox boxThrough(const std::array<Point, 4>& corners) {
  const FittedBox clockwise = fitClockwise(corners);
  const FittedBox other = fitClockwise({corners[0], corners[3], corners[2], corners[1]});
  return other.distance < clockwise.distance ? other : clockwise;
}

OrientedBox smallestBoxAround(const std::vector<Point>& points) {
  std::vector<cv::Point2f> all;
  for (const Point& point : points) {
    all.emplace_back(static_cast<float>(point.x), static_cast<float>(point.y));
  }
  if (all.empty()) {
    return {};
  }
  const cv::RotatedRect box = cv::minAreaRect(all);
  constexpr double degree = 3.14159265358979323846 / 180;
  return {.centre = {box.center.x, box.center.y},
          .width = box.size.width,
          .height = box.size.height,
          .angle = box.angle * degree};
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
