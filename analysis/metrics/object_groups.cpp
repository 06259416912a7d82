#include "analysis/metrics/object_groups.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace touchstone::analysis {
namespace {

using Key = std::pair<std::size_t, std::size_t>;  ///< category, image

template <class Item>
Key keyOf(const Item& item) {
  return {item.category, item.image};
}

template <class Item, class Before>
std::vector<std::uint32_t> sortedIndices(std::span<const Item> items, Before before) {
  std::vector<std::uint32_t> order(items.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return before(items[a], items[b]); });
  return order;
}

/// Takes from the front of `left` what has the key.
template <class Item>
std::span<const std::uint32_t> takeGroup(std::span<const std::uint32_t>& left,
                                         std::span<const Item> items,
                                         const Key& key) {
  std::size_t count = 0;
  while (count < left.size() && keyOf(items[left[count]]) == key) {
    ++count;
  }
  const auto taken = left.first(count);
  left = left.subspan(count);
  return taken;
}

}  // namespace

ObjectGroups::ObjectGroups(std::span<const TrueObject> objects,
                           std::span<const Detection> detections,
                           std::size_t mostDetections)
    : objects_(sortedIndices(
          objects, [](const TrueObject& a, const TrueObject& b) { return keyOf(a) < keyOf(b); })),
      detections_(sortedIndices(detections, [](const Detection& a, const Detection& b) {
        return keyOf(a) != keyOf(b) ? keyOf(a) < keyOf(b) : a.score > b.score;
      })) {
  std::span<const std::uint32_t> objectsLeft = objects_;
  std::span<const std::uint32_t> detectionsLeft = detections_;
  while (!objectsLeft.empty() || !detectionsLeft.empty()) {
    Key key = objectsLeft.empty() ? keyOf(detections[detectionsLeft.front()])
                                  : keyOf(objects[objectsLeft.front()]);
    if (!detectionsLeft.empty()) {
      key = std::min(key, keyOf(detections[detectionsLeft.front()]));
    }
    const auto ofObjects = takeGroup(objectsLeft, objects, key);
    const auto ofDetections = takeGroup(detectionsLeft, detections, key);
    groups_.push_back(
        {.image = key.second,
         .category = key.first,
         .objects = ofObjects,
         .detections = ofDetections.first(std::min(ofDetections.size(), mostDetections))});
  }
}

std::span<const ObjectGroup> ObjectGroups::of(std::size_t category) const {
  const auto first =
      std::partition_point(groups_.begin(), groups_.end(),
                           [=](const ObjectGroup& group) { return group.category < category; });
  const auto last = std::partition_point(
      first, groups_.end(), [=](const ObjectGroup& group) { return group.category == category; });
  return {first, last};
}

}  // namespace touchstone::analysis
