#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Paints one image of the list: thumbnail, name, labels, and what state it is in.
class ImageListDelegate : public QStyledItemDelegate {
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
