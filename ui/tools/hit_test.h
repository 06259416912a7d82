#pragma once

#include "labeling/annotation/document.h"

#include <vector>

namespace touchstone::ui {

/// Whether `point` lies in the shape, or within `reach` pixels of its line or points.
[[nodiscard]] bool hits(const labeling::Shape& shape, labeling::Point point, double reach);

/// Returns the objects of the image at `point`, smallest first, so that small and nested objects
/// can be picked.
[[nodiscard]] std::vector<labeling::AnnotationId> objectsAt(const labeling::Document& document,
                                                            labeling::ImageId image,
                                                            labeling::Point point,
                                                            double reach);

}  // namespace touchstone::ui
