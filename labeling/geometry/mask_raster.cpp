#include "labeling/geometry/mask_raster.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/pixel_columns.h"

namespace touchstone::labeling {

cv::Mat1b pixelsOf(const Mask& mask) {
  return pixelsOf(mask, {0, 0, mask.width, mask.height});
}

cv::Mat1b pixelsOf(const Mask& mask, const cv::Rect& area) {
  cv::Mat1b pixels(area.size(), std::uint8_t{0});
  const cv::Rect inside = area & cv::Rect(0, 0, mask.width, mask.height);
  if (!inside.empty()) {
    // Filling columns in place would touch another cache line with every pixel.
    const cv::Mat1b columns = columnsOf(RunCursor(mask), mask.height, inside);
    cv::Mat1b target = pixels(inside - area.tl());
    cv::transpose(columns, target);
  }
  return pixels;
}

Mask maskOfPixels(const cv::Mat1b& pixels) {
  return maskOfPixels(pixels, {0, 0}, pixels.cols, pixels.rows);
}

Mask maskOfPixels(const cv::Mat1b& pixels, cv::Point place, int width, int height) {
  return withPixels(emptyMask(width, height), pixels, place);
}

Mask withPixels(const Mask& mask, const cv::Mat1b& pixels, cv::Point place) {
  const cv::Rect area(place, pixels.size());
  const cv::Rect inside = area & cv::Rect(0, 0, mask.width, mask.height);
  if (inside.empty()) {
    return mask;
  }
  cv::Mat1b columns;
  cv::transpose(pixels(inside - place), columns);
  const auto height = static_cast<std::uint64_t>(mask.height);
  RunWriter writer;
  RunCursor cursor(mask);
  for (int i = 0; i < inside.width; ++i) {
    const std::uint64_t top = static_cast<std::uint64_t>(inside.x + i) * height;
    cursor.copyTo(top + static_cast<std::uint64_t>(inside.y), writer);
    appendPixels(columns.ptr(i), inside.height, writer);
    cursor.skipTo(top + static_cast<std::uint64_t>(inside.y + inside.height));
  }
  cursor.copyTo(static_cast<std::uint64_t>(mask.width) * height, writer);
  return std::move(writer).finished(mask.width, mask.height);
}

cv::Rect pixelBoundsOf(const Mask& mask) {
  const Box box = boundsOf(mask);
  return {static_cast<int>(box.x0), static_cast<int>(box.y0), static_cast<int>(box.width()),
          static_cast<int>(box.height())};
}

}  // namespace touchstone::labeling
