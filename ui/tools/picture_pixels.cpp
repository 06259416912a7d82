#include "ui/tools/picture_pixels.h"

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

using namespace labeling;

cv::Size imageSize(const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  return image == nullptr ? cv::Size() : cv::Size(image->width, image->height);
}

PictureRegion pictureRegion(const ToolContext& context, const cv::Rect& area) {
  PictureRegion region{.pixels = {}, .place = area.tl(), .image = imageSize(context)};
  if (context.pixels && !area.empty()) {
    region.pixels =
        context.pixels({static_cast<double>(area.x), static_cast<double>(area.y),
                        static_cast<double>(area.br().x), static_cast<double>(area.br().y)});
  }
  return region;
}

cv::Rect areaAround(Point centre, cv::Size image, double mostPixels) {
  const cv::Rect whole({0, 0}, image);
  if (static_cast<double>(image.width) * image.height <= mostPixels) {
    return whole;
  }
  const int side = static_cast<int>(std::sqrt(mostPixels));
  const int width = std::min(side, image.width);
  const int height = std::min(side, image.height);
  const cv::Point middle = pixelUnder(centre);
  return {std::clamp(middle.x - width / 2, 0, image.width - width),
          std::clamp(middle.y - height / 2, 0, image.height - height), width, height};
}

}  // namespace touchstone::ui
