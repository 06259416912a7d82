#pragma once

#include "analysis/metrics/coco_evaluation.h"
#include "analysis/metrics/precision_recall.h"
#include "analysis/metrics/tide_errors.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What there is to say about detections.
struct DetectionReport {
  CocoEvaluation evaluation;
  std::vector<PrecisionRecallCurve> curves;               ///< of each class, IoU 0.5
  std::vector<std::optional<PrecisionRecallPoint>> best;  ///< of each class: the highest F1
  TideErrors tide;
};

/// Evaluates detections in every way. Errors: cancelled.
Result<DetectionReport> detectionReport(const DetectionTruth& truth,
                                        std::span<const Detection> detections,
                                        OverlapKind kind,
                                        const WorkContext& work = {});

/// Returns {"AP", …, "ARl", "perClass": [{"id", "name", "AP", …, "objects", "detections",
/// "bestScore", "bestF1"}], "tide": {"AP", "classification": {"cost", "count"}, …}} on one line at
/// full precision, -1 where there is nothing to be found, null where a class has no best score.
[[nodiscard]] std::string toJson(const DetectionReport& report);

}  // namespace touchstone::analysis
