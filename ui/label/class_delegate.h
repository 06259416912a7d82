#pragma once

#include <QStyledItemDelegate>

namespace touchstone::ui {

class LabelState;

/// Paints one class: colour, name, count and key; a tick when the image carries it as a tag, a bar
/// at the left when it is the class of the next object. An eye hides its objects.
class ClassDelegate : public QStyledItemDelegate {
  Q_OBJECT

public:
  explicit ClassDelegate(const LabelState& state, QObject* parent = nullptr);

  /// Returns where the symbol that hides the class is, in a row at that place.
  [[nodiscard]] static QRect eyePlace(const QRect& row);

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                               const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor,
                            const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;

private:
  const LabelState& state_;
};

}  // namespace touchstone::ui
