#include "ui/theme/keys_delegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace touchstone::ui {

void KeysDelegate::paint(QPainter* painter,
                         const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  painter->setPen(theme::colours().muted);
  painter->drawText(option.rect.adjusted(0, 0, -theme::grid, 0), Qt::AlignRight | Qt::AlignVCenter,
                    index.data(KeysRole).toString());
}

}  // namespace touchstone::ui
