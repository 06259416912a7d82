#include "ui/label/image_list_delegate.h"

#include "ui/label/image_list_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

using labeling::ImageState;
using labeling::Split;
using theme::Colours;

constexpr int thumbnailSide = 6 * theme::grid;
constexpr int badgeSide = 2 * theme::grid;
constexpr int symbolSide = 20;

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

void paintSymbol(QPainter& painter, const QRect& area, const QModelIndex& index) {
  const bool isBroken = !index.data(ImageListModel::ProblemRole).toString().isEmpty();
  painter.fillRect(area, theme::colours().hover);
  const QIcon symbol = theme::icon(isBroken ? QStringLiteral("image-off") : QStringLiteral("image"),
                                   &Colours::muted);
  QRect middle(0, 0, symbolSide, symbolSide);
  middle.moveCenter(area.center());
  symbol.paint(&painter, middle);
}

/// Cut to a square: a row of equal pictures is easier to scan than letterboxes.
void paintCut(QPainter& painter, const QRect& square, const QModelIndex& index) {
  const auto picture = index.data(Qt::DecorationRole).value<QImage>();
  if (picture.isNull()) {
    paintSymbol(painter, square, index);
    return;
  }
  const int side = std::min(picture.width(), picture.height());
  const QRect source((picture.width() - side) / 2, (picture.height() - side) / 2, side, side);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(square, picture, source);
}

/// The whole picture, in the middle of the area.
void paintWhole(QPainter& painter, const QRect& area, const QModelIndex& index) {
  const auto picture = index.data(Qt::DecorationRole).value<QImage>();
  if (picture.isNull()) {
    paintSymbol(painter, area, index);
    return;
  }
  QRect place(QPoint(), picture.size().scaled(area.size(), Qt::KeepAspectRatio));
  place.moveCenter(area.center());
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(place, picture);
}

bool isExcluded(const QModelIndex& index) {
  return static_cast<ImageState>(index.data(ImageListModel::StateRole).toInt()) ==
         ImageState::Excluded;
}

QFont smaller(QFont font) {
  font.setPointSizeF(font.pointSizeF() * 0.9);
  return font;
}

}  // namespace

void ImageListDelegate::paint(QPainter* painter,
                              const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
  painter->save();
  const Colours& colours = theme::colours();
  const QRect area = look_.isGrid ? option.rect.adjusted(2, 2, -2, -2)
                                  : option.rect.adjusted(theme::tight, 1, -theme::tight, -1);
  const bool isSelected = option.state.testFlag(QStyle::State_Selected);
  if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isSelected && look_.isGrid ? QPen(colours.accent) : QPen(Qt::NoPen));
    painter->setBrush(isSelected ? colours.accentSoft : colours.hover);
    painter->drawRoundedRect(area, theme::radius, theme::radius);
  }
  if (look_.isGrid) {
    paintCell(*painter, option, index, area);
  } else {
    paintRow(*painter, option, index, area);
  }
  painter->restore();
}

void ImageListDelegate::paintRow(QPainter& painter,
                                 const QStyleOptionViewItem& option,
                                 const QModelIndex& index,
                                 const QRect& row) const {
  const Colours& colours = theme::colours();
  const QRect square(row.left() + theme::tight, row.center().y() - thumbnailSide / 2 + 1,
                     thumbnailSide, thumbnailSide);
  painter.setOpacity(isExcluded(index) ? 0.45 : 1);
  paintCut(painter, square, index);
  const int left = square.right() + theme::grid + theme::tight;
  const QRect badge(row.right() - badgeSide - theme::tight, square.top() + 4, badgeSide, badgeSide);
  badgeOf(index).paint(&painter, badge);
  const QRect top(left, square.top() + 2, badge.left() - left - theme::tight, square.height() / 2);
  const QRect bottom(left, square.center().y(), row.right() - theme::tight - left,
                     square.height() / 2 - 2);
  painter.setPen(colours.text);
  painter.drawText(
      top, Qt::AlignLeft | Qt::AlignVCenter,
      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, top.width()));
  const QFont small = smaller(option.font);
  painter.setFont(small);
  painter.setPen(colours.muted);
  const QString split = splitOf(index);
  painter.drawText(bottom, Qt::AlignRight | Qt::AlignVCenter, split);
  const QFontMetrics metrics(small);
  const int room = bottom.width() - metrics.horizontalAdvance(split) - theme::grid;
  painter.drawText(
      bottom, Qt::AlignLeft | Qt::AlignVCenter,
      metrics.elidedText(index.data(ImageListModel::DetailRole).toString(), Qt::ElideRight, room));
}

void ImageListDelegate::paintCell(QPainter& painter,
                                  const QStyleOptionViewItem& option,
                                  const QModelIndex& index,
                                  const QRect& cell) const {
  const QFont small = smaller(option.font);
  const QFontMetrics metrics(small);
  const QRect name(cell.left() + theme::tight, cell.bottom() - metrics.height() - 2,
                   cell.width() - 2 * theme::tight, metrics.height());
  const QRect picture(cell.left() + theme::tight, cell.top() + theme::tight, name.width(),
                      name.top() - cell.top() - theme::grid + 2);
  painter.setOpacity(isExcluded(index) ? 0.45 : 1);
  paintWhole(painter, picture, index);
  const QIcon badge = badgeOf(index);
  if (!badge.isNull()) {
    const QRect corner(picture.right() - badgeSide - 2, picture.top() + 2, badgeSide + 2,
                       badgeSide + 2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::colours().card);
    painter.drawEllipse(corner);
    badge.paint(&painter, corner.adjusted(1, 1, -1, -1));
  }
  painter.setFont(small);
  painter.setPen(theme::colours().text);
  painter.drawText(name, Qt::AlignCenter,
                   metrics.elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
}

QSize ImageListDelegate::cellSize(const QFont& font) const {
  const int caption = QFontMetrics(smaller(font)).height() + theme::grid;
  return {look_.side + theme::grid, look_.side * 3 / 4 + caption + theme::grid};
}

QSize ImageListDelegate::sizeHint(const QStyleOptionViewItem& option,
                                  const QModelIndex& /*index*/) const {
  const QSize cell = cellSize(option.font);
  return look_.isGrid ? QSize(std::max(cell.width(), cellWidth_), cell.height())
                      : QSize(24 * theme::grid, thumbnailSide + 2 * theme::grid);
}

}  // namespace touchstone::ui
