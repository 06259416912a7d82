#include "ui/tools/shape_moves.h"

#include "labeling/geometry/mask.h"

#include <algorithm>
#include <cmath>

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
  return !isImageTag(shape);
}

Point movableWithin(const Box& bounds, Point delta, double width, double height) {
  return {allowed(delta.x, bounds.x0, bounds.x1, width),
          allowed(delta.y, bounds.y0, bounds.y1, height)};
}

Shape movedWithin(const Shape& shape, Point delta, double width, double height) {
  return moved(shape, movableWithin(boundsOf(shape), delta, width, height));
}

Shape moved(const Shape& shape, Point by) {
  Shape changed = shape;
  std::visit(Visitor{
                 [](ImageTag&) {},
                 [&](Mask& mask) {
                   mask = translated(mask, static_cast<int>(std::lround(by.x)),
                                     static_cast<int>(std::lround(by.y)));
                 },
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

Drafts movedTogether(const Document& document, const std::vector<AnnotationId>& ids, Point delta) {
  Drafts drafts;
  std::optional<Box> all;
  const Image* image = nullptr;
  for (const AnnotationId id : ids) {
    const Annotation* stored = document.annotation(id);
    if (stored == nullptr || stored->attributes.locked || !isMovable(stored->shape)) {
      continue;
    }
    image = document.image(stored->image);
    const Box bounds = boundsOf(stored->shape);
    all = all ? Box{std::min(all->x0, bounds.x0), std::min(all->y0, bounds.y0),
                    std::max(all->x1, bounds.x1), std::max(all->y1, bounds.y1)}
              : bounds;
    drafts.emplace(id, stored->shape);
  }
  if (image == nullptr) {
    return {};
  }
  const Point by = movableWithin(*all, delta, image->width, image->height);
  for (auto& [id, shape] : drafts) {
    shape = ui::moved(shape, by);
  }
  return drafts;
}

Edit editOf(const Drafts& drafts, const Document& document, const std::string& name) {
  Edit edit{.name = name, .gesture = 0, .changes = {}};
  for (const auto& [id, shape] : drafts) {
    const Annotation* stored = document.annotation(id);
    if (stored != nullptr && stored->shape != shape) {
      Annotation changed = *stored;
      changed.shape = shape;
      edit.changes.emplace_back(AnnotationChange{id, std::move(changed)});
    }
  }
  return edit;
}

}  // namespace touchstone::ui
