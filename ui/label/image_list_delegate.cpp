#include "ui/label/image_list_delegate.h"

#include "ui/label/image_list_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace touchstone::ui {
namespace {

using labeling::ImageState;
using labeling::Split;
using theme::Colours;

constexpr int thumbnailSide = 6 * theme::grid;
constexpr int badgeSide = 2 * theme::grid;

/// The symbol at the right edge: a problem before the state; empty for an ordinary image.
QIcon badgeOf(const QModelIndex& index) {
  if (!index.data(ImageListModel::ProblemRole).toString().isEmpty()) {
    return theme::icon(QStringLiteral("triangle-alert"), &Colours::warning);
  }
  switch (static_cast<ImageState>(index.data(ImageListModel::StateRole).toInt())) {
    case ImageState::Verified:
      return theme::icon(QStringLiteral("circle-check"), &Colours::success);
    case ImageState::Excluded:
      return theme::icon(QStringLiteral("ban"), &Colours::danger);
    case ImageState::Unlabelled:
    case ImageState::Labelled:
      break;
  }
  return {};
}

QString splitOf(const QModelIndex& index) {
  const auto split = static_cast<Split>(index.data(ImageListModel::SplitRole).toInt());
  if (split == Split::Unassigned) {
    return {};
  }
  const std::string_view name = labeling::nameOf(split);
  return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

void paintThumbnail(QPainter& painter, const QRect& square, const QModelIndex& index) {
  const auto picture = index.data(Qt::DecorationRole).value<QImage>();
  if (picture.isNull()) {
    const bool isBroken = !index.data(ImageListModel::ProblemRole).toString().isEmpty();
    painter.fillRect(square, theme::colours().hover);
    const QIcon symbol = theme::icon(
        isBroken ? QStringLiteral("image-off") : QStringLiteral("image"), &Colours::muted);
    symbol.paint(&painter, square.adjusted(14, 14, -14, -14));
    return;
  }
  // Cut to a square: a row of equal pictures is easier to scan than letterboxes.
  const int side = std::min(picture.width(), picture.height());
  const QRect source((picture.width() - side) / 2, (picture.height() - side) / 2, side, side);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(square, picture, source);
}

}  // namespace

void ImageListDelegate::paint(QPainter* painter,
                              const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
  painter->save();
  const Colours& colours = theme::colours();
  const QRect row = option.rect.adjusted(theme::tight, 1, -theme::tight, -1);
  const bool isSelected = option.state.testFlag(QStyle::State_Selected);
  if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(isSelected ? colours.accentSoft : colours.hover);
    painter->drawRoundedRect(row, theme::radius, theme::radius);
  }
  const QRect square(row.left() + theme::tight, row.center().y() - thumbnailSide / 2 + 1,
                     thumbnailSide, thumbnailSide);
  const auto state = static_cast<ImageState>(index.data(ImageListModel::StateRole).toInt());
  painter->setOpacity(state == ImageState::Excluded ? 0.45 : 1);
  paintThumbnail(*painter, square, index);

  const int left = square.right() + theme::grid + theme::tight;
  const QRect badge(row.right() - badgeSide - theme::tight, square.top() + 4, badgeSide, badgeSide);
  const QIcon symbol = badgeOf(index);
  symbol.paint(painter, badge);
  const QRect top(left, square.top() + 2, badge.left() - left - theme::tight, square.height() / 2);
  const QRect bottom(left, square.center().y(), row.right() - theme::tight - left,
                     square.height() / 2 - 2);
  painter->setPen(colours.text);
  painter->drawText(
      top, Qt::AlignLeft | Qt::AlignVCenter,
      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, top.width()));
  QFont small = option.font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  painter->setFont(small);
  painter->setPen(colours.muted);
  const QString split = splitOf(index);
  painter->drawText(bottom, Qt::AlignRight | Qt::AlignVCenter, split);
  const QFontMetrics metrics(small);
  const int room = bottom.width() - metrics.horizontalAdvance(split) - theme::grid;
  painter->drawText(
      bottom, Qt::AlignLeft | Qt::AlignVCenter,
      metrics.elidedText(index.data(ImageListModel::DetailRole).toString(), Qt::ElideRight, room));
  painter->restore();
}

QSize ImageListDelegate::sizeHint(const QStyleOptionViewItem& /*option*/,
                                  const QModelIndex& /*index*/) const {
  return {24 * theme::grid, thumbnailSide + 2 * theme::grid};
}

}  // namespace touchstone::ui
