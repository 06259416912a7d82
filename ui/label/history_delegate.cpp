#include "ui/label/history_delegate.h"

#include "ui/label/history_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace touchstone::ui {

void HistoryDelegate::paint(QPainter* painter,
                            const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  painter->save();
  const theme::Colours& colours = theme::colours();
  const bool isUndone = index.data(HistoryModel::UndoneRole).toBool();
  const bool isCurrent = index.data(HistoryModel::CurrentRole).toBool();
  if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
    painter->fillRect(option.rect, isCurrent ? colours.accentSoft : colours.hover);
  }
  painter->setOpacity(isUndone ? 0.6 : 1);
  const QRect row = option.rect.adjusted(theme::grid, theme::tight, -theme::grid, -theme::tight);
  const int line = row.height() / 2;
  QFont font = option.font;
  font.setBold(isCurrent);
  font.setStrikeOut(isUndone);
  painter->setFont(font);
  const QString when = index.data(HistoryModel::WhenRole).toString();
  QFont small = option.font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  const int whenWidth = QFontMetrics(small).horizontalAdvance(when);
  const QRect name(row.left(), row.top(), row.width() - whenWidth - theme::grid, line);
  painter->setPen(isUndone ? colours.muted : colours.text);
  painter->drawText(
      name, Qt::AlignVCenter,
      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
  painter->setFont(small);
  painter->setPen(colours.muted);
  painter->drawText(QRect(row.left(), row.top(), row.width(), line),
                    Qt::AlignRight | Qt::AlignVCenter, when);
  const QString where = index.data(HistoryModel::WhereRole).toString();
  const QString who = index.data(HistoryModel::WhoRole).toString();
  const QString below = where.isEmpty() ? who : tr("%1 · %2").arg(who, where);
  const QRect second(row.left(), row.top() + line, row.width(), line);
  painter->drawText(second, Qt::AlignVCenter,
                    painter->fontMetrics().elidedText(below, Qt::ElideMiddle, second.width()));
  painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem& /*option*/,
                                const QModelIndex& /*index*/) const {
  return {16 * theme::grid, 6 * theme::grid};
}

}  // namespace touchstone::ui
