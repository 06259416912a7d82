#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Paints one comment: its text in up to three lines, and who, when and where below; faint when it
/// is resolved.
class CommentDelegate : public QStyledItemDelegate {
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
