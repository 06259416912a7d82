#pragma once

#include "labeling/geometry/box.h"
#include "labeling/result.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// The rectangle of an image that a selection looks at. Selections cost what the region holds, so
/// on large images the caller gives the part that is on the screen or around the pointer.
struct PictureRegion {
  cv::Mat pixels;   ///< 8 bits a channel, one channel or three (BGR)
  cv::Point place;  ///< of its top-left pixel in the image
  cv::Size image;   ///< of the whole image

  [[nodiscard]] cv::Rect area() const { return {place, pixels.size()}; }
};

/// Returns the part of a picture inside `area`; the pixels are shared, not copied.
[[nodiscard]] PictureRegion regionOf(const cv::Mat& picture, const cv::Rect& area);

/// Returns the whole picture as a region.
[[nodiscard]] PictureRegion wholeRegion(const cv::Mat& picture);

/// Returns the rectangle that reaches `margin` times the box's width and height, but at least 16
/// pixels, beyond it on each side, inside the image; what GrabCut needs to see the background.
[[nodiscard]] cv::Rect areaAround(const Box& box, cv::Size image, double margin = 0.25);

/// Fails when a region is empty, reaches over its image, has another depth than 8 bits or other
/// than one or three channels, or holds more than `largestRegion` pixels.
[[nodiscard]] Status checkedRegion(const PictureRegion& region);

constexpr int largestRegion = 100'000'000;

/// Returns the pixel under a point.
[[nodiscard]] cv::Point pixelUnder(Point point);

}  // namespace touchstone::labeling
