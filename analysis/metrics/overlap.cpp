#include "analysis/metrics/overlap.h"

#include "labeling/geometry/mask.h"

#include <algorithm>

namespace touchstone::analysis {

using labeling::Mask;

std::uint64_t sharedPixels(const Mask& a, const Mask& b) {
  std::uint64_t shared = 0;
  std::uint64_t endA = 0;
  std::uint64_t endB = 0;
  std::uint64_t place = 0;
  std::size_t i = 0;
  std::size_t k = 0;
  // Run i - 1 of `a` and run k - 1 of `b` are those at `place`; odd runs are inside.
  while ((place < endA || i < a.counts.size()) && (place < endB || k < b.counts.size())) {
    if (place == endA) {
      endA += a.counts[i++];
      continue;
    }
    if (place == endB) {
      endB += b.counts[k++];
      continue;
    }
    const std::uint64_t next = std::min(endA, endB);
    const bool inside = i % 2 == 0 && k % 2 == 0;
    shared += inside ? next - place : 0;
    place = next;
  }
  return shared;
}

double overlapOf(const CocoBox& detection, const CocoBox& object, bool crowd) {
  const double width = std::min(detection.width + detection.x, object.width + object.x) -
                       std::max(detection.x, object.x);
  if (width <= 0) {
    return 0;
  }
  const double height = std::min(detection.height + detection.y, object.height + object.y) -
                        std::max(detection.y, object.y);
  if (height <= 0) {
    return 0;
  }
  const double shared = width * height;
  const double whole = crowd ? detection.area() : detection.area() + object.area() - shared;
  return shared / whole;
}

Overlaps::Extent Overlaps::extentOf(const Mask& mask) {
  return {.bounds = cocoBoxOf(labeling::boundsOf(mask)), .area = labeling::areaOf(mask)};
}

Overlaps::Overlaps(std::span<const Detection> detections,
                   std::span<const TrueObject> objects,
                   OverlapKind kind)
    : detections_(detections), objects_(objects), kind_(kind) {
  if (kind == OverlapKind::Mask) {
    detectionExtents_.reserve(detections.size());
    for (const Detection& detection : detections) {
      detectionExtents_.push_back(extentOf(detection.mask));
    }
    objectExtents_.reserve(objects.size());
    for (const TrueObject& object : objects) {
      objectExtents_.push_back(extentOf(object.mask));
    }
  }
}

double Overlaps::overlap(std::size_t detection, std::size_t object, bool crowd) const {
  const Detection& found = detections_[detection];
  const TrueObject& there = objects_[object];
  if (kind_ == OverlapKind::Box) {
    return overlapOf(found.box, there.box, crowd);
  }
  const Extent& ofFound = detectionExtents_[detection];
  const Extent& ofThere = objectExtents_[object];
  const bool apart = overlapOf(ofFound.bounds, ofThere.bounds, false) == 0;
  if (apart || found.mask.width != there.mask.width || found.mask.height != there.mask.height) {
    return 0;
  }
  const auto shared = static_cast<double>(sharedPixels(found.mask, there.mask));
  const double whole = crowd ? ofFound.area : ofFound.area + ofThere.area - shared;
  return shared > 0 ? shared / whole : 0;
}

}  // namespace touchstone::analysis
