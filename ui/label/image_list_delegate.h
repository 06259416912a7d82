#pragma once

#include "ui/label/image_list_look.h"

#include <QStyledItemDelegate>

namespace touchstone::ui {

/// Paints one image of the list or grid: thumbnail, name, labels, and what state it is in.
class ImageListDelegate : public QStyledItemDelegate {
  Q_OBJECT

public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void setLook(const ImageListLook& look) { look_ = look; }
  /// The width that each cell of the grid has.
  void setCellWidth(int width) { cellWidth_ = width; }
  /// Returns the least size of a cell of the grid.
  [[nodiscard]] QSize cellSize(const QFont& font) const;

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                               const QModelIndex& index) const override;

private:
  void paintRow(QPainter& painter,
                const QStyleOptionViewItem& option,
                const QModelIndex& index,
                const QRect& row) const;
  void paintCell(QPainter& painter,
                 const QStyleOptionViewItem& option,
                 const QModelIndex& index,
                 const QRect& cell) const;

  ImageListLook look_;
  int cellWidth_ = 0;
};

}  // namespace touchstone::ui
