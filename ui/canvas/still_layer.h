#pragma once

#include "ui/canvas/view_transform.h"

#include <QPixmap>
#include <QRegion>

#include <functional>

class QPainter;

namespace touchstone::ui {

/// What does not move on the canvas, painted once. Moving the view scrolls it and paints the strips
/// that come into view; a change paints its own rectangle again.
class StillLayer {
public:
  /// Paints everything that lies in `area` of the widget; the painter is clipped to it.
  using Paint = std::function<void(QPainter& painter, const QRectF& area)>;

  /// Paints everything again at the next update.
  void invalidate() { stale_ = true; }
  /// Paints that area of the widget again, as the view was at the last update.
  void invalidate(const QRectF& area);

  /// Brings the pixmap up to date for the view and the size of the widget.
  void update(const ViewTransform& view, QSize size, double pixelRatio, const Paint& paint);
  [[nodiscard]] const QPixmap& pixmap() const { return pixmap_; }

private:
  void scrollTo(const ViewTransform& view);

  QPixmap pixmap_;
  ViewTransform view_;
  QRegion dirty_;  ///< device pixels
  bool stale_ = true;
};

}  // namespace touchstone::ui
