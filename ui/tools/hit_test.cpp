#include "ui/tools/hit_test.h"

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using namespace labeling;

/// The even-odd rule.
bool isInside(const std::vector<Point>& ring, Point p) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point& a = ring[i];
    const Point& b = ring[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
      inside = !inside;
    }
  }
  return inside;
}

bool isInside(const Polygon& polygon, Point p) {
  return std::any_of(polygon.parts.begin(), polygon.parts.end(), [&](const PolygonPart& part) {
    return isInside(part.outer, p) &&
           std::none_of(part.holes.begin(), part.holes.end(),
                        [&](const auto& hole) { return isInside(hole, p); });
  });
}

bool isInside(const OrientedBox& box, Point p) {
  const double dx = p.x - box.centre.x;
  const double dy = p.y - box.centre.y;
  const double along = dx * std::cos(box.angle) + dy * std::sin(box.angle);
  const double across = dy * std::cos(box.angle) - dx * std::sin(box.angle);
  return std::abs(along) <= box.width / 2 && std::abs(across) <= box.height / 2;
}

bool isInside(const Mask& mask, Point p) {
  if (p.x < 0 || p.y < 0 || p.x >= mask.width || p.y >= mask.height) {
    return false;
  }
  const auto wanted = static_cast<std::uint64_t>(p.x) * static_cast<std::uint64_t>(mask.height) +
                      static_cast<std::uint64_t>(p.y);
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    position += mask.counts[i];
    if (wanted < position) {
      return i % 2 == 1;
    }
  }
  return false;
}

double distanceToSegment(Point p, Point a, Point b) {
  const double length = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
  const double t =
      length > 0
          ? std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0.0, 1.0)
          : 0;
  return std::hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}

bool isNear(const Line& line, Point p, double reach) {
  for (std::size_t i = 1; i < line.points.size(); ++i) {
    if (distanceToSegment(p, line.points[i - 1], line.points[i]) <= reach) {
      return true;
    }
  }
  return false;
}

bool isNear(const Keypoints& keypoints, Point p, double reach) {
  return std::any_of(keypoints.points.begin(), keypoints.points.end(), [&](const Keypoint& k) {
    return k.visibility > 0 && std::hypot(k.position.x - p.x, k.position.y - p.y) <= reach;
  });
}

}  // namespace

bool hits(const Shape& shape, Point point, double reach) {
  return std::visit(Visitor{
                        [](const ImageTag&) { return false; },
                        [&](const Box& box) {
                          return Box{box.x0 - reach / 2, box.y0 - reach / 2, box.x1 + reach / 2,
                                     box.y1 + reach / 2}
                              .contains(point);
                        },
                        [&](const OrientedBox& box) { return isInside(box, point); },
                        [&](const Polygon& polygon) { return isInside(polygon, point); },
                        [&](const Mask& mask) { return isInside(mask, point); },
                        [&](const Keypoints& points) { return isNear(points, point, reach); },
                        [&](const Line& line) { return isNear(line, point, reach); },
                    },
                    shape);
}

std::vector<AnnotationId> objectsAt(const Document& document,
                                    ImageId image,
                                    Point point,
                                    double reach) {
  std::vector<std::pair<double, AnnotationId>> found;
  for (const AnnotationId id : document.annotationsOf(image)) {
    const Shape& shape = document.annotation(id)->shape;
    if (hits(shape, point, reach)) {
      found.emplace_back(areaOf(shape), id);
    }
  }
  // Of equally large objects the one drawn last lies on top.
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second > b.second;
  });
  std::vector<AnnotationId> ids;
  for (const auto& [area, id] : found) {
    ids.push_back(id);
  }
  return ids;
}

}  // namespace touchstone::ui
