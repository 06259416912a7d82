#pragma once

#include "analysis/metrics/detections.h"
#include "analysis/report/evaluation_report.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// An evaluated image by its path, and the labels that the objects of the truth come from.
struct EvaluatedObjects {
  DetectionTruth truth;
  std::vector<std::string> images;                  ///< paths, of the truth's images
  std::vector<labeling::AnnotationId> annotations;  ///< of the truth's objects
};

/// Compares the boxes that a detector found with the labelled ones: COCO's numbers, the curve of
/// each class, what each kind of error costs, and, with each class's detections from the score of
/// its highest F1 on, what is found, missed, taken for another class, or not labelled (overlap
/// 0.5). Errors: cancelled.
Result<EvaluationReport> evaluateObjects(const EvaluatedObjects& objects,
                                         std::span<const Detection> detections,
                                         const WorkContext& work = {});

}  // namespace touchstone::analysis
