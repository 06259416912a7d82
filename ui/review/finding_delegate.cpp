#include "ui/review/finding_delegate.h"

#include "ui/review/class_line.h"
#include "ui/review/finding_list_model.h"

#include <QImage>
#include <QPainter>

namespace touchstone::ui {

namespace {

constexpr int cropSide = 12 * theme::grid;

int lineHeight(const QStyleOptionViewItem& option) {
  return option.fontMetrics.height() + theme::tight;
}

void drawCrop(QPainter& painter, const QRect& area, const QImage& crop) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme::colours().canvas);
  painter.drawRoundedRect(area, theme::tight, theme::tight);
  if (crop.isNull()) {
    return;
  }
  QRect target(QPoint(), crop.size().scaled(area.size(), Qt::KeepAspectRatio));
  target.moveCenter(area.center());
  painter.drawImage(target, crop);
}

}  // namespace

void FindingDelegate::paint(QPainter* painter,
                            const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  const theme::Colours& c = theme::colours();
  const QRect cell = option.rect.adjusted(2, 2, -2, -2);
  if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
    const bool selected = option.state & QStyle::State_Selected;
    painter->setBrush(selected ? c.accentSoft : c.hover);
    painter->setPen(selected ? QPen(c.accent, 2) : QPen(Qt::NoPen));
    painter->drawRoundedRect(cell, theme::radius, theme::radius);
  }
  const QRect inner = cell.adjusted(theme::tight + 1, theme::tight + 1, -theme::tight - 1, 0);
  const QRect crop(inner.topLeft(), QSize(inner.width(), cropSide));
  drawCrop(*painter, crop, index.data(Qt::DecorationRole).value<QImage>());
  QString given = index.data(FindingListModel::GivenRole).toString();
  if (given.isEmpty()) {
    given = index.data(Qt::DisplayRole).toString();
  }
  QRect line(inner.left(), crop.bottom() + theme::tight, inner.width(), lineHeight(option));
  painter->setFont(option.font);
  paintClassLine(*painter, line, given,
                 index.data(FindingListModel::GivenColourRole).value<QColor>(), false);
  line.translate(0, line.height());
  paintClassLine(*painter, line, index.data(FindingListModel::SuggestedRole).toString(),
                 index.data(FindingListModel::SuggestedColourRole).value<QColor>(), true);
  painter->restore();
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {cropSide + 2 * theme::grid, cropSide + 2 * lineHeight(option) + 2 * theme::grid};
}

}  // namespace touchstone::ui
