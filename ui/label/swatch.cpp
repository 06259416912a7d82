#include "ui/label/swatch.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPixmap>

namespace touchstone::ui {

QIcon swatch(std::uint32_t colour) {
  constexpr int side = 28;  // shown at half the size, sharp on high-DPI screens
  QPixmap pixmap(side, side);
  pixmap.setDevicePixelRatio(2);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme::colours().border, 1));
  painter.setBrush(QColor(QRgb{colour}));
  painter.drawRoundedRect(QRectF(0.5, 0.5, side / 2.0 - 1, side / 2.0 - 1), 3, 3);
  QIcon icon(pixmap);
  icon.addPixmap(pixmap, QIcon::Selected);  // a selected row must not tint it
  return icon;
}

}  // namespace touchstone::ui
