#include "ui/tools/grips.h"

#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/ring.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double angleStep = std::numbers::pi / 12;

/// Below this many reaches, a shape made of points is moved as a whole.
constexpr double smallestWithVertices = 1.5;

Point turned(Point vector, double angle) {
  return {vector.x * std::cos(angle) - vector.y * std::sin(angle),
          vector.x * std::sin(angle) + vector.y * std::cos(angle)};
}

/// Coordinates along a turned box's sides, from its centre.
Point toFrame(Point point, const OrientedBox& box) {
  return turned({point.x - box.centre.x, point.y - box.centre.y}, -box.angle);
}

Point fromFrame(Point point, const OrientedBox& box) {
  const Point offset = turned(point, box.angle);
  return {box.centre.x + offset.x, box.centre.y + offset.y};
}

Box frameOf(const OrientedBox& box) {
  return {-box.width / 2, -box.height / 2, box.width / 2, box.height / 2};
}

std::optional<Grip> sideAt(Point point, const Box& frame, double reach) {
  if (const auto handle = handleAt(point, frame, reach)) {
    return Grip{.kind = Grip::Kind::Side, .side = *handle, .vertex = {}};
  }
  return std::nullopt;
}

std::optional<Grip> gripOfTurned(const OrientedBox& box, Point point, double reach) {
  if (distanceBetween(rotationHandle(box, turnArm * reach), point) <= reach) {
    return Grip{.kind = Grip::Kind::Turn, .side = {}, .vertex = {}};
  }
  return sideAt(toFrame(point, box), frameOf(box), reach);
}

bool hasWholeCorners(const Box& box) {
  const auto isWhole = [](double value) { return value == std::round(value); };
  return isWhole(box.x0) && isWhole(box.y0) && isWhole(box.x1) && isWhole(box.y1);
}

Box onPixels(const Box& box) {
  return {std::round(box.x0), std::round(box.y0), std::round(box.x1), std::round(box.y1)};
}

/// A box on whole pixels stays on them.
Shape resizedBox(const Box& box, const Grip& grip, Point to, const DragRules& rules, Box image) {
  Box changed = resized(box, grip.side, to, rules.resize);
  changed = clampedTo(hasWholeCorners(box) ? onPixels(changed) : changed, image.x1, image.y1);
  return changed.width() >= 1 && changed.height() >= 1 ? changed : box;
}

Shape resizedTurned(const OrientedBox& box, const Grip& grip, Point to, const DragRules& rules) {
  if (grip.kind == Grip::Kind::Turn) {
    return rotatedTowards(box, to, rules.snapsAngle ? angleStep : 0);
  }
  const Box frame = resized(frameOf(box), grip.side, toFrame(to, box), rules.resize);
  if (frame.width() < 1 || frame.height() < 1) {
    return box;
  }
  return OrientedBox{fromFrame(frame.centre(), box), frame.width(), frame.height(), box.angle};
}

Shape resizedFrame(
    const Shape& shape, const Grip& grip, Point to, const DragRules& rules, Box image) {
  const Box frame = boundsOf(shape);
  const Box changed = clampedTo(resized(frame, grip.side, to, rules.resize), image.x1, image.y1);
  return changed.width() >= 1 && changed.height() >= 1 ? fitted(shape, frame, changed) : shape;
}

}  // namespace

std::optional<Grip> gripAt(const Shape& shape, Point point, double reach, GripStyle style) {
  if (const auto* box = std::get_if<Box>(&shape)) {
    return sideAt(point, *box, reach);
  }
  if (const auto* box = std::get_if<OrientedBox>(&shape)) {
    return gripOfTurned(*box, point, reach);
  }
  if (!hasVertices(shape)) {
    return std::nullopt;
  }
  const Box bounds = boundsOf(shape);
  if (style == GripStyle::Frame) {
    return sideAt(point, bounds, reach);
  }
  const bool isSmall = std::max(bounds.width(), bounds.height()) < smallestWithVertices * reach;
  const auto vertex = vertexAt(shape, point, reach);
  // A single keypoint is moved as a vertex or as a whole: both are the same.
  if (!vertex || isSmall) {
    return std::nullopt;
  }
  return Grip{.kind = Grip::Kind::Vertex, .side = {}, .vertex = vertex->index};
}

Point positionOf(const Grip& grip, const Shape& shape, double reach) {
  const auto* turnedBox = std::get_if<OrientedBox>(&shape);
  switch (grip.kind) {
    case Grip::Kind::Turn:
      return turnedBox == nullptr ? Point{} : rotationHandle(*turnedBox, turnArm * reach);
    case Grip::Kind::Side:
      return turnedBox == nullptr
                 ? positionOf(grip.side, boundsOf(shape))
                 : fromFrame(positionOf(grip.side, frameOf(*turnedBox)), *turnedBox);
    case Grip::Kind::Vertex:
      break;
  }
  for (const Vertex& vertex : verticesOf(shape)) {
    if (vertex.index == grip.vertex) {
      return vertex.position;
    }
  }
  return {};
}

Shape dragged(const Shape& shape, const Grip& grip, Point to, const DragRules& rules, Box image) {
  if (const auto* box = std::get_if<Box>(&shape)) {
    return resizedBox(*box, grip, to, rules, image);
  }
  if (const auto* box = std::get_if<OrientedBox>(&shape)) {
    return resizedTurned(*box, grip, to, rules);
  }
  if (grip.kind == Grip::Kind::Vertex) {
    return withVertexAt(
        shape, grip.vertex,
        {std::clamp(to.x, image.x0, image.x1), std::clamp(to.y, image.y0, image.y1)});
  }
  return resizedFrame(shape, grip, to, rules, image);
}

Qt::CursorShape cursorOf(const Grip& grip, const Shape& shape) {
  if (grip.kind == Grip::Kind::Vertex) {
    return Qt::CrossCursor;
  }
  if (grip.kind == Grip::Kind::Turn) {
    return Qt::OpenHandCursor;
  }
  const auto* box = std::get_if<OrientedBox>(&shape);
  if (box == nullptr) {
    return cursorOf(grip.side);
  }
  // Eighths of a full turn, clockwise as the handles are named.
  const auto steps = static_cast<int>(std::lround(box->angle / (std::numbers::pi / 4)));
  const int side = (static_cast<int>(grip.side) + steps % 8 + 8) % 8;
  return cursorOf(static_cast<Handle>(side));
}

Shape fitted(const Shape& shape, const Box& from, const Box& to) {
  const auto place = [&](Point& p) {
    const double alongX = from.width() > 0 ? (p.x - from.x0) / from.width() : 0.5;
    const double alongY = from.height() > 0 ? (p.y - from.y0) / from.height() : 0.5;
    p = {to.x0 + alongX * to.width(), to.y0 + alongY * to.height()};
  };
  Shape changed = shape;
  if (auto* polygon = std::get_if<Polygon>(&changed)) {
    for (PolygonPart& part : polygon->parts) {
      std::for_each(part.outer.begin(), part.outer.end(), place);
      for (Ring& hole : part.holes) {
        std::for_each(hole.begin(), hole.end(), place);
      }
    }
  } else if (auto* line = std::get_if<Line>(&changed)) {
    std::for_each(line->points.begin(), line->points.end(), place);
  } else if (auto* keypoints = std::get_if<Keypoints>(&changed)) {
    for (Keypoint& keypoint : keypoints->points) {
      place(keypoint.position);
    }
  }
  return changed;
}

}  // namespace touchstone::ui
