#include "labeling/geometry/mask_regions.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_runs.h"
#include "labeling/geometry/run_regions.h"

#include <algorithm>

namespace touchstone::labeling {

std::vector<Mask> connectedRegions(const Mask& mask, Connectivity connectivity) {
  const std::vector<ColumnRun> runs = columnRunsOf(mask);
  const std::vector<std::size_t> regions = regionOfEach(runs, connectivity);
  std::vector<std::vector<ColumnRun>> groups;
  std::vector<std::size_t> groupOfRun(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (regions[i] == i) {
      groupOfRun[i] = groups.size();
      groups.emplace_back();
    }
    groups[groupOfRun[regions[i]]].push_back(runs[i]);
  }
  std::vector<Mask> masks;
  masks.reserve(groups.size());
  for (const auto& group : groups) {
    masks.push_back(maskOfColumnRuns(group, mask.width, mask.height));
  }
  std::stable_sort(masks.begin(), masks.end(),
                   [](const Mask& a, const Mask& b) { return areaOf(a) > areaOf(b); });
  return masks;
}

Mask withHolesFilled(const Mask& mask) {
  const std::vector<ColumnRun> gaps = columnRunsOf(complementOf(mask));
  const std::vector<std::size_t> regions = regionOfEach(gaps, Connectivity::Four);
  std::vector<bool> open(gaps.size());
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const ColumnRun& gap = gaps[i];
    if (gap.x == 0 || gap.x == mask.width - 1 || gap.y0 == 0 || gap.y1 == mask.height) {
      open[regions[i]] = true;
    }
  }
  std::vector<ColumnRun> holes;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (!open[regions[i]]) {
      holes.push_back(gaps[i]);
    }
  }
  return unionOf(mask, maskOfColumnRuns(holes, mask.width, mask.height));
}

}  // namespace touchstone::labeling
