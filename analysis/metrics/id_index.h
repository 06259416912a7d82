#pragma once

#include "analysis/metrics/detections.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace touchstone::analysis {

[[nodiscard]] inline std::int64_t idOf(std::int64_t id) {
  return id;
}
[[nodiscard]] inline std::int64_t idOf(const ObjectCategory& category) {
  return category.id;
}

/// Returns the place of an id in a list in ascending order of ids; nothing when it is not there.
template <class Item>
[[nodiscard]] std::optional<std::size_t> indexOfId(const std::vector<Item>& items,
                                                   std::int64_t id) {
  const auto found = std::partition_point(items.begin(), items.end(),
                                          [=](const Item& item) { return idOf(item) < id; });
  return found != items.end() && idOf(*found) == id
             ? std::optional(static_cast<std::size_t>(found - items.begin()))
             : std::nullopt;
}

}  // namespace touchstone::analysis
