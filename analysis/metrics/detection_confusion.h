#pragma once

#include "analysis/matrix.h"
#include "analysis/metrics/detection_outcomes.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

/// One object or detection in a cell of the matrix.
struct ConfusionEntry {
  std::size_t given = 0;      ///< class of the object; K: there is none
  std::size_t predicted = 0;  ///< class of the detection; K: there is none
  std::size_t image = 0;
  std::optional<std::uint32_t> object;
  std::optional<std::uint32_t> detection;
  double overlap = 0;
};

struct DetectionConfusion {
  Matrix<long> counts;  ///< (K + 1) × (K + 1), row given, column predicted, the last one background
  std::vector<ConfusionEntry> entries;  ///< what the cells count

  /// Returns what a cell counts, the largest overlap first.
  [[nodiscard]] std::vector<ConfusionEntry> cell(std::size_t given, std::size_t predicted) const;
};

/// Returns which classes are taken for which. Within a class detections find objects as COCO says,
/// so that the diagonal counts the true positives; what is left over is paired across classes, the
/// largest overlaps first. Crowds and difficult objects are left out.
[[nodiscard]] DetectionConfusion detectionConfusion(
    const DetectionTruth& truth,
    std::span<const Detection> detections,
    OverlapKind kind,
    const OutcomeOptions& options = {.overlap = 0.5, .score = 0.5, .mostDetections = 100});

}  // namespace touchstone::analysis
