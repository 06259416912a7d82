#include "ui/canvas/minimap.h"

#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int longestSide = 22 * theme::grid;
constexpr int shortestSide = 2 * theme::grid;
constexpr int frame = 1;
constexpr double smallestMark = 6;  ///< of the part in view

}  // namespace

Minimap::Minimap(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setCursor(Qt::PointingHandCursor);
  setAccessibleName(tr("Minimap"));
  setAccessibleDescription(tr("The whole picture with the part in view; click to look elsewhere."));
  setToolTip(tr("Click or drag to look at another part"));
  hide();
}

void Minimap::setPicture(const QImage& picture, QSize size) {
  size_ = size;
  if (picture.isNull()) {
    picture_ = {};
    return;
  }
  QSize shown = size.scaled(longestSide, longestSide, Qt::KeepAspectRatio);
  shown = shown.expandedTo({shortestSide, shortestSide});
  resize(shown + QSize(2 * frame, 2 * frame));
  const double ratio = devicePixelRatioF();
  picture_ = QPixmap::fromImage(
      picture.scaled(shown * ratio, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
  picture_.setDevicePixelRatio(ratio);
  update();
}

void Minimap::setVisibleArea(const QRectF& imageArea) {
  if (imageArea != visible_) {
    visible_ = imageArea;
    update();
  }
}

double Minimap::scale() const {
  return size_.isEmpty() ? 1 : static_cast<double>(width() - 2 * frame) / size_.width();
}

void Minimap::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), theme::colours().border);
  painter.drawPixmap(frame, frame, picture_);
  const double scaleY =
      size_.isEmpty() ? 1 : static_cast<double>(height() - 2 * frame) / size_.height();
  QRectF shown(frame + visible_.x() * scale(), frame + visible_.y() * scaleY,
               visible_.width() * scale(), visible_.height() * scaleY);
  const QPointF centre = shown.center();
  shown.setSize(shown.size().expandedTo({smallestMark, smallestMark}));
  shown.moveCenter(centre);
  QRegion outside(rect());
  outside -= shown.toAlignedRect();
  painter.setClipRegion(outside);
  painter.fillRect(rect(), QColor(0, 0, 0, 110));
  painter.setClipping(false);
  painter.setPen(QPen(theme::colours().accent, 2));
  painter.drawRect(shown.adjusted(0.5, 0.5, -0.5, -0.5));
}

void Minimap::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) {
    mouseMoveEvent(event);
  }
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton) && !size_.isEmpty()) {
    const double scaleY = static_cast<double>(height() - 2 * frame) / size_.height();
    const QPointF at((event->position().x() - frame) / scale(),
                     (event->position().y() - frame) / scaleY);
    Q_EMIT centreRequested({std::clamp<double>(at.x(), 0, size_.width()),
                            std::clamp<double>(at.y(), 0, size_.height())});
  }
}

void Minimap::mouseReleaseEvent(QMouseEvent* event) {
  event->accept();  // it is no click on the canvas below
}

}  // namespace touchstone::ui
