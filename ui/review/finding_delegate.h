#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Draws a finding of the gallery: the crop, and below it the given and the suggested class.
class FindingDelegate : public QStyledItemDelegate {
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
