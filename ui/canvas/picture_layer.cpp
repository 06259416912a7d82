#include "ui/canvas/picture_layer.h"

#include <QPainter>

#include <cmath>

namespace touchstone::ui {
namespace {

constexpr double sharpFrom = 2;  ///< device pixels per image pixel from which pixels stay square
constexpr double gridFrom = 12;

void paintPixelGrid(QPainter& painter, const ViewTransform& view, const QRectF& area) {
  painter.setPen(QPen(QColor(128, 128, 128, 70), 0));
  const labeling::Point first = view.toImage(area.topLeft());
  const labeling::Point last = view.toImage(area.bottomRight());
  for (double x = std::ceil(first.x); x <= last.x; ++x) {
    const double at = view.toView(labeling::Point{x, 0}).x();
    painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
  }
  for (double y = std::ceil(first.y); y <= last.y; ++y) {
    const double at = view.toView(labeling::Point{0, y}).y();
    painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
  }
}

}  // namespace

void paintPicture(QPainter& painter,
                  const Picture& picture,
                  const ViewTransform& view,
                  const QRectF& visible) {
  const QSize size = picture.size();
  const labeling::Point topLeft = view.toImage(visible.topLeft());
  const labeling::Point bottomRight = view.toImage(visible.bottomRight());
  const labeling::Box shown{std::max(0.0, std::floor(topLeft.x)),
                            std::max(0.0, std::floor(topLeft.y)),
                            std::min<double>(size.width(), std::ceil(bottomRight.x)),
                            std::min<double>(size.height(), std::ceil(bottomRight.y))};
  if (shown.area() <= 0) {
    return;
  }
  const double scale = view.scale() * painter.device()->devicePixelRatioF();
  const QImage& level = picture.levelFor(scale);
  const double reduced = static_cast<double>(level.width()) / size.width();
  const QRectF source(shown.x0 * reduced, shown.y0 * reduced, shown.width() * reduced,
                      shown.height() * reduced);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < sharpFrom);
  painter.drawImage(view.toView(shown), level, source);
  if (scale >= gridFrom) {
    paintPixelGrid(painter, view, view.toView(shown));
  }
}

void paintCrosshair(QPainter& painter, QPointF position, const QRectF& visible) {
  for (const QColor& colour : {QColor(0, 0, 0, 150), QColor(255, 255, 255, 220)}) {
    QPen pen(colour, 0, colour.lightness() > 0 ? Qt::DashLine : Qt::SolidLine);
    painter.setPen(pen);
    painter.drawLine(QPointF(visible.left(), position.y()), QPointF(visible.right(), position.y()));
    painter.drawLine(QPointF(position.x(), visible.top()), QPointF(position.x(), visible.bottom()));
  }
}

}  // namespace touchstone::ui
