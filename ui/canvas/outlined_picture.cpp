#include "ui/canvas/outlined_picture.h"

#include "labeling/images/image_reader.h"
#include "ui/canvas/picture.h"
#include "ui/canvas/shape_painter.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace touchstone::ui {

namespace {

constexpr int decodedSide = 1200;

struct Decoded {
  QImage picture;
  double scale = 1;
  QString problem;
};

Decoded decode(const std::filesystem::path& file) {
  Decoded decoded;
  const auto read = labeling::readImage(file, decodedSide, &decoded.scale);
  if (read) {
    decoded.picture = toQImage(*read);
  } else {
    decoded.problem = QString::fromStdString(read.error().message);
  }
  return decoded;
}

}  // namespace

OutlinedPicture::OutlinedPicture(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void OutlinedPicture::show(const std::filesystem::path& file,
                           const std::vector<Outline>& outlines) {
  outlines_ = outlines;
  overlay_ = {};
  if (file != file_) {
    file_ = file;
    // The picture before stays until the new one is there, so that nothing flickers.
    reading_.run([file](std::stop_token) { return decode(file); },
                 [this](const Decoded& decoded) {
                   picture_ = decoded.picture;
                   scale_ = decoded.scale;
                   problem_ = decoded.problem;
                   update();
                 });
  }
  update();
}

void OutlinedPicture::clear() {
  reading_.cancel();
  file_.clear();
  picture_ = {};
  overlay_ = {};
  problem_.clear();
  update();
}

void OutlinedPicture::setDimming(bool dims) {
  dims_ = dims;
  update();
}

void OutlinedPicture::setOverlay(const QImage& overlay, const labeling::Box& area) {
  overlay_ = overlay;
  overlayArea_ = area;
  update();
}

void OutlinedPicture::clearOverlay() {
  overlay_ = {};
  update();
}

QRectF OutlinedPicture::placeOf(const labeling::Box& box, const QRectF& target) const {
  const double zoom = target.width() / picture_.width() * scale_;
  return {target.topLeft() + QPointF(box.x0, box.y0) * zoom,
          QSizeF(box.width(), box.height()) * zoom};
}

void OutlinedPicture::paintEvent(QPaintEvent*) {
  const theme::Colours& c = theme::colours();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  QPainterPath border;
  border.addRoundedRect(rect(), theme::radius, theme::radius);
  painter.setClipPath(border);
  painter.fillRect(rect(), c.canvas);
  if (picture_.isNull()) {
    painter.setPen(c.muted);
    painter.drawText(rect().adjusted(theme::wide, 0, -theme::wide, 0),
                     Qt::AlignCenter | Qt::TextWordWrap, problem_);
  } else {
    const QSizeF size = QSizeF(picture_.size()).scaled(this->size(), Qt::KeepAspectRatio);
    const QRectF target(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2),
                        size);
    painter.drawImage(target, picture_);
    if (!overlay_.isNull()) {
      painter.save();
      painter.setClipRect(target, Qt::IntersectClip);
      const QRectF area = placeOf(overlayArea_, target);
      painter.drawImage(area, overlay_);
      // What lies outside, the model did not see.
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(QColor(255, 255, 255, 160), 1, Qt::DashLine));
      painter.drawRect(area);
      painter.restore();
    }
    dimSurroundings(painter, target);
    for (const Outline& outline : outlines_) {
      drawOutline(painter, outline, target);
    }
  }
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme::radius, theme::radius);
  }
}

void OutlinedPicture::dimSurroundings(QPainter& painter, const QRectF& target) const {
  if (!dims_ || outlines_.empty()) {
    return;
  }
  QPainterPath around;
  around.addRect(target);
  for (const Outline& outline : outlines_) {
    QPainterPath inside;
    inside.addRect(placeOf(labeling::boundsOf(outline.shape), target));
    around = around.subtracted(inside);
  }
  painter.fillPath(around, QColor(0, 0, 0, 70));
}

void OutlinedPicture::drawOutline(QPainter& painter,
                                  const Outline& outline,
                                  const QRectF& target) const {
  if (const auto* box = std::get_if<labeling::Box>(&outline.shape)) {
    const QRectF place = placeOf(*box, target);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 5));
    painter.drawRect(place);
    painter.setPen(QPen(outline.colour, 3, outline.suggested ? Qt::DashLine : Qt::SolidLine));
    painter.drawRect(place);
    return;
  }
  ViewTransform view;
  view.setScale(target.width() / picture_.width() * scale_, {});
  view.place({0, 0}, target.topLeft());
  painter.save();
  paintShape(painter, outline.shape, view,
             {.colour = outline.suggested ? outline.colour.lighter(150) : outline.colour,
              .opacity = outline.suggested ? 40 : 20});
  painter.restore();
}

void OutlinedPicture::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  update();
}

void OutlinedPicture::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

}  // namespace touchstone::ui
