#pragma once

#include "analysis/metrics/detections.h"
#include "labeling/annotation/document.h"

#include <span>

namespace touchstone::analysis {

/// Returns the objects of some images of a project as truth for an evaluation: boxes, oriented
/// boxes, polygons and masks; tags, points and lines are left out. Ids are those of the document,
/// of all its classes, and areas those of the shapes. Masks are made for OverlapKind::Mask only, of
/// images whose size is known.
[[nodiscard]] DetectionTruth truthOf(const labeling::Document& document,
                                     std::span<const labeling::ImageId> images,
                                     OverlapKind kind);

}  // namespace touchstone::analysis
