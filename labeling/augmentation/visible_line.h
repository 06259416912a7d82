#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"

namespace touchstone::labeling {

/// Returns the length in pixels.
[[nodiscard]] double lengthOf(const Line& line);

/// Returns what is inside the picture, its border included (Liang and Barsky 1984): the longest
/// piece where the line leaves and comes back; without points when nothing is inside.
[[nodiscard]] Line longestPieceInside(const Line& line, ImageSize size);

}  // namespace touchstone::labeling
