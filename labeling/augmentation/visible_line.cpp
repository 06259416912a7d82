#include "labeling/augmentation/visible_line.h"

#include "labeling/geometry/ring.h"

#include <algorithm>
#include <array>
#include <optional>

namespace touchstone::labeling {

namespace {

struct Segment {
  Point from;
  Point to;
};

std::optional<Segment> clipped(const Segment& segment, ImageSize size) {
  const double dx = segment.to.x - segment.from.x;
  const double dy = segment.to.y - segment.from.y;
  // How fast the segment leaves over each side, and how far that side is from its start.
  const std::array<double, 4> speed{-dx, dx, -dy, dy};
  const std::array<double, 4> distance{segment.from.x, size.width - segment.from.x, segment.from.y,
                                       size.height - segment.from.y};
  double enter = 0;
  double leave = 1;
  for (std::size_t side = 0; side < speed.size(); ++side) {
    if (speed[side] == 0 && distance[side] < 0) {
      return std::nullopt;
    }
    if (speed[side] < 0) {
      enter = std::max(enter, distance[side] / speed[side]);
    } else if (speed[side] > 0) {
      leave = std::min(leave, distance[side] / speed[side]);
    }
  }
  if (enter > leave) {
    return std::nullopt;
  }
  const auto at = [&](double t) { return Point{segment.from.x + t * dx, segment.from.y + t * dy}; };
  return Segment{enter == 0 ? segment.from : at(enter), leave == 1 ? segment.to : at(leave)};
}

}  // namespace

double lengthOf(const Line& line) {
  double length = 0;
  for (std::size_t i = 1; i < line.points.size(); ++i) {
    length += distanceBetween(line.points[i - 1], line.points[i]);
  }
  return length;
}

Line longestPieceInside(const Line& line, ImageSize size) {
  std::vector<Line> pieces;
  for (std::size_t i = 1; i < line.points.size(); ++i) {
    const auto inside = clipped({line.points[i - 1], line.points[i]}, size);
    if (!inside) {
      continue;
    }
    if (pieces.empty() || pieces.back().points.back() != inside->from) {
      pieces.push_back({{inside->from}});
    }
    pieces.back().points.push_back(inside->to);
  }
  const auto longest =
      std::max_element(pieces.begin(), pieces.end(),
                       [](const Line& a, const Line& b) { return lengthOf(a) < lengthOf(b); });
  return longest == pieces.end() ? Line() : *std::move(longest);
}

}  // namespace touchstone::labeling
