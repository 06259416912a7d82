#include "ui/tools/hit_test.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/polygon.h"
#include "labeling/geometry/ring.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double infinite = std::numeric_limits<double>::infinity();

double distanceTo(const Box& box, Point p) {
  return std::hypot(std::max({box.x0 - p.x, p.x - box.x1, 0.0}),
                    std::max({box.y0 - p.y, p.y - box.y1, 0.0}));
}

double distanceTo(const OrientedBox& box, Point p) {
  const double dx = p.x - box.centre.x;
  const double dy = p.y - box.centre.y;
  const Point inFrame{dx * std::cos(box.angle) + dy * std::sin(box.angle),
                      dy * std::cos(box.angle) - dx * std::sin(box.angle)};
  return distanceTo(Box{-box.width / 2, -box.height / 2, box.width / 2, box.height / 2}, inFrame);
}

double distanceTo(const Polygon& polygon, Point p) {
  if (contains(polygon, p)) {
    return 0;
  }
  const auto edge = nearestEdge(polygon, p);
  return edge ? edge->distance : infinite;
}

double distanceTo(const Mask& mask, Point p) {
  if (contains(mask, p)) {
    return 0;
  }
  const double toBounds = distanceTo(boundsOf(mask), p);
  return toBounds > 0 ? toBounds : infinite;
}

double distanceTo(const Line& line, Point p) {
  if (line.points.size() == 1) {
    return distanceBetween(line.points.front(), p);
  }
  const auto edge = nearestEdge(line, p);
  return edge ? edge->distance : infinite;
}

double distanceTo(const Keypoints& keypoints, Point p) {
  double nearest = infinite;
  for (const Keypoint& keypoint : keypoints.points) {
    if (keypoint.visibility > 0) {
      nearest = std::min(nearest, distanceBetween(keypoint.position, p));
    }
  }
  return nearest;
}

bool hasArea(const Shape& shape) {
  return !std::holds_alternative<Line>(shape) && !std::holds_alternative<Keypoints>(shape);
}

/// What is tiny on the screen can only be meant, never only be near.
bool isTiny(const Box& bounds, double reach) {
  return std::min(bounds.width(), bounds.height()) < reach;
}

/// One object near the pointer, in the order in which clicks mean them.
struct Candidate {
  bool isOnlyNear;
  int layer;
  double area;
  std::ptrdiff_t place;  ///< in the order of drawing
  AnnotationId id;

  [[nodiscard]] auto key() const { return std::tuple(isOnlyNear, -layer, area, -place); }
};

std::optional<Candidate> candidateAt(const Annotation& annotation, Point point, double reach) {
  const Box bounds = boundsOf(annotation.shape);
  if (isImageTag(annotation.shape) || distanceTo(bounds, point) > reach) {
    return std::nullopt;
  }
  double distance = ui::distanceTo(annotation.shape, point);
  if (isTiny(bounds, reach)) {
    distance = std::min(distance, distanceTo(bounds, point));
  }
  const double allowed = hasArea(annotation.shape) ? reach / 2 : reach;
  if (distance > allowed) {
    return std::nullopt;
  }
  const bool isOnlyNear = distance > 0 && hasArea(annotation.shape) && !isTiny(bounds, reach);
  return Candidate{isOnlyNear, annotation.attributes.layer, areaOf(annotation.shape), 0, 0};
}

}  // namespace

double distanceTo(const Shape& shape, Point point) {
  return std::visit(Visitor{
                        [](const ImageTag&) { return infinite; },
                        [&](const auto& kind) { return distanceTo(kind, point); },
                    },
                    shape);
}

bool isPickable(AnnotationId id, const ToolContext& context) {
  const Annotation* annotation = context.document.annotation(id);
  return annotation != nullptr && !annotation->attributes.locked &&
         !(context.isHidden && context.isHidden(id));
}

std::vector<AnnotationId> objectsAt(const ToolContext& context, Point point, double reach) {
  std::vector<Candidate> found;
  std::ptrdiff_t place = 0;
  for (const AnnotationId id : context.document.annotationsOf(context.image)) {
    ++place;
    auto candidate = candidateAt(*context.document.annotation(id), point, reach);
    if (candidate && isPickable(id, context)) {
      candidate->place = place;
      candidate->id = id;
      found.push_back(*candidate);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) { return a.key() < b.key(); });
  std::vector<AnnotationId> ids;
  for (const Candidate& candidate : found) {
    ids.push_back(candidate.id);
  }
  return ids;
}

std::vector<AnnotationId> objectsWithin(const ToolContext& context, const Box& box) {
  std::vector<AnnotationId> ids;
  for (const AnnotationId id : context.document.annotationsOf(context.image)) {
    const Shape& shape = context.document.annotation(id)->shape;
    const Box bounds = boundsOf(shape);
    const bool isWithin =
        bounds.x0 >= box.x0 && bounds.y0 >= box.y0 && bounds.x1 <= box.x1 && bounds.y1 <= box.y1;
    if (isWithin && !isImageTag(shape) && isPickable(id, context)) {
      ids.push_back(id);
    }
  }
  return ids;
}

}  // namespace touchstone::ui
