#include "labeling/selection/picture_region.h"

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {
namespace {

Error refusal(const char* message) {
  return {.kind = ErrorKind::BadInput, .file = {}, .message = message};
}

}  // namespace

PictureRegion regionOf(const cv::Mat& picture, const cv::Rect& area) {
  const cv::Rect inside = area & cv::Rect({}, picture.size());
  return {.pixels = inside.empty() ? cv::Mat() : picture(inside),
          .place = inside.tl(),
          .image = picture.size()};
}

PictureRegion wholeRegion(const cv::Mat& picture) {
  return {.pixels = picture, .place = {}, .image = picture.size()};
}

cv::Rect areaAround(const Box& box, cv::Size image, double margin) {
  const double right = std::max(16.0, margin * box.width());
  const double down = std::max(16.0, margin * box.height());
  const Box inside = clampedTo({box.x0 - right, box.y0 - down, box.x1 + right, box.y1 + down},
                               image.width, image.height);
  return {
      cv::Point(static_cast<int>(std::floor(inside.x0)), static_cast<int>(std::floor(inside.y0))),
      cv::Point(static_cast<int>(std::ceil(inside.x1)), static_cast<int>(std::ceil(inside.y1)))};
}

Status checkedRegion(const PictureRegion& region) {
  const cv::Rect area = region.area();
  if (area.empty() || (area & cv::Rect({}, region.image)) != area) {
    return refusal("There is no picture under the pointer; work inside the image.");
  }
  if (region.pixels.depth() != CV_8U ||
      (region.pixels.channels() != 1 && region.pixels.channels() != 3)) {
    return refusal("The picture must have 8 bits a channel; show it through the window settings.");
  }
  if (static_cast<std::int64_t>(area.width) * area.height > largestRegion) {
    return refusal("The region holds more than 100 million pixels (largestRegion); zoom in first.");
  }
  return Nothing{};
}

cv::Point pixelUnder(Point point) {
  const auto whole = [](double coordinate) {
    return static_cast<int>(
        std::floor(std::isnan(coordinate) ? -1 : std::clamp(coordinate, -1e9, 1e9)));
  };
  return {whole(point.x), whole(point.y)};
}

}  // namespace touchstone::labeling
