#include "training/detection/box_suppression.h"

#include <algorithm>
#include <map>
#include <vector>

namespace touchstone::training {

namespace {

/// The boxes of one group in the order of their scores, side by side for quick loops.
struct Group {
  std::vector<std::int64_t> places;  ///< in the order of all scores
  std::vector<float> x0, y0, x1, y1, areas;

  void add(std::int64_t place, const float* box) {
    places.push_back(place);
    x0.push_back(box[0]);
    y0.push_back(box[1]);
    x1.push_back(box[2]);
    y1.push_back(box[3]);
    areas.push_back((box[2] - box[0]) * (box[3] - box[1]));
  }

  /// Marks in `removed` (1 per box of this group) the boxes that a better one suppresses.
  void suppress(double threshold, std::vector<std::uint8_t>& removed) const {
    const std::size_t count = places.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (removed[i] != 0) {
        continue;
      }
      for (std::size_t j = i + 1; j < count; ++j) {
        const float width = std::max(0.0F, std::min(x1[i], x1[j]) - std::max(x0[i], x0[j]));
        const float height = std::max(0.0F, std::min(y1[i], y1[j]) - std::max(y0[i], y0[j]));
        const float common = width * height;
        const float overlap = common / (areas[i] + areas[j] - common);
        removed[j] |= static_cast<std::uint8_t>(static_cast<double>(overlap) > threshold);
      }
    }
  }
};

}  // namespace

torch::Tensor suppressed(const torch::Tensor& boxes,
                         const torch::Tensor& scores,
                         double threshold) {
  const auto groups = torch::zeros({boxes.size(0)}, boxes.options().dtype(torch::kLong));
  return suppressedByGroup(boxes, scores, groups, threshold);
}

torch::Tensor suppressedByGroup(const torch::Tensor& boxes,
                                const torch::Tensor& scores,
                                const torch::Tensor& groups,
                                double threshold) {
  // What a box removes depends on all before it: the processor is quick enough at that, also for
  // the few thousand boxes of a network on a graphics card.
  const auto order = std::get<1>(scores.sort(true, 0, true)).to(torch::kCPU);
  const auto sorted = boxes.to(torch::kCPU, torch::kFloat).index_select(0, order).contiguous();
  const auto sortedGroups = groups.to(torch::kCPU, torch::kLong).index_select(0, order);
  std::map<std::int64_t, Group> byGroup;
  for (std::int64_t i = 0; i < order.numel(); ++i) {
    byGroup[sortedGroups.data_ptr<std::int64_t>()[i]].add(i, sorted.data_ptr<float>() + 4 * i);
  }
  auto kept = torch::ones({order.numel()}, torch::kBool);
  for (const auto& [key, group] : byGroup) {
    std::vector<std::uint8_t> removed(group.places.size());
    group.suppress(threshold, removed);
    for (std::size_t i = 0; i < removed.size(); ++i) {
      kept.data_ptr<bool>()[group.places[i]] = removed[i] == 0;
    }
  }
  return order.masked_select(kept).to(boxes.device());
}

}  // namespace touchstone::training
