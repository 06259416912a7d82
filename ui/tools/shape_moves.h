#pragma once

#include "labeling/geometry/shape.h"

namespace touchstone::ui {

/// Whether the shape can be moved with the pointer: a tag has no place, and a mask stays where its
/// pixels are.
[[nodiscard]] bool isMovable(const labeling::Shape& shape);

/// Returns the shape moved by `delta`, but no further than keeps it within width x height pixels.
[[nodiscard]] labeling::Shape movedWithin(const labeling::Shape& shape,
                                          labeling::Point delta,
                                          double width,
                                          double height);

}  // namespace touchstone::ui
