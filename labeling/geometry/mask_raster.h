#pragma once

#include "labeling/geometry/shape.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// Returns the mask's pixels, 255 where set and 0 elsewhere, row-major.
[[nodiscard]] cv::Mat1b pixelsOf(const Mask& mask);

/// Returns the mask's pixels in a rectangle, 255 where set; 0 outside the image.
[[nodiscard]] cv::Mat1b pixelsOf(const Mask& mask, const cv::Rect& area);

/// Returns the mask of the pixels that are not 0.
[[nodiscard]] Mask maskOfPixels(const cv::Mat1b& pixels);

/// Returns the mask of an image of width x height pixels in which `pixels`, with their top-left
/// corner at `place`, are set where they are not 0; what lies outside the image is lost.
[[nodiscard]] Mask maskOfPixels(const cv::Mat1b& pixels, cv::Point place, int width, int height);

/// Returns the mask with a rectangle replaced by `pixels`, whose top-left corner is at `place`;
/// what lies outside the image is lost. The other runs are copied without decoding them.
[[nodiscard]] Mask withPixels(const Mask& mask, const cv::Mat1b& pixels, cv::Point place);

/// Returns the smallest rectangle around the set pixels; empty when there are none.
[[nodiscard]] cv::Rect pixelBoundsOf(const Mask& mask);

}  // namespace touchstone::labeling
