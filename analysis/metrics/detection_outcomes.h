#pragma once

#include "analysis/metrics/detections.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

enum class OutcomeKind {
  TruePositive,   ///< a detection that finds an object of its class
  FalsePositive,  ///< a detection that finds none, or one that is found already
  FalseNegative,  ///< an object that is not found
  Ignored         ///< a detection of a crowd or a difficult object
};

/// What became of one detection or of one object that was not found. Objects and detections are
/// indices into the lists that were evaluated.
struct DetectionOutcome {
  OutcomeKind kind = OutcomeKind::FalsePositive;
  std::size_t image = 0;
  std::size_t category = 0;  ///< of the detection, or of the object that is not found
  std::optional<std::uint32_t> object;
  std::optional<std::uint32_t> detection;
  double overlap = 0;  ///< with the object
  double score = 0;    ///< of the detection
};

struct OutcomeOptions {
  double overlap = 0.5;              ///< from which on a detection finds an object
  double score = 0;                  ///< detections below are as if they were not there
  std::size_t mostDetections = 100;  ///< of an image and class, those of the highest scores
};

/// Returns what became of every detection and object, class by class and image by image. Matched as
/// COCO does.
[[nodiscard]] std::vector<DetectionOutcome> detectionOutcomes(const DetectionTruth& truth,
                                                              std::span<const Detection> detections,
                                                              OverlapKind kind,
                                                              const OutcomeOptions& options = {});

}  // namespace touchstone::analysis
