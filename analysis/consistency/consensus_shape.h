#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"

#include <span>

namespace touchstone::analysis {

/// Returns where an object is by what several people drew (at least one shape). Of boxes the median
/// of each edge; of other areas the pixels that more than half of them cover, as the kind of shape
/// that the first has; of points and lines, and where no pixel has a majority, the shape that
/// overlaps the others most.
[[nodiscard]] labeling::Shape consensusShape(std::span<const labeling::Shape> shapes,
                                             labeling::ImageSize image);

}  // namespace touchstone::analysis
