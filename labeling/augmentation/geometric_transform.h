#pragma once

#include "labeling/augmentation/homography.h"
#include "labeling/geometry/image_size.h"
#include "labeling/random.h"

namespace touchstone::labeling {

/// Where every point of a picture goes, and how large the new picture is. Points that land outside
/// it are lost.
struct GeometricTransform {
  Homography map;
  ImageSize size;
};

/// How far a random transform may go; the defaults allow nothing.
struct GeometricLimits {
  double mirror = 0;        ///< probability that left and right are exchanged
  double flip = 0;          ///< probability that top and bottom are exchanged
  double rotation = 0;      ///< degrees to either side
  double scale = 1;         ///< largest factor, and 1 through it the smallest; from 1
  double translation = 0;   ///< share of the width and of the height, to either side
  double shear = 0;         ///< degrees, across and down
  double perspective = 0;   ///< largest relative change of depth at a corner, in [0, 0.3]
  double smallestCrop = 1;  ///< sides of the smallest part that is cut out, as a share
};

/// Returns a transform drawn within the limits: everything but the crop is done about the middle of
/// the picture. A part that is cut out keeps its pixels' size. Each limit has its own random
/// numbers, so that changing one leaves what the others do as it was.
[[nodiscard]] GeometricTransform randomTransform(ImageSize size,
                                                 const GeometricLimits& limits,
                                                 Random& random);

}  // namespace touchstone::labeling
