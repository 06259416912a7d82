#include "ui/label/object_delegate.h"

#include "ui/label/object_list_model.h"
#include "ui/label/swatch.h"
#include "ui/theme/parts.h"

#include <QPainter>

namespace touchstone::ui {
namespace {

constexpr int symbolSide = 14;

QRect centred(const QRect& place, int side) {
  return {place.center().x() - side / 2 + 1, place.center().y() - side / 2 + 1, side, side};
}

QString symbolOf(int column, bool isOn) {
  switch (column) {
    case ObjectListModel::VisibleColumn:
      return isOn ? QStringLiteral("eye") : QStringLiteral("eye-off");
    case ObjectListModel::LockedColumn:
      return isOn ? QStringLiteral("lock") : QStringLiteral("lock-open");
    default:
      return QStringLiteral("check");
  }
}

void paintSymbol(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
  const int column = index.column();
  const bool isOn = index.data(ObjectListModel::OnRole).toBool();
  const bool isUsual = isOn == (column == ObjectListModel::VisibleColumn);
  if (isUsual && !option.state.testFlag(QStyle::State_MouseOver)) {
    painter.setOpacity(column == ObjectListModel::VisibleColumn ? 0.5 : 0.2);
  }
  const auto colour = isOn && column == ObjectListModel::VerifiedColumn ? &theme::Colours::success
                                                                        : &theme::Colours::text;
  theme::icon(symbolOf(column, isOn), colour).paint(&painter, centred(option.rect, symbolSide));
}

void paintObject(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
  const theme::Colours& colours = theme::colours();
  const QRect row = option.rect.adjusted(theme::grid, 0, -theme::tight, 0);
  QRect symbol(row.left(), row.center().y() - symbolSide / 2 + 1, symbolSide, symbolSide);
  const bool isShown =
      index.siblingAtColumn(ObjectListModel::VisibleColumn).data(ObjectListModel::OnRole).toBool();
  painter.setOpacity(isShown ? 1 : 0.45);
  index.data(Qt::DecorationRole).value<QIcon>().paint(&painter, symbol);
  symbol.translate(symbolSide + theme::tight, 0);
  theme::icon(index.data(ObjectListModel::ShapeIconRole).toString(), &theme::Colours::muted)
      .paint(&painter, symbol);
  const QString size = index.data(ObjectListModel::SizeRole).toString();
  const int sizeWidth = painter.fontMetrics().horizontalAdvance(size);
  painter.setPen(colours.muted);
  painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, size);
  const QRect name(symbol.right() + theme::grid, row.top(),
                   row.right() - sizeWidth - theme::grid - symbol.right() - theme::grid,
                   row.height());
  painter.setPen(colours.text);
  painter.drawText(
      name, Qt::AlignVCenter,
      painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
}

}  // namespace

void ObjectDelegate::paint(QPainter* painter,
                           const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
  painter->save();
  paintRowState(*painter, option);
  if (index.column() == ObjectListModel::ObjectColumn) {
    paintObject(*painter, option, index);
  } else {
    paintSymbol(*painter, option, index);
  }
  painter->restore();
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem& /*option*/,
                               const QModelIndex& index) const {
  const int width = index.column() == ObjectListModel::ObjectColumn ? 16 : 3;
  return {width * theme::grid, 7 * theme::tight};
}

}  // namespace touchstone::ui
