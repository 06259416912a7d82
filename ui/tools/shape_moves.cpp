#include "ui/tools/shape_moves.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

/// The part of `delta` by which [low, high] can move within [0, limit].
double allowed(double delta, double low, double high, double limit) {
  return std::clamp(delta, std::min(0.0, -low), std::max(0.0, limit - high));
}

void move(std::vector<Point>& points, Point delta) {
  for (Point& point : points) {
    point.x += delta.x;
    point.y += delta.y;
  }
}

}  // namespace

bool isMovable(const Shape& shape) {
  return !isImageTag(shape) && !std::holds_alternative<Mask>(shape);
}

Shape movedWithin(const Shape& shape, Point delta, double width, double height) {
  const Box bounds = boundsOf(shape);
  const Point by{allowed(delta.x, bounds.x0, bounds.x1, width),
                 allowed(delta.y, bounds.y0, bounds.y1, height)};
  Shape changed = shape;
  std::visit(Visitor{
                 [](ImageTag&) {},
                 [](Mask&) {},
                 [&](Box& box) {
                   box = {box.x0 + by.x, box.y0 + by.y, box.x1 + by.x, box.y1 + by.y};
                 },
                 [&](OrientedBox& box) {
                   box.centre = {box.centre.x + by.x, box.centre.y + by.y};
                 },
                 [&](Polygon& polygon) {
                   for (PolygonPart& part : polygon.parts) {
                     move(part.outer, by);
                     for (auto& hole : part.holes) {
                       move(hole, by);
                     }
                   }
                 },
                 [&](Keypoints& keypoints) {
                   for (Keypoint& keypoint : keypoints.points) {
                     keypoint.position = {keypoint.position.x + by.x, keypoint.position.y + by.y};
                   }
                 },
                 [&](Line& line) { move(line.points, by); },
             },
             changed);
  return changed;
}

}  // namespace touchstone::ui
