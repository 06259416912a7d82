#pragma once

#include "labeling/geometry/mask_regions.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"
#include "labeling/selection/picture_region.h"

#include <stop_token>

namespace touchstone::labeling {

/// What the magic wand takes. A pixel is alike when no channel differs from the clicked pixel's by
/// more than `tolerance` (0 … 255).
struct FloodOptions {
  int tolerance = 16;
  bool contiguous = true;  ///< only alike pixels connected to the clicked one, or all of the region
  Connectivity connectivity = Connectivity::Four;
};

/// Returns the pixels of the region that are like the one under `point`, as a mask of the image.
/// Fails outside the region. About 30 ms for 12 million pixels.
[[nodiscard]] Result<Mask> floodSelection(const PictureRegion& region,
                                          Point point,
                                          const FloodOptions& options,
                                          std::stop_token stop = {});

}  // namespace touchstone::labeling
