#pragma once

#include "analysis/metrics/detections.h"

#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// The objects and detections of one class in one image, as indices: objects in the order of the
/// truth, detections by falling score, equal ones in the order given.
struct ObjectGroup {
  std::size_t image = 0;
  std::size_t category = 0;
  std::span<const std::uint32_t> objects;
  std::span<const std::uint32_t> detections;
};

/// Objects and detections sorted into groups, the classes one after the other and within them the
/// images in their order. Pairs of class and image with neither are left out.
class ObjectGroups {
public:
  /// Keeps at most `mostDetections` of each group, those of the highest scores.
  ObjectGroups(std::span<const TrueObject> objects,
               std::span<const Detection> detections,
               std::size_t mostDetections);

  ObjectGroups(ObjectGroups&&) = default;
  ObjectGroups& operator=(ObjectGroups&&) = default;
  ObjectGroups(const ObjectGroups&) = delete;
  ObjectGroups& operator=(const ObjectGroups&) = delete;
  ~ObjectGroups() = default;

  [[nodiscard]] std::span<const ObjectGroup> all() const { return groups_; }
  /// Returns those of one class.
  [[nodiscard]] std::span<const ObjectGroup> of(std::size_t category) const;

private:
  std::vector<std::uint32_t> objects_;
  std::vector<std::uint32_t> detections_;
  std::vector<ObjectGroup> groups_;
};

}  // namespace touchstone::analysis
