#include "ui/canvas/still_layer.h"

#include <QPainter>

#include <cmath>

namespace touchstone::ui {
namespace {

constexpr double closeToWhole = 1e-3;  ///< device pixels that a move may miss a whole one by
constexpr int mostRectangles = 8;      ///< painted one by one; more are painted as one

}  // namespace

void StillLayer::invalidate(const QRectF& area) {
  const double ratio = pixmap_.isNull() ? 1 : pixmap_.devicePixelRatio();
  const QRectF device(area.topLeft() * ratio, area.size() * ratio);
  const QRectF whole(QPointF(0, 0), QSizeF(pixmap_.size()));
  dirty_ |= (device.adjusted(-1, -1, 1, 1) & whole).toAlignedRect();
}

void StillLayer::update(const ViewTransform& view,
                        QSize size,
                        double pixelRatio,
                        const Paint& paint) {
  const QSize wanted(static_cast<int>(std::ceil(size.width() * pixelRatio)),
                     static_cast<int>(std::ceil(size.height() * pixelRatio)));
  if (pixmap_.size() != wanted || pixmap_.devicePixelRatio() != pixelRatio) {
    pixmap_ = QPixmap(wanted);
    pixmap_.setDevicePixelRatio(pixelRatio);
    stale_ = true;
  }
  scrollTo(view);
  if (stale_) {
    dirty_ = QRect(QPoint(), wanted);
    stale_ = false;
  }
  if (dirty_.isEmpty()) {
    return;
  }
  if (dirty_.rectCount() > mostRectangles) {
    dirty_ = dirty_.boundingRect();
  }
  for (const QRect& device : dirty_) {
    const QRectF area(QPointF(device.topLeft()) / pixelRatio, QSizeF(device.size()) / pixelRatio);
    QPainter painter(&pixmap_);
    painter.setClipRect(area);
    paint(painter, area);
  }
  dirty_ = {};
}

void StillLayer::scrollTo(const ViewTransform& view) {
  if (stale_ || view == view_) {
    view_ = view;
    return;
  }
  const QPointF moved = (view.origin() - view_.origin()) * pixmap_.devicePixelRatio();
  const QPoint whole(static_cast<int>(std::lround(moved.x())),
                     static_cast<int>(std::lround(moved.y())));
  const QPointF rest = moved - QPointF(whole);
  const bool isWhole = std::abs(rest.x()) < closeToWhole && std::abs(rest.y()) < closeToWhole;
  const bool isNear =
      std::abs(whole.x()) < pixmap_.width() && std::abs(whole.y()) < pixmap_.height();
  if (view.scale() != view_.scale() || !isWhole || !isNear) {
    stale_ = true;
  } else {
    QRegion exposed;
    dirty_.translate(whole);
    pixmap_.scroll(whole.x(), whole.y(), pixmap_.rect(), &exposed);
    dirty_ |= exposed;
    dirty_ &= pixmap_.rect();
  }
  view_ = view;
}

}  // namespace touchstone::ui
