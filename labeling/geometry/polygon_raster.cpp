#include "labeling/geometry/polygon_raster.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_runs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace touchstone::labeling {
namespace {

constexpr double scale = 5;  // rleFrPoly works on a five times finer grid
constexpr std::int64_t longestOutline = 100'000'000;

struct GridPoint {
  int x = 0;
  int y = 0;
};

int onGrid(double coordinate) {
  return static_cast<int>(scale * std::clamp(coordinate, -1e7, 1e7) + .5);
}

/// Collects where, in column-major order, an outline crosses the middle of a column of pixels.
class Crossings {
public:
  Crossings(int width, int height) : width_(width), height_(height) {}

  void walkTo(GridPoint now) {
    if (started_ && now.x != before_.x) {
      cross(now);
    }
    before_ = now;
    started_ = true;
  }

  /// Returns the mask whose runs change at every crossing.
  Mask mask() && {
    std::sort(places_.begin(), places_.end());
    RunWriter writer;
    std::uint64_t previous = 0;
    bool inside = false;
    for (const std::uint32_t place : places_) {
      writer.append(inside, place - previous);
      inside = !inside;
      previous = place;
    }
    writer.append(inside, static_cast<std::uint64_t>(width_) * height_ - previous);
    return std::move(writer).finished(width_, height_);
  }

private:
  void cross(GridPoint now) {
    const double x = ((now.x < before_.x ? now.x : now.x - 1) + .5) / scale - .5;
    if (std::floor(x) != x || x < 0 || x > width_ - 1) {
      return;
    }
    const double y = (std::min(now.y, before_.y) + .5) / scale - .5;
    const double row = std::ceil(std::clamp(y, 0.0, static_cast<double>(height_)));
    places_.push_back(static_cast<std::uint32_t>(x) * static_cast<std::uint32_t>(height_) +
                      static_cast<std::uint32_t>(row));
  }

  int width_;
  int height_;
  bool started_ = false;
  GridPoint before_;
  std::vector<std::uint32_t> places_;
};

/// Walks from `a` to `b` along the longer axis; backward edges are walked from their lower end, so
/// that a shared edge gives the same points from both sides.
void walkEdge(GridPoint a, GridPoint b, Crossings& crossings) {
  const int dx = std::abs(b.x - a.x);
  const int dy = std::abs(b.y - a.y);
  const bool alongX = dx >= dy;
  const bool flip = alongX ? a.x > b.x : a.y > b.y;
  if (flip) {
    std::swap(a, b);
  }
  const int steps = alongX ? dx : dy;
  const double rise = alongX ? b.y - a.y : b.x - a.x;
  const double slope = steps > 0 ? rise / steps : 0;
  for (int d = 0; d <= steps; ++d) {
    const int t = flip ? steps - d : d;
    if (alongX) {
      crossings.walkTo({t + a.x, static_cast<int>(a.y + slope * t + .5)});
    } else {
      crossings.walkTo({static_cast<int>(a.x + slope * t + .5), t + a.y});
    }
  }
}

/// Returns the corners on the fine grid, the first one again at the end.
std::vector<GridPoint> cornersOnGrid(const std::vector<Point>& ring) {
  std::vector<GridPoint> corners;
  for (const Point& point : ring) {
    corners.push_back({onGrid(point.x), onGrid(point.y)});
  }
  corners.push_back(corners.front());
  return corners;
}

bool tooLong(const std::vector<GridPoint>& corners) {
  std::int64_t length = 0;
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    length += std::max(std::abs(corners[i].x - corners[i + 1].x),
                       std::abs(corners[i].y - corners[i + 1].y)) +
              1;
  }
  return length > longestOutline;
}

}  // namespace

Mask maskOfRing(const std::vector<Point>& ring, int width, int height) {
  Crossings crossings(width, height);
  if (ring.size() >= 3) {
    const std::vector<GridPoint> corners = cornersOnGrid(ring);
    const std::size_t edges = tooLong(corners) ? 0 : corners.size() - 1;
    for (std::size_t i = 0; i < edges; ++i) {
      walkEdge(corners[i], corners[i + 1], crossings);
    }
  }
  return std::move(crossings).mask();
}

Mask maskOf(const Polygon& polygon, int width, int height) {
  const auto ringsMask = [&](const std::vector<std::vector<Point>>& rings) {
    std::vector<Mask> masks;
    for (const auto& ring : rings) {
      masks.push_back(maskOfRing(ring, width, height));
    }
    return unionOf(std::move(masks), width, height);
  };
  std::vector<Mask> parts;
  for (const PolygonPart& part : polygon.parts) {
    const Mask outer = maskOfRing(part.outer, width, height);
    parts.push_back(part.holes.empty() ? outer : differenceOf(outer, ringsMask(part.holes)));
  }
  return unionOf(std::move(parts), width, height);
}

}  // namespace touchstone::labeling
