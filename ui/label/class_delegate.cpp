#include "ui/label/class_delegate.h"

#include "ui/label/class_list_model.h"
#include "ui/label/label_state.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace touchstone::ui {
namespace {

constexpr int swatchSide = 14;
constexpr int keySide = 20;
constexpr int eyeSide = 16;

void paintKey(QPainter& painter, const QRect& place, const QString& key) {
  if (key.isEmpty()) {
    return;
  }
  painter.setPen(theme::colours().border);
  painter.setBrush(theme::colours().window);
  painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  painter.setPen(theme::colours().muted);
  painter.drawText(place, Qt::AlignCenter, key);
}

}  // namespace

ClassDelegate::ClassDelegate(const LabelState& state, QObject* parent)
    : QStyledItemDelegate(parent), state_(state) {}

void ClassDelegate::paint(QPainter* painter,
                          const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const theme::Colours& colours = theme::colours();
  const QRect row = option.rect.adjusted(theme::tight, 1, -theme::tight, -1);
  const bool isTagged = index.data(ClassListModel::TaggedRole).toBool();
  const bool isCurrent = !state_.tagsImages() &&
                         state_.classForNew() == index.data(ClassListModel::IdRole).toLongLong();
  painter->setPen(Qt::NoPen);
  if (isTagged || isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
    painter->setBrush(isTagged || isCurrent ? colours.accentSoft : colours.hover);
    painter->drawRoundedRect(row, theme::radius, theme::radius);
  }
  if (option.state.testFlag(QStyle::State_HasFocus)) {
    painter->setPen(colours.accent);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), theme::radius,
                             theme::radius);
  }
  const bool isHidden = index.data(ClassListModel::HiddenRole).toBool();
  const int indent = index.data(ClassListModel::DepthRole).toInt() * theme::wide;
  const QRect square(row.left() + theme::grid + indent, row.center().y() - swatchSide / 2 + 1,
                     swatchSide, swatchSide);
  index.data(Qt::DecorationRole).value<QIcon>().paint(painter, square);

  if (isHidden || option.state.testFlag(QStyle::State_MouseOver)) {
    theme::icon(isHidden ? QStringLiteral("eye-off") : QStringLiteral("eye"),
                &theme::Colours::muted)
        .paint(painter, eyePlace(option.rect));
  }
  const QRect key(eyePlace(option.rect).left() - theme::tight - keySide,
                  row.center().y() - keySide / 2 + 1, keySide, keySide);
  QFont small = option.font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  painter->setFont(small);
  paintKey(*painter, key, index.data(ClassListModel::KeyRole).toString());
  const QString count = QString::number(index.data(ClassListModel::CountRole).toInt());
  const int countWidth = painter->fontMetrics().horizontalAdvance(count);
  const QRect number(key.left() - theme::grid - countWidth, row.top(), countWidth, row.height());
  painter->setPen(colours.muted);
  painter->drawText(number, Qt::AlignRight | Qt::AlignVCenter, count);
  painter->setFont(option.font);

  int right = number.left() - theme::grid;
  if (isTagged) {
    const QRect tick(right - theme::wide, row.center().y() - theme::grid + 1, theme::wide,
                     theme::wide);
    theme::icon(QStringLiteral("check"), &theme::Colours::accent).paint(painter, tick);
    right = tick.left() - theme::tight;
  }
  const QRect name(square.right() + theme::grid + theme::tight, row.top(),
                   right - square.right() - 2 * theme::grid, row.height());
  QFont font = option.font;
  font.setBold(isTagged || isCurrent);
  painter->setFont(font);
  painter->setPen(isHidden ? colours.muted : colours.text);
  painter->drawText(
      name, Qt::AlignVCenter,
      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
  painter->restore();
}

QRect ClassDelegate::eyePlace(const QRect& row) {
  return {row.right() - theme::grid - theme::tight - eyeSide, row.center().y() - eyeSide / 2 + 1,
          eyeSide, eyeSide};
}

QSize ClassDelegate::sizeHint(const QStyleOptionViewItem& /*option*/,
                              const QModelIndex& /*index*/) const {
  return {16 * theme::grid, 4 * theme::grid};
}

void ClassDelegate::updateEditorGeometry(QWidget* editor,
                                         const QStyleOptionViewItem& option,
                                         const QModelIndex& /*index*/) const {
  editor->setGeometry(option.rect.adjusted(swatchSide + 2 * theme::grid, 0, 0, 0));
}

}  // namespace touchstone::ui
