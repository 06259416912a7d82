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

/// One side of a box to the other; turned over when low > high.
struct Extent {
  double low;
  double high;
};

/// Returns the extent with the side that `side` names (-1 low, 0 neither, 1 high) at `to`.
Extent pulled(double low, double high, int side, double to, bool fromCentre) {
  const double opposite = low + high - to;
  if (side < 0) {
    return {to, fromCentre ? opposite : high};
  }
  if (side > 0) {
    return {fromCentre ? opposite : low, to};
  }
  return {low, high};
}

/// Returns an extent of that length in the same direction, around its middle or from the side that
/// was not pulled.
Extent scaled(const Extent& extent, int side, double length, bool fromCentre) {
  const double signedLength = std::copysign(length, extent.high - extent.low);
  if (side == 0 || fromCentre) {
    const double middle = (extent.low + extent.high) / 2;
    return {middle - signedLength / 2, middle + signedLength / 2};
  }
  return side > 0 ? Extent{extent.low, extent.low + signedLength}
                  : Extent{extent.high - signedLength, extent.high};
}

}  // namespace

Point positionOf(Handle handle, const Box& box) {
  const Side side = sideOf(handle);
  const Point centre = box.centre();
  return {centre.x + side.x * box.width() / 2, centre.y + side.y * box.height() / 2};
}

std::optional<Handle> handleAt(Point point, const Box& box, double reach) {
  const double shorter = std::min(box.width(), box.height());
  if (shorter < reach / 2) {
    return std::nullopt;
  }
  std::optional<Handle> best;
  double nearest = box.contains(point) ? std::min(reach, shorter / 4) : reach;
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

Box resized(const Box& box, Handle handle, Point point, const ResizeRules& rules) {
  const Side side = sideOf(handle);
  const Extent across = pulled(box.x0, box.x1, side.x, point.x, rules.fromCentre);
  const Extent down = pulled(box.y0, box.y1, side.y, point.y, rules.fromCentre);
  if (!rules.keepsRatio || box.area() <= 0) {
    return labeling::boxBetween({across.low, down.low}, {across.high, down.high});
  }
  const double byWidth = std::abs(across.high - across.low) / box.width();
  const double byHeight = std::abs(down.high - down.low) / box.height();
  const double factor =
      side.x == 0 ? byHeight : (side.y == 0 ? byWidth : std::max(byWidth, byHeight));
  const Extent wide = scaled(across, side.x, factor * box.width(), rules.fromCentre);
  const Extent high = scaled(down, side.y, factor * box.height(), rules.fromCentre);
  return labeling::boxBetween({wide.low, high.low}, {wide.high, high.high});
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
