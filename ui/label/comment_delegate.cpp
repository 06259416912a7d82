#include "ui/label/comment_delegate.h"

#include "ui/label/comment_list_model.h"
#include "ui/theme/parts.h"

#include <QPainter>
#include <QTextOption>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int mostLines = 3;
constexpr int symbolSide = 14;
constexpr int textLeft = 2 * theme::grid + symbolSide;

int textHeight(const QFontMetrics& metrics, const QString& text, int width) {
  const QRect wanted =
      metrics.boundingRect(QRect(0, 0, std::max(1, width), 10'000), Qt::TextWordWrap, text);
  return std::clamp(wanted.height(), metrics.lineSpacing(), mostLines * metrics.lineSpacing());
}

}  // namespace

void CommentDelegate::paint(QPainter* painter,
                            const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  painter->save();
  const theme::Colours& colours = theme::colours();
  paintRowState(*painter, option);
  const bool isResolved = index.data(CommentListModel::ResolvedRole).toBool();
  const QRect row = option.rect.adjusted(0, theme::grid, -theme::grid, -theme::grid);
  const QRect symbol(theme::grid, row.top() + 1, symbolSide, symbolSide);
  theme::icon(isResolved ? QStringLiteral("circle-check") : QStringLiteral("message-square"),
              isResolved ? &theme::Colours::success : &theme::Colours::warning)
      .paint(painter, symbol);
  painter->setOpacity(isResolved ? 0.6 : 1);
  const QString text = index.data().toString();
  QRect place(textLeft, row.top(), row.right() - textLeft, 0);
  place.setHeight(textHeight(option.fontMetrics, text, place.width()));
  QTextOption wrap;
  wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  painter->setPen(colours.text);
  painter->setClipRect(place);
  painter->drawText(QRectF(place.x(), place.y(), place.width(), 10'000), text, wrap);
  painter->setClipping(false);
  QFont small = option.font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  painter->setFont(small);
  painter->setPen(colours.muted);
  const QRect about(place.left(), place.bottom() + theme::tight, place.width(),
                    row.bottom() - place.bottom());
  painter->drawText(
      about, Qt::AlignLeft | Qt::AlignTop,
      painter->fontMetrics().elidedText(index.data(CommentListModel::AboutRole).toString(),
                                        Qt::ElideRight, about.width()));
  painter->restore();
}

QSize CommentDelegate::sizeHint(const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  const int width = option.widget != nullptr ? option.widget->width() : 30 * theme::grid;
  const int text =
      textHeight(option.fontMetrics, index.data().toString(), width - textLeft - 3 * theme::grid);
  return {16 * theme::grid,
          text + option.fontMetrics.lineSpacing() + 2 * theme::grid + theme::tight};
}

}  // namespace touchstone::ui
