#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Paints one step of the history: what, when, who and where; grey when it was undone.
class HistoryDelegate : public QStyledItemDelegate {
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
