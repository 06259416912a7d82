#pragma once

#include "labeling/augmentation/geometric_transform.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

namespace touchstone::labeling {

/// What is seen where the transform brings no part of the picture.
enum class Surroundings {
  MeanColour,  ///< the picture's mean colour: nothing that could be taken for an object
  Mirrored     ///< the picture mirrored at its border: for pictures without shapes
};

/// Returns the 8-bit picture under the transform: a pixel of the result has the colour, between the
/// four nearest pixels, of the place that its middle comes from. Errors: a side of more than 32766
/// pixels.
Result<cv::Mat> warped(const cv::Mat& picture,
                       const GeometricTransform& transform,
                       Surroundings surroundings);

/// Returns the mask under the transform: a pixel is set when its middle comes from a set pixel.
[[nodiscard]] Mask warped(const Mask& mask, const GeometricTransform& transform);

}  // namespace touchstone::labeling
