#include "labeling/geometry/simplify.h"

#include <algorithm>
#include <utility>

namespace touchstone::labeling {
namespace {

struct Farthest {
  std::size_t index = 0;
  double distance = -1;
};

Farthest farthestBetween(const std::vector<Point>& points, std::size_t first, std::size_t last) {
  Farthest farthest;
  for (std::size_t i = first + 1; i < last; ++i) {
    const Point foot = nearestOnSegment(points[first], points[last], points[i]);
    const double distance = distanceBetween(foot, points[i]);
    if (distance > farthest.distance) {
      farthest = {.index = i, .distance = distance};
    }
  }
  return farthest;
}

/// Marks the points to keep between two kept ones.
void markKept(const std::vector<Point>& points,
              std::size_t first,
              std::size_t last,
              double tolerance,
              std::vector<bool>& kept) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{first, last}};
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    const Farthest farthest = farthestBetween(points, from, to);
    if (farthest.distance > tolerance) {
      kept[farthest.index] = true;
      open.emplace_back(from, farthest.index);
      open.emplace_back(farthest.index, to);
    }
  }
}

std::vector<Point> keptOf(const std::vector<Point>& points, const std::vector<bool>& kept) {
  std::vector<Point> result;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (kept[i]) {
      result.push_back(points[i]);
    }
  }
  return result;
}

}  // namespace

std::vector<Point> simplified(const std::vector<Point>& line, double tolerance) {
  if (line.size() < 3) {
    return line;
  }
  std::vector<bool> kept(line.size());
  kept.front() = true;
  kept.back() = true;
  markKept(line, 0, line.size() - 1, tolerance, kept);
  return keptOf(line, kept);
}

Ring simplifiedRing(const Ring& ring, double tolerance) {
  if (ring.size() < 4) {
    return ring;
  }
  // The ring is cut at its first point and at the point farthest from it.
  std::vector<Point> closed = ring;
  closed.push_back(ring.front());
  std::size_t half = 1;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    if (distanceBetween(ring.front(), ring[i]) > distanceBetween(ring.front(), ring[half])) {
      half = i;
    }
  }
  std::vector<bool> kept(closed.size());
  kept.front() = true;
  kept[half] = true;
  markKept(closed, 0, half, tolerance, kept);
  markKept(closed, half, ring.size(), tolerance, kept);
  if (std::count(kept.begin(), kept.end(), true) < 3) {
    const Farthest before = farthestBetween(closed, 0, half);
    const Farthest after = farthestBetween(closed, half, ring.size());
    kept[before.distance >= after.distance ? before.index : after.index] = true;
  }
  return keptOf(ring, kept);
}

Polygon simplified(const Polygon& polygon, double tolerance) {
  Polygon result = polygon;
  for (PolygonPart& part : result.parts) {
    part.outer = simplifiedRing(part.outer, tolerance);
    for (Ring& hole : part.holes) {
      hole = simplifiedRing(hole, tolerance);
    }
  }
  return result;
}

}  // namespace touchstone::labeling
