#pragma once

#include "analysis/metrics/detections.h"

#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns the number of pixels that two masks of one size share, in the time that their runs take.
[[nodiscard]] std::uint64_t sharedPixels(const labeling::Mask& a, const labeling::Mask& b);

/// Returns the overlap of a detection with an object: intersection over union or, when the object
/// is a crowd, over the detection's area. The arithmetic is that of maskApi.c's bbIou, step by
/// step.
[[nodiscard]] double overlapOf(const CocoBox& detection, const CocoBox& object, bool crowd);

/// Computes overlaps of many detections and objects (maskApi.c: bbIou, rleIou). Masks of different
/// sizes do not overlap. The lists must outlive it.
class Overlaps {
public:
  Overlaps(std::span<const Detection> detections,
           std::span<const TrueObject> objects,
           OverlapKind kind);

  /// As COCO: over the union, over the detection when the object is a crowd.
  [[nodiscard]] double operator()(std::size_t detection, std::size_t object) const {
    return overlap(detection, object, objects_[object].crowd);
  }
  /// Over the union, whatever the object is.
  [[nodiscard]] double overUnion(std::size_t detection, std::size_t object) const {
    return overlap(detection, object, false);
  }
  /// Over the detection's area, as if the object were a crowd.
  [[nodiscard]] double within(std::size_t detection, std::size_t object) const {
    return overlap(detection, object, true);
  }

private:
  [[nodiscard]] double overlap(std::size_t detection, std::size_t object, bool crowd) const;

  /// What a mask's runs say, once for all its pairs.
  struct Extent {
    CocoBox bounds;
    double area = 0;
  };
  static Extent extentOf(const labeling::Mask& mask);

  std::span<const Detection> detections_;
  std::span<const TrueObject> objects_;
  OverlapKind kind_;
  std::vector<Extent> detectionExtents_;  ///< of masks only
  std::vector<Extent> objectExtents_;
};

}  // namespace touchstone::analysis
