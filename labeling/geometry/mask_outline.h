#pragma once

#include "labeling/geometry/shape.h"

namespace touchstone::labeling {

/// Returns the outlines of the mask's regions along the pixels' edges, with their holes: maskOf()
/// of the result is the mask again, exactly. A part is a region of pixels that touch at sides or
/// corners, a hole one of unset pixels that touch at sides; only real corners are vertices.
[[nodiscard]] Polygon outlineOf(const Mask& mask);

/// Returns the outlines with the pixels' steps evened out: single steps of a slope become their
/// middle, then each ring is simplified by `tolerance` pixels. No place of the pixels' edges is
/// farther than tolerance + 0.5 pixels from the result. Rings may cross at large tolerances:
/// repaired() unites them.
[[nodiscard]] Polygon smoothOutlineOf(const Mask& mask, double tolerance);

}  // namespace touchstone::labeling
