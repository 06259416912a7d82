#include "labeling/geometry/snap.h"

#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/polygon.h"

namespace touchstone::labeling {

void SnapTargets::addPath(const std::vector<Point>& points, bool closed) {
  vertices_.insert(vertices_.end(), points.begin(), points.end());
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    edges_.push_back({points[i], points[i + 1]});
  }
  if (closed && points.size() > 2) {
    edges_.push_back({points.back(), points.front()});
  }
}

void SnapTargets::add(const Shape& shape) {
  std::visit(Visitor{
                 [](const ImageTag&) {},
                 [&](const Box& box) { addPath(cornersOf(box), true); },
                 [&](const OrientedBox& box) { addPath(cornersOf(box), true); },
                 [&](const Polygon& polygon) {
                   forEachRing(polygon,
                               [&](const Ring& ring, VertexIndex) { addPath(ring, true); });
                 },
                 [](const Mask&) {},
                 [&](const Keypoints& keypoints) {
                   for (const Keypoint& keypoint : keypoints.points) {
                     if (keypoint.visibility > 0) {
                       vertices_.push_back(keypoint.position);
                     }
                   }
                 },
                 [&](const Line& line) { addPath(line.points, false); },
             },
             shape);
}

std::optional<Snap> SnapTargets::nearest(Point point, double reach) const {
  std::optional<Snap> best;
  double nearestYet = reach;
  const auto offer = [&](Snap::Kind kind, Point position) {
    const double distance = distanceBetween(position, point);
    if (best ? distance < nearestYet : distance <= nearestYet) {
      nearestYet = distance;
      best = Snap{.kind = kind, .position = position};
    }
  };
  for (const Point& vertex : vertices_) {
    offer(Snap::Kind::Vertex, vertex);
  }
  if (!best) {
    for (const Edge& edge : edges_) {
      offer(Snap::Kind::Edge, nearestOnSegment(edge.from, edge.to, point));
    }
  }
  return best;
}

}  // namespace touchstone::labeling
