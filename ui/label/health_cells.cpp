#include "ui/label/health_cells.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

constexpr int rowHeight = 3 * theme::grid;
constexpr int leastCell = 4 * theme::grid + theme::tight;
constexpr int widestCell = 11 * theme::grid;
constexpr int widestName = 14 * theme::grid;
constexpr int mapHeight = 30 * theme::grid;
constexpr QPoint nowhere{-1, -1};

QColor mixed(const QColor& from, const QColor& to, double share) {
  const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
  return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

}  // namespace

HealthCells::HealthCells(const QString& name, QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("%1: arrow keys move, Enter lists the images").arg(name));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HealthCells::setTable(const CellTable& table) {
  table_ = table;
  const auto& values = table_.counts.values;
  largest_ = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  const auto widest = [this](const QStringList& names) {
    int width = 0;
    for (const QString& name : names) {
      width = std::max(width, fontMetrics().horizontalAdvance(name));
    }
    return std::min(width, widestName) + theme::grid;
  };
  widestRow_ = widest(table_.rows);
  widestColumn_ = widest(table_.columns);
  hovered_ = nowhere;
  const bool isThere = current_.x() < columnCount() && current_.y() < rowCount();
  setCurrent(isThere ? current_ : QPoint());
  updateGeometry();
}

long HealthCells::countAt(QPoint cell) const {
  return table_.counts(static_cast<std::size_t>(cell.y()), static_cast<std::size_t>(cell.x()));
}

int HealthCells::headWidth() const {
  return isMap() ? 0 : widestRow_;
}

bool HealthCells::headsAreTurned() const {
  return widestColumn_ > cellWidth();
}

int HealthCells::headHeight() const {
  return isMap() ? 0 : headsAreTurned() ? widestColumn_ : rowHeight;
}

int HealthCells::cellWidth() const {
  const int room = (width() - headWidth()) / std::max(1, columnCount());
  return isMap() ? std::max(1, room) : std::clamp(room, leastCell, widestCell);
}

int HealthCells::cellHeight() const {
  return isMap() ? std::max(1, height() / std::max(1, rowCount())) : rowHeight;
}

QRect HealthCells::cellRect(int row, int column) const {
  const int w = cellWidth();
  const int h = cellHeight();
  return {headWidth() + column * w, headHeight() + row * h, w, h};
}

QSize HealthCells::sizeHint() const {
  if (rowCount() == 0) {
    return {rowHeight, rowHeight};
  }
  if (isMap()) {
    return {mapHeight, mapHeight};
  }
  return {widestRow_ + columnCount() * leastCell, headHeight() + rowCount() * rowHeight};
}

QPoint HealthCells::cellAt(QPoint place) const {
  const int column = (place.x() - headWidth()) / cellWidth();
  const int row = (place.y() - headHeight()) / cellHeight();
  const bool isInside = place.x() >= headWidth() && place.y() >= headHeight() &&
                        column < columnCount() && row < rowCount();
  return isInside ? QPoint(column, row) : nowhere;
}

void HealthCells::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing, !isMap());
  if (!isMap()) {
    paintNames(painter);
  }
  for (int row = 0; row < rowCount(); ++row) {
    for (int column = 0; column < columnCount(); ++column) {
      paintCell(painter, {column, row});
    }
  }
}

void HealthCells::paintNames(QPainter& painter) const {
  painter.setPen(theme::colours().text);
  for (int row = 0; row < rowCount(); ++row) {
    const QRect area(0, cellRect(row, 0).top(), widestRow_ - theme::tight, rowHeight);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter,
                     fontMetrics().elidedText(table_.rows[row], Qt::ElideMiddle, area.width()));
  }
  for (int column = 0; column < columnCount(); ++column) {
    const QRect cell = cellRect(0, column);
    if (!headsAreTurned()) {
      painter.drawText(QRect(cell.left(), 0, cell.width(), headHeight()), Qt::AlignCenter,
                       table_.columns[column]);
      continue;
    }
    painter.save();
    painter.translate(cell.left(), headHeight());
    painter.rotate(-90);
    painter.drawText(QRect(theme::tight, 0, headHeight(), cell.width()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(table_.columns[column], Qt::ElideRight,
                                              headHeight() - theme::tight));
    painter.restore();
  }
}

void HealthCells::paintCell(QPainter& painter, QPoint cell) const {
  const theme::Colours& colours = theme::colours();
  const int gap = isMap() ? 0 : 1;
  const QRect area = cellRect(cell.y(), cell.x()).adjusted(gap, gap, -gap, -gap);
  const long count = countAt(cell);
  // The root keeps rare cells visible beside frequent ones.
  const double share = count > 0
                           ? 0.12 + 0.88 * std::sqrt(static_cast<double>(count) /
                                                     static_cast<double>(std::max(1L, largest_)))
                           : 0;
  painter.setPen(Qt::NoPen);
  painter.setBrush(mixed(colours.window, colours.accent, share));
  painter.drawRoundedRect(area, isMap() ? 0 : 3, isMap() ? 0 : 3);
  if (!isMap()) {
    painter.setPen(share > 0.6 ? colours.accentText : count > 0 ? colours.text : colours.muted);
    painter.drawText(area, Qt::AlignCenter, QString::number(count));
  }
  if (cell == hovered_ || (hasFocus() && cell == current_)) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.text, 2));
    painter.drawRect(area.adjusted(1, 1, -1, -1));
  }
}

void HealthCells::setCurrent(QPoint cell) {
  current_ = cell;
  const bool isThere = cell.x() < columnCount() && cell.y() < rowCount();
  setAccessibleDescription(isThere ? table_.tip(cell.y(), cell.x()) : QString());
  update();
}

void HealthCells::mousePressEvent(QMouseEvent* event) {
  const QPoint cell = cellAt(event->pos());
  if (cell != nowhere && event->button() == Qt::LeftButton) {
    setCurrent(cell);
    Q_EMIT chosen(table_.query(cell.y(), cell.x()));
  }
}

void HealthCells::mouseMoveEvent(QMouseEvent* event) {
  const QPoint cell = cellAt(event->pos());
  if (cell != hovered_) {
    hovered_ = cell;
    setCursor(cell != nowhere ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
  }
}

void HealthCells::resizeEvent(QResizeEvent*) {
  updateGeometry();  // whether the names at the top are turned depends on the width
}

void HealthCells::leaveEvent(QEvent*) {
  hovered_ = nowhere;
  update();
}

void HealthCells::keyPressEvent(QKeyEvent* event) {
  QPoint next = current_;
  switch (event->key()) {
    case Qt::Key_Left:
      next.rx() -= 1;
      break;
    case Qt::Key_Right:
      next.rx() += 1;
      break;
    case Qt::Key_Up:
      next.ry() -= 1;
      break;
    case Qt::Key_Down:
      next.ry() += 1;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (current_.x() < columnCount() && current_.y() < rowCount()) {
        Q_EMIT chosen(table_.query(current_.y(), current_.x()));
      }
      return;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  setCurrent({std::clamp(next.x(), 0, std::max(0, columnCount() - 1)),
              std::clamp(next.y(), 0, std::max(0, rowCount() - 1))});
}

bool HealthCells::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) {
    return QWidget::event(event);
  }
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const QPoint cell = cellAt(help->pos()); cell != nowhere) {
    QToolTip::showText(help->globalPos(), table_.tip(cell.y(), cell.x()), this,
                       cellRect(cell.y(), cell.x()));
  } else {
    QToolTip::hideText();
  }
  return true;
}

}  // namespace touchstone::ui
