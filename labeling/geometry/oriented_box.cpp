#include "labeling/geometry/oriented_box.h"

#include "labeling/geometry/ring.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace touchstone::labeling {
namespace {

/// Returns `p` of the box's own frame (origin in its centre, not turned) in the image.
Point toImage(const OrientedBox& box, Point p) {
  const double c = std::cos(box.angle);
  const double s = std::sin(box.angle);
  return {box.centre.x + p.x * c - p.y * s, box.centre.y + p.x * s + p.y * c};
}

Point toFrame(const OrientedBox& box, Point p) {
  const double c = std::cos(box.angle);
  const double s = std::sin(box.angle);
  const double dx = p.x - box.centre.x;
  const double dy = p.y - box.centre.y;
  return {dx * c + dy * s, -dx * s + dy * c};
}

/// Which way a handle lies from the centre: -1, 0 or 1 along each axis.
std::array<int, 2> directionOf(BoxHandle handle) {
  switch (handle) {
    case BoxHandle::TopLeft:
      return {-1, -1};
    case BoxHandle::Top:
      return {0, -1};
    case BoxHandle::TopRight:
      return {1, -1};
    case BoxHandle::Right:
      return {1, 0};
    case BoxHandle::BottomRight:
      return {1, 1};
    case BoxHandle::Bottom:
      return {0, 1};
    case BoxHandle::BottomLeft:
      return {-1, 1};
    case BoxHandle::Left:
      return {-1, 0};
  }
  return {0, 0};
}

/// Returns how far to move [low, high] so that it lies in [0, size]; centred when it is too long.
double moveInto(double low, double high, double size) {
  if (high - low > size) {
    return (size - low - high) / 2;
  }
  return low < 0 ? -low : std::min(size - high, 0.0);
}

}  // namespace

std::vector<Point> cornersOf(const Box& box) {
  return {{box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}};
}

std::vector<Point> cornersOf(const OrientedBox& box) {
  const double w = box.width / 2;
  const double h = box.height / 2;
  return {toImage(box, {-w, -h}), toImage(box, {w, -h}), toImage(box, {w, h}),
          toImage(box, {-w, h})};
}

bool contains(const OrientedBox& box, Point point) {
  const Point p = toFrame(box, point);
  return std::abs(p.x) <= box.width / 2 && std::abs(p.y) <= box.height / 2;
}

OrientedBox orientedBoxOf(const Box& box) {
  return {.centre = box.centre(), .width = box.width(), .height = box.height(), .angle = 0};
}

OrientedBox orientedBoxFromPoints(Point a, Point b, Point c) {
  const double angle = a == b ? 0 : std::atan2(b.y - a.y, b.x - a.x);
  OrientedBox box{
      .centre = a, .width = distanceBetween(a, b), .height = 0, .angle = normalisedAngle(angle)};
  const double away = toFrame(box, c).y;
  box.height = std::abs(away);
  box.centre = toImage(box, {box.width / 2, away / 2});
  return box;
}

OrientedBox orientedBoxFromDrag(Point from, Point to, double angle) {
  OrientedBox box{.centre = {(from.x + to.x) / 2, (from.y + to.y) / 2},
                  .width = 0,
                  .height = 0,
                  .angle = normalisedAngle(angle)};
  const Point corner = toFrame(box, to);
  box.width = 2 * std::abs(corner.x);
  box.height = 2 * std::abs(corner.y);
  return box;
}

double normalisedAngle(double angle) {
  constexpr double turn = 2 * std::numbers::pi;
  const double rest = std::remainder(angle, turn);
  return rest <= -std::numbers::pi ? rest + turn : rest;
}

Point rotationHandle(const OrientedBox& box, double distance) {
  return toImage(box, {0, -box.height / 2 - distance});
}

OrientedBox rotatedTowards(const OrientedBox& box, Point pointer, double step) {
  OrientedBox turned = box;
  if (pointer == box.centre) {
    return turned;
  }
  double angle =
      std::atan2(pointer.y - box.centre.y, pointer.x - box.centre.x) + std::numbers::pi / 2;
  if (step > 0) {
    angle = std::round(angle / step) * step;
  }
  turned.angle = normalisedAngle(angle);
  return turned;
}

Point handlePosition(const OrientedBox& box, BoxHandle handle) {
  const auto [x, y] = directionOf(handle);
  return toImage(box, {x * box.width / 2, y * box.height / 2});
}

OrientedBox resized(const OrientedBox& box, BoxHandle handle, Point pointer) {
  const auto [x, y] = directionOf(handle);
  const Point to = toFrame(box, pointer);
  OrientedBox result = box;
  Point centre;
  if (x != 0) {
    const double fixed = -x * box.width / 2;
    result.width = std::abs(to.x - fixed);
    centre.x = (to.x + fixed) / 2;
  }
  if (y != 0) {
    const double fixed = -y * box.height / 2;
    result.height = std::abs(to.y - fixed);
    centre.y = (to.y + fixed) / 2;
  }
  result.centre = toImage(box, centre);
  return result;
}

OrientedBox broughtInside(const OrientedBox& box,
                          double width,
                          double height,
                          BorderPolicy policy) {
  OrientedBox result = box;
  if (policy == BorderPolicy::Keep) {
    return result;
  }
  Box bounds = boundsOf(result);
  if (policy == BorderPolicy::Shrink && bounds.width() > 0 && bounds.height() > 0) {
    const double scale = std::min({1.0, width / bounds.width(), height / bounds.height()});
    result.width *= scale;
    result.height *= scale;
    bounds = boundsOf(result);
  }
  result.centre.x += moveInto(bounds.x0, bounds.x1, width);
  result.centre.y += moveInto(bounds.y0, bounds.y1, height);
  return result;
}

}  // namespace touchstone::labeling
