#include "training/data/image_groups.h"

#include <unordered_map>

namespace touchstone::training {

std::vector<std::vector<std::size_t>> groupedByImage(std::span<const Sample> samples,
                                                     std::span<const std::size_t> positions) {
  std::vector<std::vector<std::size_t>> groups;
  std::unordered_map<labeling::ImageId, std::size_t> groupOfImage;
  for (const std::size_t position : positions) {
    const auto [entry, isNew] = groupOfImage.emplace(samples[position].image, groups.size());
    if (isNew) {
      groups.emplace_back();
    }
    groups[entry->second].push_back(position);
  }
  return groups;
}

std::vector<Sample> selected(std::span<const Sample> samples,
                             std::span<const std::size_t> positions) {
  std::vector<Sample> chosen;
  chosen.reserve(positions.size());
  for (const std::size_t position : positions) {
    chosen.push_back(samples[position]);
  }
  return chosen;
}

}  // namespace touchstone::training
