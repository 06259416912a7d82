#include "labeling/geometry/mask_outline.h"

#include "labeling/geometry/run_regions.h"
#include "labeling/geometry/simplify.h"

#include <algorithm>
#include <limits>
#include <span>
#include <tuple>

namespace touchstone::labeling {
namespace {

/// A vertical piece of the border between pixels, with the object on one side.
struct Side {
  int x = 0;
  int y0 = 0;
  int y1 = 0;
  bool objectOnLeft = false;
  std::size_t run = 0;  ///< a run that it borders
};

/// One end of a side; corners are where a side and a level edge meet.
struct SideEnd {
  int x = 0;
  int y = 0;
  bool objectOnLeft = false;
  std::size_t side = 0;
  bool upper = false;
};

/// Adds the borders of `runs` that no run of `others`, in the column beside them, covers.
void addSides(std::span<const ColumnRun> runs,
              std::span<const ColumnRun> others,
              Side side,
              std::vector<Side>& sides) {
  std::size_t k = 0;
  const auto add = [&](int y0, int y1) {
    if (y0 < y1) {
      side.y0 = y0;
      side.y1 = y1;
      sides.push_back(side);
    }
  };
  for (const ColumnRun& run : runs) {
    int y = run.y0;
    while (k < others.size() && others[k].y1 <= run.y0) {
      ++k;
    }
    for (std::size_t i = k; i < others.size() && others[i].y0 < run.y1; ++i) {
      add(y, others[i].y0);
      y = others[i].y1;
    }
    add(y, run.y1);
    ++side.run;
  }
}

/// Returns every vertical piece of the object's border.
std::vector<Side> sidesOf(const std::vector<ColumnRun>& runs) {
  std::vector<Side> sides;
  std::size_t begin = 0;
  std::span<const ColumnRun> before;
  std::size_t beforeBegin = 0;
  while (begin < runs.size() || !before.empty()) {
    // After a column without runs, or the last one, only right borders are left.
    const int x = before.empty() ? runs[begin].x : before.front().x + 1;
    std::size_t end = begin;
    while (end < runs.size() && runs[end].x == x) {
      ++end;
    }
    const std::span<const ColumnRun> now(runs.data() + begin, end - begin);
    addSides(before, now, {.x = x, .y0 = 0, .y1 = 0, .objectOnLeft = true, .run = beforeBegin},
             sides);
    addSides(now, before, {.x = x, .y0 = 0, .y1 = 0, .objectOnLeft = false, .run = begin}, sides);
    before = now;
    beforeBegin = begin;
    begin = end;
  }
  return sides;
}

/// Which end of which side a level edge leads to, for both ends of each side.
struct Links {
  std::vector<SideEnd> fromUpper;
  std::vector<SideEnd> fromLower;
};

/// Joins the ends in each row in pairs from left to right: between them runs the level border.
Links linksOf(const std::vector<Side>& sides) {
  std::vector<SideEnd> ends;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const Side& side = sides[i];
    ends.push_back({side.x, side.y0, side.objectOnLeft, i, true});
    ends.push_back({side.x, side.y1, side.objectOnLeft, i, false});
  }
  // Where two pixels touch at a corner only, two ends share a place; the order joins the pixels.
  std::sort(ends.begin(), ends.end(), [](const SideEnd& a, const SideEnd& b) {
    return std::tie(a.y, a.x, a.objectOnLeft) < std::tie(b.y, b.x, b.objectOnLeft);
  });
  Links links{.fromUpper = std::vector<SideEnd>(sides.size()),
              .fromLower = std::vector<SideEnd>(sides.size())};
  const auto link = [&](const SideEnd& from, const SideEnd& to) {
    (from.upper ? links.fromUpper : links.fromLower)[from.side] = to;
  };
  for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
    link(ends[i], ends[i + 1]);
    link(ends[i + 1], ends[i]);
  }
  return links;
}

/// Follows the border with the object on the right hand, beginning with a side.
Ring ringFrom(std::size_t start,
              const std::vector<Side>& sides,
              const Links& links,
              std::vector<bool>& seen) {
  Ring ring;
  for (std::size_t i = start; !seen[i];) {
    seen[i] = true;
    const Side& side = sides[i];
    const bool down = side.objectOnLeft;
    const auto x = static_cast<double>(side.x);
    ring.push_back({x, static_cast<double>(down ? side.y0 : side.y1)});
    ring.push_back({x, static_cast<double>(down ? side.y1 : side.y0)});
    i = (down ? links.fromLower : links.fromUpper)[i].side;
  }
  return ring;
}

/// A ring and the region that it bounds.
struct RegionRing {
  Ring ring;
  std::size_t region = 0;
};

double turnAt(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

/// Returns the ring with the ends of every edge that is one step of a slope replaced by its middle.
Ring withoutSteps(const Ring& ring) {
  const std::size_t n = ring.size();
  const auto isStep = [&](std::size_t i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % n];
    return distanceBetween(a, b) == 1 &&
           turnAt(ring[(i + n - 1) % n], a, b) * turnAt(a, b, ring[(i + 2) % n]) < 0;
  };
  Ring smooth;
  for (std::size_t i = 0; i < n; ++i) {
    if (isStep(i)) {
      const Point& b = ring[(i + 1) % n];
      smooth.push_back({(ring[i].x + b.x) / 2, (ring[i].y + b.y) / 2});
    } else if (!isStep((i + n - 1) % n)) {
      smooth.push_back(ring[i]);
    }
  }
  return smooth.size() < 3 ? ring : smooth;
}

}  // namespace

Polygon outlineOf(const Mask& mask) {
  const std::vector<ColumnRun> runs = columnRunsOf(mask);
  const std::vector<std::size_t> regions = regionOfEach(runs, Connectivity::Eight);
  const std::vector<Side> sides = sidesOf(runs);
  const Links links = linksOf(sides);
  std::vector<bool> seen(sides.size());
  constexpr auto none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> partOfRegion(runs.size(), none);
  std::vector<RegionRing> holes;
  Polygon polygon;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (seen[i]) {
      continue;
    }
    const std::size_t region = regions[sides[i].run];
    Ring ring = ringFrom(i, sides, links, seen);
    if (signedAreaOf(ring) > 0) {
      partOfRegion[region] = polygon.parts.size();
      polygon.parts.push_back({.outer = std::move(ring), .holes = {}});
    } else {
      holes.push_back({.ring = std::move(ring), .region = region});
    }
  }
  for (RegionRing& hole : holes) {
    polygon.parts[partOfRegion[hole.region]].holes.push_back(std::move(hole.ring));
  }
  return polygon;
}

Polygon smoothOutlineOf(const Mask& mask, double tolerance) {
  Polygon polygon = outlineOf(mask);
  for (PolygonPart& part : polygon.parts) {
    part.outer = withoutSteps(part.outer);
    for (Ring& hole : part.holes) {
      hole = withoutSteps(hole);
    }
  }
  return simplified(polygon, tolerance);
}

}  // namespace touchstone::labeling
