#include "ui/explore/pixel_view.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace touchstone::ui {

PixelView::PixelView(const QString& name, QWidget* parent) : QWidget(parent) {
  setAccessibleName(name);
  setMinimumSize(20 * theme::grid, 20 * theme::grid);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PixelView::show(const QImage& picture, QSize reference) {
  picture_ = picture;
  reference_ = reference;
  sentence_.clear();
  update();
}

void PixelView::showNothing(const QString& sentence) {
  picture_ = {};
  sentence_ = sentence;
  update();
}

void PixelView::paintEvent(QPaintEvent*) {
  const theme::Colours& c = theme::colours();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath border;
  border.addRoundedRect(rect(), theme::radius, theme::radius);
  painter.setClipPath(border);
  painter.fillRect(rect(), c.canvas);
  if (picture_.isNull() || reference_.isEmpty()) {
    painter.setPen(c.muted);
    painter.drawText(rect().adjusted(theme::wide, 0, -theme::wide, 0),
                     Qt::AlignCenter | Qt::TextWordWrap, sentence_);
    return;
  }
  const double zoom = std::min(static_cast<double>(width()) / reference_.width(),
                               static_cast<double>(height()) / reference_.height());
  const QSizeF size = QSizeF(picture_.size()) * zoom;
  painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom < 1);
  painter.drawImage(
      QRectF(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size),
      picture_);
}

}  // namespace touchstone::ui
