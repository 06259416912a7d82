#include "labeling/geometry/mask.h"

#include "labeling/geometry/mask_runs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace touchstone::labeling {
namespace {

std::uint64_t pixelsIn(const Mask& mask) {
  return static_cast<std::uint64_t>(mask.width) * static_cast<std::uint64_t>(mask.height);
}

/// Walks two masks' runs side by side and keeps the pixels for which `keep` holds.
template <class Keep>
Mask combined(const Mask& a, const Mask& b, Keep keep) {
  RunWriter result;
  RunCursor other(b);
  std::uint64_t place = 0;
  RunCursor(a).advanceTo(pixelsIn(a), [&](bool inA, std::uint64_t length) {
    place += length;
    other.advanceTo(place,
                    [&](bool inB, std::uint64_t step) { result.append(keep(inA, inB), step); });
  });
  return std::move(result).finished(a.width, a.height);
}

/// Returns the mask moved by whole pixels on an image of a new size.
Mask placed(const Mask& mask, int right, int down, int width, int height) {
  std::vector<ColumnRun> runs;
  for (const ColumnRun& run : columnRunsOf(mask)) {
    const ColumnRun moved{.x = run.x + right,
                          .y0 = std::max(run.y0 + down, 0),
                          .y1 = std::min(run.y1 + down, height)};
    if (moved.x >= 0 && moved.x < width && moved.y0 < moved.y1) {
      runs.push_back(moved);
    }
  }
  return maskOfColumnRuns(runs, width, height);
}

}  // namespace

Mask emptyMask(int width, int height) {
  return maskOfColumnRuns({}, width, height);
}

bool isEmpty(const Mask& mask) {
  for (std::size_t i = 1; i < mask.counts.size(); i += 2) {
    if (mask.counts[i] > 0) {
      return false;
    }
  }
  return true;
}

double areaOf(const Mask& mask) {
  double area = 0;
  for (std::size_t i = 1; i < mask.counts.size(); i += 2) {
    area += mask.counts[i];
  }
  return area;
}

Box boundsOf(const Mask& mask) {
  int top = std::numeric_limits<int>::max();
  int bottom = 0;
  std::uint64_t place = 0;
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t last = 0;
  const auto height = static_cast<std::uint64_t>(std::max(mask.height, 1));
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    const std::uint64_t end = place + mask.counts[i];
    if (i % 2 == 1 && end > place) {
      const bool oneColumn = place / height == (end - 1) / height;
      top = std::min(top, oneColumn ? static_cast<int>(place % height) : 0);
      bottom = std::max(bottom, oneColumn ? static_cast<int>((end - 1) % height) + 1 : mask.height);
      first = std::min(first, place / height);
      last = (end - 1) / height;
    }
    place = end;
  }
  if (bottom == 0) {
    return {};
  }
  return {static_cast<double>(first), static_cast<double>(top), static_cast<double>(last + 1),
          static_cast<double>(bottom)};
}

bool contains(const Mask& mask, Point point) {
  if (!(point.x >= 0 && point.x < mask.width && point.y >= 0 && point.y < mask.height)) {
    return false;
  }
  const auto place = static_cast<std::uint64_t>(point.x) * static_cast<std::uint64_t>(mask.height) +
                     static_cast<std::uint64_t>(point.y);
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    end += mask.counts[i];
    if (place < end) {
      return i % 2 == 1;
    }
  }
  return false;
}

Mask unionOf(const Mask& a, const Mask& b) {
  return combined(a, b, [](bool inA, bool inB) { return inA || inB; });
}

Mask intersectionOf(const Mask& a, const Mask& b) {
  return combined(a, b, [](bool inA, bool inB) { return inA && inB; });
}

Mask differenceOf(const Mask& a, const Mask& b) {
  return combined(a, b, [](bool inA, bool inB) { return inA && !inB; });
}

Mask unionOf(std::vector<Mask> masks, int width, int height) {
  // Neighbours are joined in rounds: thousands of small masks would be too slow one after the
  // other.
  for (; masks.size() > 1; masks.resize((masks.size() + 1) / 2)) {
    for (std::size_t i = 0; 2 * i < masks.size(); ++i) {
      const bool paired = 2 * i + 1 < masks.size();
      masks[i] = paired ? unionOf(masks[2 * i], masks[2 * i + 1]) : std::move(masks[2 * i]);
    }
  }
  return masks.empty() ? emptyMask(width, height) : std::move(masks.front());
}

Mask complementOf(const Mask& mask) {
  RunWriter result;
  RunCursor(mask).advanceTo(
      pixelsIn(mask), [&](bool inside, std::uint64_t length) { result.append(!inside, length); });
  return std::move(result).finished(mask.width, mask.height);
}

Mask translated(const Mask& mask, int right, int down) {
  return placed(mask, right, down, mask.width, mask.height);
}

Mask clippedTo(const Mask& mask, int width, int height) {
  return placed(mask, 0, 0, width, height);
}

std::vector<ChangedMask> masksWithout(std::span<const Mask* const> others, const Mask& taken) {
  std::vector<ChangedMask> changed;
  const Box reach = boundsOf(taken);
  for (std::size_t i = 0; i < others.size(); ++i) {
    const Mask* other = others[i];
    if (other == nullptr || other->width != taken.width || other->height != taken.height ||
        intersection(boundsOf(*other), reach).area() == 0) {
      continue;
    }
    Mask left = differenceOf(*other, taken);
    if (areaOf(left) < areaOf(*other)) {
      changed.push_back({.index = i, .mask = std::move(left)});
    }
  }
  return changed;
}

}  // namespace touchstone::labeling
