#pragma once

#include "labeling/annotation/image.h"
#include "ui/canvas/view_transform.h"

#include <QSize>

#include <map>

namespace touchstone::ui {

/// Where the picture lies in the widget, and how that follows a change of the widget's size or of
/// the picture.
class PictureView {
public:
  [[nodiscard]] const ViewTransform& transform() const { return transform_; }

  /// The widget has this size.
  void resize(QSizeF widget);
  /// A picture of `size` pixels of the image is shown. Another image is seen as it was the last
  /// time, else whole; with `keepsView` at the zoom and position of the one before.
  void setPicture(QSize size, labeling::ImageId image, bool keepsView);
  /// Forgets how images were seen.
  void forget() { seen_.clear(); }

  void fit();
  void fitWidth();
  /// Sets the zoom (device pixels per image pixel), from 1 % to 6400 %, about a place of the
  /// widget.
  void setZoom(double zoom, double pixelRatio, QPointF about);
  void panBy(QPointF delta);
  /// Puts `point` into the middle of the widget.
  void centreOn(labeling::Point point);

private:
  enum class Follow { Fit, Width, Free };
  struct Seen {
    ViewTransform transform;
    Follow follow = Follow::Fit;
  };

  void follow();
  [[nodiscard]] QPointF middle() const { return {widget_.width() / 2, widget_.height() / 2}; }

  ViewTransform transform_;
  Follow follow_ = Follow::Fit;
  QSizeF widget_;
  QSize size_;  ///< of the last picture
  labeling::ImageId image_ = 0;
  std::map<labeling::ImageId, Seen> seen_;
};

}  // namespace touchstone::ui
