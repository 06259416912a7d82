#include "labeling/formats/mturk_answer.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {
namespace {

/// Whether the two sizes differ by a scale only: each side may be rounded by a pixel.
bool haveSameProportions(ImageSize a, ImageSize b) {
  const ImageSize small = a.width < b.width ? a : b;
  const ImageSize large = a.width < b.width ? b : a;
  const double across = static_cast<double>(small.width) / large.width;
  const double down = static_cast<double>(small.height) / large.height;
  return std::abs(across - down) <= 1.0 / large.width + 1.0 / large.height;
}

ImageSize pictureOf(const MturkObject& object, ImageSize picture) {
  const auto* mask = std::get_if<Mask>(&object.shape);
  return mask != nullptr ? ImageSize{mask->width, mask->height} : picture;
}

Shape scaled(const Shape& shape, ImageSize from, ImageSize to) {
  const double x = static_cast<double>(to.width) / from.width;
  const double y = static_cast<double>(to.height) / from.height;
  return std::visit(
      Visitor{
          [&](const Box& box) -> Shape {
            return Box{box.x0 * x, box.y0 * y, box.x1 * x, box.y1 * y};
          },
          [&](Polygon polygon) -> Shape {
            for (PolygonPart& part : polygon.parts) {
              for (Point& point : part.outer) {
                point = {point.x * x, point.y * y};
              }
            }
            return polygon;
          },
          [&](const Mask& mask) -> Shape {
            cv::Mat1b pixels;
            cv::resize(pixelsOf(mask), pixels, {to.width, to.height}, 0, 0, cv::INTER_NEAREST);
            return maskOfPixels(pixels);
          },
          [](const auto& other) -> Shape { return other; },
      },
      shape);
}

}  // namespace

PictureFit fitToImage(MturkAnswer& answer, ImageSize image) {
  PictureFit fit = PictureFit::Same;
  if (image.width <= 0 || image.height <= 0) {
    return fit;
  }
  for (const MturkObject& object : answer.objects) {
    const ImageSize picture = pictureOf(object, answer.picture);
    if (isImageTag(object.shape) || picture.width == 0 || picture == image) {
      continue;
    }
    if (!haveSameProportions(picture, image)) {
      return PictureFit::OtherProportions;
    }
    fit = PictureFit::Scaled;
  }
  if (fit == PictureFit::Same) {
    return fit;
  }
  for (MturkObject& object : answer.objects) {
    const ImageSize picture = pictureOf(object, answer.picture);
    if (picture.width > 0 && picture != image) {
      object.shape = scaled(object.shape, picture, image);
    }
  }
  const auto before = answer.objects.size();
  std::erase_if(answer.objects, [](const MturkObject& object) {
    const auto* mask = std::get_if<Mask>(&object.shape);
    return mask != nullptr && isEmpty(*mask);
  });
  if (answer.objects.size() < before) {
    answer.problems.emplace_back("Objects that have no pixel after scaling, left out");
  }
  return fit;
}

}  // namespace touchstone::labeling
