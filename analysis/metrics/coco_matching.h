#pragma once

#include "analysis/matrix.h"
#include "analysis/metrics/object_groups.h"
#include "analysis/metrics/overlap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// No object, as a place among the objects of a group.
inline constexpr int noObject = -1;

/// Matches the detections of a group with its objects as pycocotools' COCOeval.evaluateImg does.
class CocoMatcher {
public:
  /// Takes the overlaps of the next group. Crowds and difficult objects are ignored: they need not
  /// be found, and what finds them is not counted.
  void take(const ObjectGroup& group,
            std::span<const TrueObject> objects,
            const Overlaps& overlaps);

  /// Ignores other objects of the group.
  void setIgnored(std::span<const std::uint8_t> ignored);

  /// Returns for each detection the place of the object that it finds at that overlap, or noObject.
  /// In the order of their scores, each takes the free object of the highest overlap, of equal ones
  /// the last; ignored objects only when no other fits; crowds stay free. Valid until the next
  /// call.
  std::span<const int> match(double threshold);

  [[nodiscard]] bool isIgnored(int object) const {
    return ignored_[static_cast<std::size_t>(object)] != 0;
  }
  [[nodiscard]] double overlap(std::size_t detection, int object) const {
    return overlaps_(detection, static_cast<std::size_t>(object));
  }

private:
  void putIgnoredLast();
  [[nodiscard]] int bestFor(std::size_t detection, double threshold) const;

  Matrix<double> overlaps_;
  std::vector<double> highest_;  ///< overlap of each detection
  std::vector<std::uint8_t> crowd_;
  std::vector<std::uint8_t> ignored_;
  std::vector<int> order_;  ///< places of the objects, the ignored ones last
  std::vector<std::uint8_t> taken_;
  std::vector<int> found_;
};

}  // namespace touchstone::analysis
