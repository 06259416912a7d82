#include "labeling/formats/coco_rle.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

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

/// Walks from `a` to `b` along the longer axis; backward edges are walked from their lower end, so
/// that a shared edge gives the same points from both sides.
void addEdge(GridPoint a, GridPoint b, std::vector<GridPoint>& outline) {
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
      outline.push_back({t + a.x, static_cast<int>(a.y + slope * t + .5)});
    } else {
      outline.push_back({static_cast<int>(a.x + slope * t + .5), t + a.y});
    }
  }
}

/// Returns the ring on the fine grid, every step of it; empty when it is too long.
std::vector<GridPoint> outlineOf(const std::vector<Point>& ring) {
  std::vector<GridPoint> corners;
  for (const Point& point : ring) {
    corners.push_back({onGrid(point.x), onGrid(point.y)});
  }
  corners.push_back(corners.front());
  std::int64_t length = 0;
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    length += std::max(std::abs(corners[i].x - corners[i + 1].x),
                       std::abs(corners[i].y - corners[i + 1].y)) +
              1;
  }
  std::vector<GridPoint> outline;
  if (length > longestOutline) {
    return outline;
  }
  outline.reserve(static_cast<std::size_t>(length));
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    addEdge(corners[i], corners[i + 1], outline);
  }
  return outline;
}

/// Returns where, in column-major order, the outline crosses a column of pixels.
std::vector<std::uint32_t> crossings(const std::vector<GridPoint>& outline, int width, int height) {
  std::vector<std::uint32_t> places;
  for (std::size_t j = 1; j < outline.size(); ++j) {
    const GridPoint& now = outline[j];
    const GridPoint& before = outline[j - 1];
    if (now.x == before.x) {
      continue;
    }
    const double x = ((now.x < before.x ? now.x : now.x - 1) + .5) / scale - .5;
    if (std::floor(x) != x || x < 0 || x > width - 1) {
      continue;
    }
    const double y = (std::min(now.y, before.y) + .5) / scale - .5;
    const double row = std::ceil(std::clamp(y, 0.0, static_cast<double>(height)));
    places.push_back(static_cast<std::uint32_t>(x) * static_cast<std::uint32_t>(height) +
                     static_cast<std::uint32_t>(row));
  }
  places.push_back(static_cast<std::uint32_t>(width) * static_cast<std::uint32_t>(height));
  std::sort(places.begin(), places.end());
  return places;
}

/// Returns the runs between the places, those of no length merged away.
std::vector<std::uint32_t> runsBetween(const std::vector<std::uint32_t>& places) {
  std::vector<std::uint32_t> runs;
  std::uint32_t previous = 0;
  bool join = false;
  for (const std::uint32_t place : places) {
    const std::uint32_t run = place - previous;
    previous = place;
    if (runs.empty()) {
      runs.push_back(run);
    } else if (join) {
      runs.back() += run;
      join = false;
    } else if (run > 0) {
      runs.push_back(run);
    } else {
      join = true;
    }
  }
  return runs;
}

/// Walks two masks' runs side by side and keeps the pixels for which `keep` holds.
template <class Keep>
Mask combined(const Mask& a, const Mask& b, Keep keep) {
  Mask result{.width = a.width, .height = a.height, .counts = {}};
  std::size_t i = 0;
  std::size_t k = 0;
  std::uint32_t leftA = a.counts.empty() ? 0 : a.counts[0];
  std::uint32_t leftB = b.counts.empty() ? 0 : b.counts[0];
  bool value = false;
  std::uint32_t run = 0;
  for (;;) {
    while (leftA == 0 && i + 1 < a.counts.size()) {
      leftA = a.counts[++i];
    }
    while (leftB == 0 && k + 1 < b.counts.size()) {
      leftB = b.counts[++k];
    }
    const std::uint32_t step = std::min(leftA, leftB);
    if (step == 0) {
      break;
    }
    const bool now = keep(i % 2 == 1, k % 2 == 1);
    if (now != value) {
      result.counts.push_back(run);
      run = 0;
      value = now;
    }
    run += step;
    leftA -= step;
    leftB -= step;
  }
  result.counts.push_back(run);
  return result;
}

}  // namespace

std::string cocoTextOf(const std::vector<std::uint32_t>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto x = static_cast<std::int64_t>(counts[i]);
    x -= i > 2 ? static_cast<std::int64_t>(counts[i - 2]) : 0;
    bool more = true;
    while (more) {
      auto group = static_cast<int>(x & 0x1F);
      x >>= 5;
      more = (group & 0x10) != 0 ? x != -1 : x != 0;
      group |= more ? 0x20 : 0;
      text += static_cast<char>(group + 48);
    }
  }
  return text;
}

std::optional<std::vector<std::uint32_t>> countsFromCocoText(std::string_view text,
                                                             std::uint64_t pixels) {
  std::vector<std::uint32_t> counts;
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::int64_t x = 0;
    bool more = true;
    for (int shift = 0; more; shift += 5) {
      const int group = at < text.size() ? text[at++] - 48 : -1;
      if (group < 0 || group > 63 || shift > 35) {
        return std::nullopt;
      }
      x |= static_cast<std::int64_t>(group & 0x1F) << shift;
      more = (group & 0x20) != 0;
      if (!more && (group & 0x10) != 0) {
        x -= std::int64_t{1} << (shift + 5);
      }
    }
    x += counts.size() > 2 ? static_cast<std::int64_t>(counts[counts.size() - 2]) : 0;
    if (x < 0 || x > std::numeric_limits<std::uint32_t>::max()) {
      return std::nullopt;
    }
    counts.push_back(static_cast<std::uint32_t>(x));
    sum += static_cast<std::uint64_t>(x);
    if (sum > pixels) {
      return std::nullopt;
    }
  }
  return sum == pixels ? std::optional(std::move(counts)) : std::nullopt;
}

Mask maskOfRing(const std::vector<Point>& ring, int width, int height) {
  Mask mask{.width = width, .height = height, .counts = {}};
  const std::vector<GridPoint> outline =
      ring.size() < 3 ? std::vector<GridPoint>() : outlineOf(ring);
  mask.counts = runsBetween(crossings(outline, width, height));
  return mask;
}

Mask maskOf(const Polygon& polygon, int width, int height) {
  Mask all = maskOfRing({}, width, height);
  for (const PolygonPart& part : polygon.parts) {
    Mask one = maskOfRing(part.outer, width, height);
    for (const auto& hole : part.holes) {
      one = differenceOf(one, maskOfRing(hole, width, height));
    }
    all = unionOf(all, one);
  }
  return all;
}

Mask unionOf(const Mask& a, const Mask& b) {
  return combined(a, b, [](bool inA, bool inB) { return inA || inB; });
}

Mask differenceOf(const Mask& a, const Mask& b) {
  return combined(a, b, [](bool inA, bool inB) { return inA && !inB; });
}

}  // namespace touchstone::labeling
