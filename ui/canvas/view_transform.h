#pragma once

#include "labeling/geometry/box.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace touchstone::ui {

/// Where the picture lies in the widget: a scale (device-independent pixels per image pixel) and
/// the widget position of the image's origin.
class ViewTransform {
public:
  static constexpr double minimumScale = 0.001;
  static constexpr double maximumScale = 64;

  bool operator==(const ViewTransform&) const = default;

  [[nodiscard]] double scale() const { return scale_; }
  /// The widget position of the image's origin.
  [[nodiscard]] QPointF origin() const { return origin_; }
  [[nodiscard]] QPointF toView(labeling::Point point) const;
  [[nodiscard]] QRectF toView(const labeling::Box& box) const;
  [[nodiscard]] labeling::Point toImage(QPointF position) const;

  /// Sets the scale within its limits so that the image point under `about` stays there.
  void setScale(double scale, QPointF about);
  void panBy(QPointF delta) { origin_ += delta; }
  /// Moves `point` to the widget position `position`.
  void place(labeling::Point point, QPointF position);
  /// Shows the whole picture in the middle, with a margin around it.
  void fit(QSizeF view, QSizeF picture);
  /// Shows the whole width of the picture, from its top when it is higher than the view.
  void fitWidth(QSizeF view, QSizeF picture);

private:
  double scale_ = 1;
  QPointF origin_;
};

}  // namespace touchstone::ui
