#pragma once

#include "analysis/metrics/detections.h"

#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// The average precision of one class by the rules of Pascal VOC; nothing without objects.
struct VocPrecision {
  std::optional<double> elevenPoints;  ///< mean at recalls 0, 0.1 … 1 (VOC 2007)
  std::optional<double> area;          ///< area under the monotone curve (from VOC 2010 on)
  std::size_t objects = 0;             ///< that are to be found
};

struct VocEvaluation {
  std::vector<VocPrecision> perClass;
  std::optional<double> meanElevenPoints;  ///< over the classes that have objects
  std::optional<double> meanArea;
};

/// Evaluates as the VOC devkit's VOCevaldet: each detection stands for the object of its class that
/// it overlaps most, found already or not; difficult objects, and crowds, do not count. VOC's
/// pixels are counted from 1 and include the last one, which our half-open boxes say without the "+
/// 1".
[[nodiscard]] VocEvaluation evaluateAsVoc(const DetectionTruth& truth,
                                          std::span<const Detection> detections,
                                          OverlapKind kind,
                                          double overlap = 0.5);

}  // namespace touchstone::analysis
