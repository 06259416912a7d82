#pragma once

#include "ui/theme/theme.h"

#include <QPainter>

namespace touchstone::ui {

/// Paints one class into a line: a dot in its colour and its name, cut where it does not fit;
/// nothing for an empty name.
inline void paintClassLine(
    QPainter& painter, QRect line, const QString& name, const QColor& colour, bool bold) {
  constexpr int dotSide = theme::grid;
  if (name.isEmpty()) {
    return;
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(QRect(line.left(), line.center().y() - dotSide / 2 + 1, dotSide, dotSide));
  line.setLeft(line.left() + dotSide + theme::tight);
  QFont font = painter.font();
  font.setBold(bold);
  painter.setFont(font);
  painter.setPen(bold ? theme::colours().text : theme::colours().muted);
  painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(name, Qt::ElideRight, line.width()));
}

}  // namespace touchstone::ui
