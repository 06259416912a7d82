#pragma once

#include "analysis/consistency/shared_objects.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <cstdint>
#include <map>
#include <vector>

namespace touchstone::analysis {

/// What tells how objects were drawn, besides their shapes.
struct DrawingEvidence {
  SharedObjects shared;
  /// Boxes that a model sees where the annotations are.
  std::map<labeling::AnnotationId, labeling::Box> seen;
  /// When an image was labelled, in any unit; see labeling::labellingTimes().
  std::map<labeling::ImageId, std::int64_t> labelledAt;
};

/// Returns where a class is drawn in two ways, as findings of kind `inconsistent` without
/// suggestion on the first object of the one way; their evidence names more "examples". How large
/// objects are is compared by their area between annotators who drew the same ones, and against the
/// boxes that a model sees between one annotator and the others, and between the images labelled
/// first and the half labelled later: without either, a difference in size may be one of the
/// objects. How finely they are outlined is compared by the corners of polygons, of other objects
/// at equal length of the outline (analysis of covariance, Fisher 1932, on logarithms).
///
/// An image counts once, with the mean of its objects, as those were not drawn independently; each
/// side needs eight images. A difference is told when rank tests (signedRankTest of pairs, else
/// mannWhitneyTest), corrected for all comparisons made (holmAdjusted), leave it a chance below 1
/// %, its effect is at least 0.3 and it is at least 10 % of the area or 25 % of the corners.
[[nodiscard]] std::vector<labeling::Finding> drawingDifferences(const labeling::Document& document,
                                                                const DrawingEvidence& evidence);

}  // namespace touchstone::analysis
