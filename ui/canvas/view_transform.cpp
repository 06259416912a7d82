#include "ui/canvas/view_transform.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr double margin = 16;

double limited(double scale) {
  return std::clamp(scale, ViewTransform::minimumScale, ViewTransform::maximumScale);
}

}  // namespace

QPointF ViewTransform::toView(labeling::Point point) const {
  return origin_ + QPointF(point.x, point.y) * scale_;
}

QRectF ViewTransform::toView(const labeling::Box& box) const {
  return {toView(labeling::Point{box.x0, box.y0}), toView(labeling::Point{box.x1, box.y1})};
}

labeling::Point ViewTransform::toImage(QPointF position) const {
  const QPointF point = (position - origin_) / scale_;
  return {point.x(), point.y()};
}

void ViewTransform::setScale(double scale, QPointF about) {
  const labeling::Point fixed = toImage(about);
  scale_ = limited(scale);
  place(fixed, about);
}

void ViewTransform::place(labeling::Point point, QPointF position) {
  origin_ = position - QPointF(point.x, point.y) * scale_;
}

void ViewTransform::fit(QSizeF view, QSizeF picture) {
  if (picture.isEmpty()) {
    return;
  }
  scale_ = limited(std::min((view.width() - 2 * margin) / picture.width(),
                            (view.height() - 2 * margin) / picture.height()));
  place({picture.width() / 2, picture.height() / 2}, {view.width() / 2, view.height() / 2});
}

void ViewTransform::fitWidth(QSizeF view, QSizeF picture) {
  if (picture.isEmpty()) {
    return;
  }
  scale_ = limited((view.width() - 2 * margin) / picture.width());
  const bool isHigher = picture.height() * scale_ > view.height();
  const double top = isHigher ? margin : (view.height() - picture.height() * scale_) / 2;
  place({0, 0}, {margin, top});
}

}  // namespace touchstone::ui
