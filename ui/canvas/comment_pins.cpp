#include "ui/canvas/comment_pins.h"

#include "ui/canvas/label_painter.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr double radius = 10;
constexpr double stem = 8;  ///< from the round part down to the place

void paintPin(QPainter& painter, QPointF place, int number, bool isResolved) {
  const QPointF centre = place - QPointF(0, radius + stem);
  QPainterPath pin;
  pin.addEllipse(centre, radius, radius);
  QPainterPath tip;
  tip.addPolygon(QPolygonF({centre + QPointF(-radius * 0.6, radius * 0.75), place,
                            centre + QPointF(radius * 0.6, radius * 0.75)}));
  tip.closeSubpath();
  const QColor colour = isResolved ? theme::colours().muted : theme::colours().warning;
  painter.setOpacity(isResolved ? 0.45 : 1);
  painter.setPen(QPen(QColor(0, 0, 0, 160), 1.5));
  painter.setBrush(colour);
  painter.drawPath(pin.united(tip));
  QFont font = painter.font();
  font.setBold(true);
  font.setPixelSize(11);
  painter.setFont(font);
  painter.setPen(readableOn(colour));
  painter.drawText(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                   Qt::AlignCenter, QString::number(number));
  painter.setOpacity(1);
}

}  // namespace

void CommentPins::setImage(const labeling::Document* document, labeling::ImageId image) {
  document_ = document;
  image_ = image;
  read();
}

void CommentPins::follow(const labeling::Edit& edit) {
  if (std::any_of(edit.changes.begin(), edit.changes.end(), [](const labeling::AnyChange& change) {
        return std::holds_alternative<labeling::CommentChange>(change);
      })) {
    read();
  }
}

void CommentPins::read() {
  comments_.clear();
  if (document_ == nullptr) {
    return;
  }
  for (const auto& [id, comment] : document_->comments()) {
    if (comment.image == image_) {
      comments_.push_back(comment);
    }
  }
}

void CommentPins::paint(QPainter& painter, const ViewTransform& view) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  int number = 0;
  for (const labeling::Comment& comment : comments_) {
    paintPin(painter, view.toView(labeling::Point{comment.x, comment.y}), ++number,
             comment.resolved);
  }
  painter.restore();
}

}  // namespace touchstone::ui
