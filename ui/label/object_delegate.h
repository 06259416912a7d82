#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Paints one cell of the list of objects: the object, or a symbol that is faint when off.
class ObjectDelegate : public QStyledItemDelegate {
  Q_OBJECT

public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                               const QModelIndex& index) const override;
};

}  // namespace touchstone::ui
