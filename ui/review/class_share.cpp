#include "ui/review/class_share.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <cmath>

namespace touchstone::ui {

namespace {

constexpr int barHeight = 6;
constexpr int dotSide = 12;

}  // namespace

ClassShare::ClassShare(const QString& role, QWidget* parent) : QWidget(parent), role_(role) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ClassShare::setClass(const QString& name,
                          const QColor& colour,
                          std::optional<double> probability) {
  name_ = name;
  colour_ = colour;
  probability_ = probability;
  setAccessibleName(QStringLiteral("%1: %2").arg(role_, name));
  setVisible(!name.isEmpty());
  update();
}

QSize ClassShare::sizeHint() const {
  return {20 * theme::grid, 2 * fontMetrics().height() + barHeight + 2 * theme::grid};
}

void ClassShare::paintEvent(QPaintEvent*) {
  const theme::Colours& c = theme::colours();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const int line = fontMetrics().height();
  painter.setPen(c.muted);
  painter.drawText(QRect(0, 0, width(), line), Qt::AlignLeft | Qt::AlignVCenter, role_);

  QRect row(0, line + theme::tight, width(), line);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour_);
  painter.drawEllipse(QRect(0, row.center().y() - dotSide / 2 + 1, dotSide, dotSide));
  QFont bold = font();
  bold.setBold(true);
  painter.setFont(bold);
  painter.setPen(c.text);
  if (probability_) {
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                     tr("%1 %").arg(std::lround(100 * *probability_)));
  }
  row.adjust(dotSide + theme::grid, 0, -6 * theme::grid, 0);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(name_, Qt::ElideRight, row.width()));

  if (probability_) {
    QRectF bar(0, row.bottom() + theme::tight, width(), barHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.border);
    painter.drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    bar.setWidth(std::max<double>(barHeight, bar.width() * *probability_));
    painter.setBrush(colour_);
    painter.drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
  }
}

}  // namespace touchstone::ui
