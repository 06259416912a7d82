#include "analysis/consistency/placed_shape.h"

#include "analysis/metrics/overlap.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {
namespace {

using labeling::Box;
using labeling::Mask;
using labeling::ShapeKind;

bool hasArea(ShapeKind kind) {
  return kind == ShapeKind::Box || kind == ShapeKind::OrientedBox || kind == ShapeKind::Polygon ||
         kind == ShapeKind::Mask;
}

Box atLeastAPixel(Box box) {
  box.x1 = std::max(box.x1, box.x0 + 1);
  box.y1 = std::max(box.y1, box.y0 + 1);
  return box;
}

/// Returns the common part of the boxes, each made larger by `margin` pixels.
Box commonPart(const Box& a, const Box& b, double margin) {
  return {.x0 = std::max(a.x0, b.x0) - margin,
          .y0 = std::max(a.y0, b.y0) - margin,
          .x1 = std::min(a.x1, b.x1) + margin,
          .y1 = std::min(a.y1, b.y1) + margin};
}

/// Returns the pixels that a box has a part of.
cv::Rect pixelsAround(const Box& box) {
  const int left = static_cast<int>(std::floor(box.x0));
  const int top = static_cast<int>(std::floor(box.y0));
  return {left, top, static_cast<int>(std::ceil(box.x1)) - left,
          static_cast<int>(std::ceil(box.y1)) - top};
}

}  // namespace

PlacedShape::PlacedShape(const labeling::Shape& shape, labeling::ImageSize image)
    : shape_(shape), image_(image), bounds_(boundsOf(shape)) {
  const ShapeKind kind = kindOf(shape);
  isTag_ = kind == ShapeKind::ImageTag;
  const bool known = image.width > 0 && image.height > 0;
  isBox_ = !isTag_ && (kind == ShapeKind::Box || !hasArea(kind) || !known);
  if (isBox_) {
    bounds_ = hasArea(kind) ? bounds_ : atLeastAPixel(bounds_);
    shape_ = bounds_;
  }
}

double PlacedShape::area() const {
  return areaOf(shape_);
}

const Mask& PlacedShape::mask() const {
  if (!mask_) {
    const auto converted = convertedTo(shape_, ShapeKind::Mask, image_);
    // Neither a tag nor what lies outside the image has pixels.
    mask_ =
        converted ? std::get<Mask>(*converted) : labeling::emptyMask(image_.width, image_.height);
    if (mask_->width != image_.width || mask_->height != image_.height) {
      mask_ = clippedTo(*mask_, image_.width, image_.height);
    }
  }
  return *mask_;
}

double sharedArea(const PlacedShape& a, const PlacedShape& b) {
  const Box common = commonPart(a.bounds(), b.bounds(), 0);
  if (a.isTag() || b.isTag() || common.x0 >= common.x1 || common.y0 >= common.y1) {
    return 0;
  }
  if (a.isBox() && b.isBox()) {
    return common.area();
  }
  return static_cast<double>(sharedPixels(a.mask(), b.mask()));
}

double overlapOf(const PlacedShape& a, const PlacedShape& b) {
  if (a.isTag() && b.isTag()) {
    return 1;
  }
  const double shared = sharedArea(a, b);
  // A box beside a mask is its pixels too, so that shares stay in [0, 1].
  const bool exact = a.isBox() && b.isBox();
  const double ofA = exact || shared == 0 ? a.area() : labeling::areaOf(a.mask());
  const double ofB = exact || shared == 0 ? b.area() : labeling::areaOf(b.mask());
  return shared > 0 ? shared / (ofA + ofB - shared) : 0;
}

double shareWithin(const PlacedShape& part, const PlacedShape& whole) {
  const double shared = sharedArea(part, whole);
  if (shared <= 0) {
    return 0;
  }
  const bool exact = part.isBox() && whole.isBox();
  return shared / (exact ? part.area() : labeling::areaOf(part.mask()));
}

bool touch(const PlacedShape& a, const PlacedShape& b) {
  constexpr double gap = 1;
  const Box common = commonPart(a.bounds(), b.bounds(), gap / 2);
  if (a.isTag() || b.isTag() || common.x0 >= common.x1 || common.y0 >= common.y1) {
    return false;
  }
  if (a.isBox() && b.isBox()) {
    return true;
  }
  const cv::Rect area = pixelsAround(commonPart(a.bounds(), b.bounds(), gap));
  cv::Mat widened;
  cv::dilate(pixelsOf(a.mask(), area), widened, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  return cv::countNonZero(widened & pixelsOf(b.mask(), area)) > 0;
}

}  // namespace touchstone::analysis
