#pragma once

#include "analysis/metrics/coco_matching.h"
#include "analysis/metrics/detections.h"
#include "analysis/metrics/object_groups.h"
#include "analysis/metrics/overlap.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// What COCO evaluates at: overlaps 0.50, 0.55 … 0.95, recalls 0, 0.01 … 1, all areas and small,
/// medium and large ones, up to 1, 10 and 100 detections an image and class.
inline constexpr std::size_t cocoThresholds = 10;
inline constexpr std::size_t cocoRecalls = 101;
inline constexpr std::size_t cocoAreas = 4;
inline constexpr std::array<std::size_t, 3> cocoLimits{1, 10, 100};

/// The curve of one class, area range and threshold.
struct CocoCurve {
  double recall = -1;  ///< the highest
  std::array<double, cocoRecalls> precision{};
};

/// The curves of one class for each area range and threshold, with up to 100 detections, and its
/// recall with each limit.
struct CocoClassCurves {
  std::array<std::array<CocoCurve, cocoThresholds>, cocoAreas> curves{};
  std::array<std::array<double, cocoThresholds>, cocoLimits.size()> recalls{};
  std::array<std::size_t, cocoAreas> toBeFound{};  ///< objects that count; the rest is void if none
};

/// Makes the curves of one class after the other (pycocotools' evaluateImg and accumulate).
class CocoCurves {
public:
  CocoCurves(const DetectionTruth& truth, std::span<const Detection> detections, OverlapKind kind);

  /// `groups` are those of one class, with at most 100 detections each.
  CocoClassCurves of(std::span<const ObjectGroup> groups);

private:
  void gather(std::span<const ObjectGroup> groups);
  [[nodiscard]] std::span<std::uint8_t> marksAt(std::size_t area, std::size_t threshold);
  std::size_t matchIn(const ObjectGroup& group, std::size_t area, std::size_t begin);
  [[nodiscard]] std::uint8_t markOf(const ObjectGroup& group,
                                    int found,
                                    std::size_t area,
                                    double detectionArea) const;
  CocoCurve curveOf(std::span<const std::uint8_t> marks, std::size_t toBeFound);
  void recallsAt(std::size_t threshold, CocoClassCurves& result);

  const DetectionTruth& truth_;
  std::span<const Detection> detections_;
  Overlaps overlaps_;
  CocoMatcher matcher_;
  std::vector<double> scores_;
  std::vector<std::size_t> ranks_;  ///< place of each among its image's detections
  std::vector<std::size_t> order_;
  std::vector<std::uint8_t> marks_;  ///< for each area range, threshold and detection
  std::vector<std::uint8_t> ignored_;
  std::vector<double> precisions_;
  std::vector<double> recalls_;
};

}  // namespace touchstone::analysis
