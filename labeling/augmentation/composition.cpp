#include "labeling/augmentation/composition.h"

#include "labeling/augmentation/remaining_labels.h"
#include "labeling/augmentation/warp.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

/// Returns the picture scaled evenly until it fills `size`, cut in its middle.
cv::Mat filling(const cv::Mat& picture, cv::Size size) {
  const double scale = std::max(static_cast<double>(size.width) / picture.cols,
                                static_cast<double>(size.height) / picture.rows);
  const cv::Size scaled(std::max(size.width, static_cast<int>(std::lround(picture.cols * scale))),
                        std::max(size.height, static_cast<int>(std::lround(picture.rows * scale))));
  cv::Mat result;
  cv::resize(picture, result, scaled, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  const cv::Point corner((scaled.width - size.width) / 2, (scaled.height - size.height) / 2);
  return result(cv::Rect(corner, size)).clone();
}

cv::Mat scaledTo(const cv::Mat& picture, cv::Size size) {
  cv::Mat result;
  cv::resize(picture, result, size, 0, 0,
             size.area() < picture.size().area() ? cv::INTER_AREA : cv::INTER_LINEAR);
  return result;
}

/// Returns the outline and its boxes, out of their group and without what is unknown of them.
std::vector<Annotation> labelsOfObject(const LabelledPicture& source, std::size_t object) {
  std::vector<Annotation> labels{source.annotations[object]};
  const auto partners = boxPartnersOf(source.annotations);
  for (std::size_t box = 0; box < partners.size(); ++box) {
    if (partners[box] == object) {
      labels.push_back(source.annotations[box]);
      labels.back().shape = boundsOf(labels.front().shape);
    }
  }
  for (Annotation& label : labels) {
    label.attributes.group.reset();
    label.sourceId = 0;
    label.unknown.clear();
  }
  return labels;
}

}  // namespace

Mask areaMaskOf(const Shape& shape, ImageSize size) {
  const bool hasArea = areaOf(shape) > 0;
  auto mask = hasArea ? convertedTo(shape, ShapeKind::Mask, size)
                      : Result<Shape>(emptyMask(size.width, size.height));
  return mask ? std::get<Mask>(*std::move(mask)) : emptyMask(size.width, size.height);
}

cv::Mat withBackground(const cv::Mat& picture, const Mask& foreground, const cv::Mat& background) {
  cv::Mat result = filling(background, picture.size());
  picture.copyTo(result, pixelsOf(foreground));
  return result;
}

Result<LabelledPicture> pasted(const LabelledPicture& target,
                               const LabelledPicture& source,
                               std::size_t object,
                               const GeometricTransform& transform,
                               double smallestShare) {
  const std::vector<Annotation> added =
      transformed(labelsOfObject(source, object), transform, smallestShare);
  const Shape& outline = source.annotations[object].shape;
  if (added.empty() ||
      !(std::holds_alternative<Mask>(outline) || std::holds_alternative<Polygon>(outline))) {
    return target;
  }
  const auto picture = warped(source.picture, transform, Surroundings::MeanColour);
  if (!picture) {
    return picture.error();
  }
  const Mask cover = areaMaskOf(added.front().shape, transform.size);
  LabelledPicture result{target.picture.clone(), behind(cover, target.annotations, smallestShare)};
  picture->copyTo(result.picture, pixelsOf(cover));
  result.annotations.insert(result.annotations.end(), added.begin(), added.end());
  return result;
}

MixedPicture mixUp(const cv::Mat& first, const cv::Mat& second, double share) {
  MixedPicture mixed{.picture = {}, .firstShare = share};
  cv::addWeighted(first, share, scaledTo(second, first.size()), 1 - share, 0, mixed.picture);
  return mixed;
}

MixedPicture cutMix(const cv::Mat& first, const cv::Mat& second, const cv::Rect& area) {
  MixedPicture mixed{.picture = first.clone(), .firstShare = 1};
  scaledTo(second, first.size())(area).copyTo(mixed.picture(area));
  mixed.firstShare = 1 - static_cast<double>(area.area()) / static_cast<double>(first.total());
  return mixed;
}

cv::Rect randomCutMixArea(ImageSize size, double share, Random& random) {
  const double side = std::sqrt(1 - share);
  const int width = static_cast<int>(std::lround(size.width * side));
  const int height = static_cast<int>(std::lround(size.height * side));
  const cv::Rect area(random.between(0, size.width) - width / 2,
                      random.between(0, size.height) - height / 2, width, height);
  return area & cv::Rect(0, 0, size.width, size.height);
}

}  // namespace touchstone::labeling
