#pragma once

#include "analysis/metrics/detections.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// COCO's twelve numbers; -1 where there is no object to be found.
struct CocoNumbers {
  double ap = -1;       ///< mean over overlaps 0.50, 0.55 … 0.95, at most 100 detections an image
  double ap50 = -1;     ///< at overlap 0.50
  double ap75 = -1;     ///< at overlap 0.75
  double apSmall = -1;  ///< area up to 32²
  double apMedium = -1;  ///< from 32² to 96², both ends included
  double apLarge = -1;   ///< from 96²
  double ar1 = -1;       ///< mean recall over the overlaps, at most 1 detection an image and class
  double ar10 = -1;      ///< at most 10
  double ar100 = -1;     ///< at most 100
  double arSmall = -1;
  double arMedium = -1;
  double arLarge = -1;
  bool operator==(const CocoNumbers&) const = default;
};

using NamedNumber = std::pair<std::string_view, double>;

/// Returns the numbers in pycocotools' order under the names that scripts know: AP, AP50, AP75,
/// APs, APm, APl, AR1, AR10, AR100, ARs, ARm, ARl.
[[nodiscard]] std::array<NamedNumber, 12> namedNumbers(const CocoNumbers& numbers);

struct CocoClass {
  ObjectCategory category;
  CocoNumbers numbers;
  std::size_t objects = 0;  ///< that are to be found: no crowds, none that are difficult
  std::size_t detections = 0;
};

struct CocoEvaluation {
  CocoNumbers numbers;
  std::vector<CocoClass> perClass;  ///< one for each category of the truth
};

/// Evaluates detections as pycocotools' COCOeval does, to the last bit, including that an object
/// with id 0 can be found but does not count as found. Errors: cancelled.
Result<CocoEvaluation> evaluateAsCoco(const DetectionTruth& truth,
                                      std::span<const Detection> detections,
                                      OverlapKind kind,
                                      const WorkContext& work = {});

}  // namespace touchstone::analysis
