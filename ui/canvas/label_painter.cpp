#include "ui/canvas/label_painter.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPixmapCache>

namespace touchstone::ui {
namespace {

constexpr double lineWidth = 2;
constexpr int symbolSize = 12;

int symbolsOf(const ShapeStyle& style) {
  return (style.locked ? 1 : 0) + (style.verified ? 1 : 0);
}

QPixmap symbol(const QString& name, QColor colour, double ratio) {
  const QString key = QStringLiteral("label-%1-%2-%3").arg(name).arg(colour.rgb()).arg(ratio);
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = theme::icon(name).pixmap(QSize(symbolSize, symbolSize), ratio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, symbolSize, symbolSize), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
  }
  return pixmap;
}

}  // namespace

QRectF labelPlace(const labeling::Box& bounds,
                  const ViewTransform& view,
                  const ShapeStyle& style,
                  const QFontMetricsF& metrics) {
  if (style.label.isEmpty()) {
    return {};
  }
  const QPointF corner = view.toView(labeling::Point{bounds.x0, bounds.y0});
  const double height = metrics.height() + 2;
  QRectF tag(corner.x() - lineWidth / 2 - 1, corner.y() - height,
             metrics.horizontalAdvance(style.label) + 10 + symbolsOf(style) * (symbolSize + 2),
             height);
  if (tag.top() < 0 && tag.bottom() > -height) {
    tag.moveTop(corner.y());
  }
  return tag;
}

void paintLabel(QPainter& painter,
                const labeling::Box& bounds,
                const ViewTransform& view,
                const ShapeStyle& style) {
  const QRectF tag = labelPlace(bounds, view, style, QFontMetricsF(painter.font()));
  if (tag.isEmpty()) {
    return;
  }
  QColor background = style.colour;
  background.setAlpha(style.selected || style.hovered ? 255 : 215);
  const QColor ink = readableOn(style.colour);
  painter.fillRect(tag, background);
  painter.setPen(ink);
  painter.drawText(tag.adjusted(5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, style.label);
  QPointF at(tag.right() - 3 - symbolsOf(style) * (symbolSize + 2),
             tag.center().y() - symbolSize / 2.0);
  const double ratio = painter.device()->devicePixelRatioF();
  for (const auto& [isShown, name] :
       {std::pair(style.locked, "lock"), std::pair(style.verified, "check")}) {
    if (isShown) {
      painter.drawPixmap(at, symbol(QLatin1String(name), ink, ratio));
      at.rx() += symbolSize + 2;
    }
  }
}

QColor readableOn(QColor background) {
  const double luminance =
      0.299 * background.redF() + 0.587 * background.greenF() + 0.114 * background.blueF();
  return luminance > 0.5 ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace touchstone::ui
