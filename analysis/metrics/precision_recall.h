#pragma once

#include "analysis/metrics/detection_outcomes.h"

#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// One point of a curve: what one gets by taking all detections from `score` on.
struct PrecisionRecallPoint {
  double score = 0;
  double precision = 0;
  double recall = 0;
  [[nodiscard]] double f1() const {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  }
};

/// The detections of one class by falling score, equal scores joined to one point.
struct PrecisionRecallCurve {
  std::size_t objects = 0;  ///< that are to be found; without any there is no recall
  std::vector<PrecisionRecallPoint> points;
};

/// Returns the curve of each of the truth's classes.
[[nodiscard]] std::vector<PrecisionRecallCurve> precisionRecallCurves(
    std::span<const DetectionOutcome> outcomes, std::size_t classes);

/// Returns the point of the highest F1, of equal ones that of the highest score; nothing for a
/// class without objects or without detections.
[[nodiscard]] std::optional<PrecisionRecallPoint> bestPoint(const PrecisionRecallCurve& curve);

}  // namespace touchstone::analysis
