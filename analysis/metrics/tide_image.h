#pragma once

#include "analysis/matrix.h"
#include "analysis/metrics/overlap.h"
#include "analysis/metrics/tide_errors.h"

#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// What TIDE says of one detection.
struct TideVerdict {
  std::size_t detection = 0;
  bool hit = false;
  bool ignored = false;  ///< it lies in a crowd; an error all the same, but not counted
  std::optional<TideErrorKind> error;  ///< of a detection that is no hit
  std::optional<std::size_t> object;   ///< that it finds or is about
  /// The class in which the detection would be a hit if this kind of error were corrected.
  std::optional<std::size_t> corrected;
};

/// The verdicts on one image, by falling score, and the objects that are not found.
struct TideImage {
  std::vector<TideVerdict> verdicts;
  std::vector<std::size_t> notFound;
  std::vector<std::size_t> missed;  ///< those of them that no corrected detection finds either
};

/// Judges one image; `detections` and `objects` are the indices of what is in it.
[[nodiscard]] TideImage judgeAsTide(std::span<const std::size_t> detections,
                                    std::span<const std::size_t> objects,
                                    const DetectionTruth& truth,
                                    std::span<const Detection> allDetections,
                                    const Overlaps& overlaps,
                                    const TideOptions& options);

}  // namespace touchstone::analysis
