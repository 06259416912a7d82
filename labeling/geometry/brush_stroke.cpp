#include "labeling/geometry/brush_stroke.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace touchstone::labeling {
namespace {

constexpr double slack = 1e-9;  // keeps pixels whose middle lies on the brush's border

struct Interval {
  double left = std::numeric_limits<double>::infinity();
  double right = -std::numeric_limits<double>::infinity();
  void add(double x) {
    left = std::min(left, x);
    right = std::max(right, x);
  }
};

struct Side {
  Point from;
  Point to;
};

/// Returns the lines that a moving tip's border leaves: the swept area is what they and the stamps
/// at both ends enclose, because a tip is convex.
std::array<Side, 4> traces(const BrushTip& tip, Point from, Point to) {
  const double reach = tip.diameter / 2.0;
  std::array<Point, 4> corners{
      {{-reach, -reach}, {reach, -reach}, {-reach, reach}, {reach, reach}}};
  if (tip.form == BrushTip::Form::Round) {
    const double length = std::max(std::hypot(to.x - from.x, to.y - from.y), slack);
    const Point across{(from.y - to.y) / length * reach, (to.x - from.x) / length * reach};
    corners = {{across, {-across.x, -across.y}, across, across}};
  }
  std::array<Side, 4> sides;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point c = corners[i];
    sides[i] = {{from.x + c.x, from.y + c.y}, {to.x + c.x, to.y + c.y}};
  }
  return sides;
}

void addStamp(const BrushTip& tip, Point centre, double y, Interval& interval) {
  const double reach = tip.diameter / 2.0;
  const double rise = std::abs(y - centre.y);
  if (rise > reach + slack) {
    return;
  }
  const bool round = tip.form == BrushTip::Form::Round;
  const double half = round ? std::sqrt(std::max(reach * reach - rise * rise, 0.0)) : reach;
  interval.add(centre.x - half);
  interval.add(centre.x + half);
}

void addSide(const Side& side, double y, Interval& interval) {
  const double top = std::min(side.from.y, side.to.y);
  const double bottom = std::max(side.from.y, side.to.y);
  if (y < top || y > bottom || top == bottom) {
    return;
  }
  const double t = (y - side.from.y) / (side.to.y - side.from.y);
  interval.add(side.from.x + t * (side.to.x - side.from.x));
}

double withinReason(double coordinate) {
  return std::isnan(coordinate) ? 0 : std::clamp(coordinate, -1e6, 1e6);
}

}  // namespace

Point stampCentre(const BrushTip& tip, Point pointer) {
  const Point p{withinReason(pointer.x), withinReason(pointer.y)};
  if (tip.diameter % 2 == 1) {
    return {std::floor(p.x) + 0.5, std::floor(p.y) + 0.5};
  }
  return {std::floor(p.x + 0.5), std::floor(p.y + 0.5)};
}

std::vector<RowSpan> strokeSpans(const BrushTip& tip, Point from, Point to, const cv::Rect& image) {
  const Point a = stampCentre(tip, from);
  const Point b = stampCentre(tip, to);
  const double reach = tip.diameter / 2.0;
  const int top = std::max(static_cast<int>(std::floor(std::min(a.y, b.y) - reach)), image.y);
  const int bottom =
      std::min(static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)), image.y + image.height);
  const std::array<Side, 4> sides = traces(tip, a, b);
  std::vector<RowSpan> spans;
  for (int row = top; row < bottom; ++row) {
    const double y = row + 0.5;
    Interval covered;
    addStamp(tip, a, y, covered);
    addStamp(tip, b, y, covered);
    for (const Side& side : sides) {
      addSide(side, y, covered);
    }
    if (covered.left > covered.right) {
      continue;
    }
    const int first = std::max(static_cast<int>(std::ceil(covered.left - 0.5 - slack)), image.x);
    const int last = std::min(static_cast<int>(std::floor(covered.right - 0.5 + slack)) + 1,
                              image.x + image.width);
    if (first < last) {
      spans.push_back({.y = row, .x0 = first, .x1 = last});
    }
  }
  return spans;
}

}  // namespace touchstone::labeling
