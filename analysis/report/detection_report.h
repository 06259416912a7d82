#pragma once

#include "analysis/metrics/coco_evaluation.h"

#include <string>

namespace touchstone::analysis {

/// Returns {"AP", …, "ARl", "perClass": [{"id", "name", "AP", …, "objects", "detections"}]} on one
/// line at full precision, -1 where there is nothing to be found.
[[nodiscard]] std::string toJson(const CocoEvaluation& evaluation);

}  // namespace touchstone::analysis
