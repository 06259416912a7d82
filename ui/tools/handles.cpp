#include "ui/tools/handles.h"

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using labeling::Box;
using labeling::Point;

/// -1, 0 or 1 for left/top, middle and right/bottom.
struct Side {
  int x;
  int y;
};

Side sideOf(Handle handle) {
  static constexpr std::array<Side, 8> sides{
      {{-1, -1}, {0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}}};
  return sides[static_cast<std::size_t>(handle)];
}

/// How far `value` lies outside [low, high].
double outside(double value, double low, double high) {
  return std::max({low - value, value - high, 0.0});
}

double distanceTo(Handle handle, Point point, const Box& box) {
  const Side side = sideOf(handle);
  const Point at = positionOf(handle, box);
  const double dx = side.x == 0 ? outside(point.x, box.x0, box.x1) : point.x - at.x;
  const double dy = side.y == 0 ? outside(point.y, box.y0, box.y1) : point.y - at.y;
  return std::hypot(dx, dy);
}

}  // namespace

Point positionOf(Handle handle, const Box& box) {
  const Side side = sideOf(handle);
  const Point centre = box.centre();
  return {centre.x + side.x * box.width() / 2, centre.y + side.y * box.height() / 2};
}

std::optional<Handle> handleAt(Point point, const Box& box, double reach) {
  std::optional<Handle> best;
  double nearest = reach;
  // Corners first, and a side must be strictly nearer: at a corner both are equally near.
  for (const bool corners : {true, false}) {
    for (const Handle handle : allHandles) {
      const Side side = sideOf(handle);
      if ((side.x != 0 && side.y != 0) != corners) {
        continue;
      }
      const double distance = distanceTo(handle, point, box);
      if (distance < nearest || (corners && distance == nearest)) {
        nearest = distance;
        best = handle;
      }
    }
    if (best) {
      return best;
    }
  }
  return best;
}

Box resized(const Box& box, Handle handle, Point point) {
  const Side side = sideOf(handle);
  Box changed = box;
  (side.x < 0 ? changed.x0 : changed.x1) = side.x == 0 ? changed.x1 : point.x;
  (side.y < 0 ? changed.y0 : changed.y1) = side.y == 0 ? changed.y1 : point.y;
  return labeling::boxBetween({changed.x0, changed.y0}, {changed.x1, changed.y1});
}

Qt::CursorShape cursorOf(Handle handle) {
  switch (handle) {
    case Handle::TopLeft:
    case Handle::BottomRight:
      return Qt::SizeFDiagCursor;
    case Handle::TopRight:
    case Handle::BottomLeft:
      return Qt::SizeBDiagCursor;
    case Handle::Top:
    case Handle::Bottom:
      return Qt::SizeVerCursor;
    case Handle::Left:
    case Handle::Right:
      return Qt::SizeHorCursor;
  }
  return Qt::ArrowCursor;
}

}  // namespace touchstone::ui
