#include "labeling/augmentation/warp.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/oriented_box.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

/// OpenCV keeps places of pixels in 16 bits.
constexpr int longestSide = 32766;

/// Returns the pixels of the new picture that a rectangle of the old one may reach.
cv::Rect reachOf(const Box& box, const GeometricTransform& transform) {
  const cv::Rect all(0, 0, transform.size.width, transform.size.height);
  std::vector<Point> corners;
  for (const Point& corner : cornersOf(box)) {
    const auto place = transform.map(corner);
    if (!place) {
      return all;
    }
    corners.push_back(*place);
  }
  const Box reach = clampedTo(boundsOf(Line{corners}), all.width, all.height);
  return cv::Rect(
      cv::Point(static_cast<int>(reach.x0), static_cast<int>(reach.y0)),
      cv::Point(static_cast<int>(std::ceil(reach.x1)), static_cast<int>(std::ceil(reach.y1))));
}

}  // namespace

Result<cv::Mat> warped(const cv::Mat& picture,
                       const GeometricTransform& transform,
                       Surroundings surroundings) {
  if (std::max({picture.cols, picture.rows, transform.size.width, transform.size.height}) >
      longestSide) {
    return Error{ErrorKind::BadInput,
                 {},
                 "A picture with a side of more than 32766 pixels cannot be warped; cut it into "
                 "smaller ones."};
  }
  // OpenCV counts from the middle of the first pixel.
  const Homography back = Homography::translation(-0.5, -0.5) * transform.map.inverse() *
                          Homography::translation(0.5, 0.5);
  const bool mirrored = surroundings == Surroundings::Mirrored;
  cv::Mat result;
  cv::warpPerspective(picture, result, back.matrix(), {transform.size.width, transform.size.height},
                      cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                      mirrored ? cv::BORDER_REFLECT : cv::BORDER_CONSTANT,
                      mirrored ? cv::Scalar() : cv::mean(picture));
  return result;
}

Mask warped(const Mask& mask, const GeometricTransform& transform) {
  const Box bounds = boundsOf(mask);
  const cv::Rect area = reachOf(bounds, transform);
  const cv::Mat1b from = pixelsOf(mask, pixelBoundsOf(mask));
  cv::Mat1b to(area.size(), std::uint8_t{0});
  const Homography back = transform.map.inverse();
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const auto place = back({area.x + x + 0.5, area.y + y + 0.5});
      if (place && bounds.contains(*place)) {
        to(y, x) =
            from(static_cast<int>(place->y - bounds.y0), static_cast<int>(place->x - bounds.x0));
      }
    }
  }
  return withPixels(emptyMask(transform.size.width, transform.size.height), to, area.tl());
}

}  // namespace touchstone::labeling
