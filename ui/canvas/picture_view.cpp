#include "ui/canvas/picture_view.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr double smallestZoom = 0.01;
constexpr double largestZoom = 64;

}  // namespace

void PictureView::resize(QSizeF widget) {
  widget_ = widget;
  follow();
}

void PictureView::setPicture(QSize size, labeling::ImageId image, bool keepsView) {
  const QSize before = size_;
  const bool isOther = image != image_;
  if (isOther && !before.isEmpty()) {
    seen_[image_] = {transform_, follow_};
  }
  size_ = size;
  image_ = image;
  if (isOther && !keepsView) {
    const auto seen = seen_.find(image);
    if (seen != seen_.end()) {
      transform_ = seen->second.transform;
      follow_ = seen->second.follow;
    } else if (follow_ == Follow::Free) {
      follow_ = Follow::Fit;
    }
  } else if (follow_ == Follow::Free && size != before) {
    if (isOther && !before.isEmpty()) {
      const labeling::Point at = transform_.toImage(middle());
      transform_.place(
          {at.x * size.width() / before.width(), at.y * size.height() / before.height()}, middle());
    } else {
      follow_ = Follow::Fit;
    }
  }
  follow();
}

void PictureView::fit() {
  follow_ = Follow::Fit;
  follow();
}

void PictureView::fitWidth() {
  follow_ = Follow::Width;
  follow();
}

void PictureView::setZoom(double zoom, double pixelRatio, QPointF about) {
  follow_ = Follow::Free;
  // A picture that only fits below the smallest zoom may stay there.
  const double least = std::min(smallestZoom, transform_.scale() * pixelRatio);
  transform_.setScale(std::clamp(zoom, least, largestZoom) / pixelRatio, about);
}

void PictureView::panBy(QPointF delta) {
  follow_ = Follow::Free;
  transform_.panBy(delta);
}

void PictureView::centreOn(labeling::Point point) {
  follow_ = Follow::Free;
  transform_.place(point, middle());
}

void PictureView::follow() {
  if (follow_ == Follow::Fit) {
    transform_.fit(widget_, size_);
  } else if (follow_ == Follow::Width) {
    transform_.fitWidth(widget_, size_);
  }
}

}  // namespace touchstone::ui
