#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Shows the keys of an entry, which its model gives as KeysRole, at the right edge of its row.
class KeysDelegate : public QStyledItemDelegate {
public:
  static constexpr int KeysRole = Qt::UserRole + 1;

  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
};

}  // namespace touchstone::ui
