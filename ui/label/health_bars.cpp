#include "ui/label/health_bars.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int rowHeight = 3 * theme::grid - 2;
constexpr int widestName = 16 * theme::grid;
constexpr int leastBar = 10 * theme::grid;

}  // namespace

HealthBars::HealthBars(const QString& name, QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("%1: arrow keys move, Enter lists the images").arg(name));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HealthBars::setBars(const QList<ChartBar>& bars) {
  bars_ = bars;
  largest_ = 0;
  for (const ChartBar& bar : bars_) {
    largest_ = std::max(largest_, bar.value);
  }
  hovered_ = -1;
  setCurrent(std::min<int>(current_, std::max<int>(0, static_cast<int>(bars_.size()) - 1)));
  updateGeometry();
}

void HealthBars::setMarks(const QList<std::pair<int, QString>>& marks) {
  marks_ = marks;
  update();
}

QRect HealthBars::rowRect(int row) const {
  return {0, row * rowHeight, width(), rowHeight};
}

QSize HealthBars::sizeHint() const {
  return {nameWidth() + leastBar + figureWidth(),
          std::max<int>(1, static_cast<int>(bars_.size())) * rowHeight};
}

int HealthBars::nameWidth() const {
  int widest = 0;
  for (const ChartBar& bar : bars_) {
    widest = std::max(widest, fontMetrics().horizontalAdvance(bar.name));
  }
  return std::min(widest, widestName) + theme::grid + theme::tight;
}

int HealthBars::figureWidth() const {
  int widest = 0;
  for (const ChartBar& bar : bars_) {
    widest = std::max(widest, fontMetrics().horizontalAdvance(bar.figure));
  }
  int mark = 0;
  for (const auto& [row, text] : marks_) {
    mark = std::max(mark, fontMetrics().horizontalAdvance(text) + theme::grid);
  }
  return widest + mark + theme::grid;
}

int HealthBars::rowAt(QPoint place) const {
  const int row = place.y() / rowHeight;
  return place.y() >= 0 && row < bars_.size() ? row : -1;
}

void HealthBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  for (int row = 0; row < bars_.size(); ++row) {
    paintRow(painter, row);
  }
  const theme::Colours& colours = theme::colours();
  for (const auto& [row, text] : marks_) {
    const int y = rowRect(row).top();
    painter.setPen(QPen(colours.muted, 1, Qt::DashLine));
    painter.drawLine(nameWidth(), y, width(), y);
    painter.setPen(colours.muted);
    painter.drawText(QRect(0, y, width(), rowHeight), Qt::AlignRight | Qt::AlignVCenter, text);
  }
}

void HealthBars::paintRow(QPainter& painter, int row) const {
  const theme::Colours& colours = theme::colours();
  const ChartBar& bar = bars_[row];
  const QRect area = rowRect(row);
  if (row == hovered_ || (hasFocus() && row == current_)) {
    painter.setPen(hasFocus() && row == current_ ? QPen(colours.accent) : QPen(Qt::NoPen));
    painter.setBrush(colours.hover);
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), theme::tight,
                            theme::tight);
  }
  const int left = nameWidth();
  const int right = figureWidth();
  painter.setPen(bar.value > 0 ? colours.text : colours.muted);
  const QRect name(theme::tight, area.top(), left - theme::grid, rowHeight);
  painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter,
                   fontMetrics().elidedText(bar.name, Qt::ElideMiddle, name.width()));
  const double share = largest_ > 0 ? bar.value / largest_ : 0;
  const double room = width() - left - right;
  const double length = bar.value > 0 ? std::max(2.0, share * room) : 0;
  painter.setPen(Qt::NoPen);
  painter.setBrush(bar.colour.isValid() ? bar.colour : colours.accent);
  painter.drawRoundedRect(QRectF(left, area.top() + 4, length, rowHeight - 8), 2, 2);
  painter.setPen(colours.muted);
  painter.drawText(QRectF(left + length + theme::tight, area.top(), right, rowHeight),
                   Qt::AlignLeft | Qt::AlignVCenter, bar.figure);
}

void HealthBars::setCurrent(int row) {
  current_ = row;
  setAccessibleDescription(row < bars_.size() ? bars_[row].tip : QString());
  update();
}

void HealthBars::mousePressEvent(QMouseEvent* event) {
  const int row = rowAt(event->pos());
  if (row >= 0 && event->button() == Qt::LeftButton) {
    setCurrent(row);
    Q_EMIT chosen(bars_[row].query);
  }
}

void HealthBars::mouseMoveEvent(QMouseEvent* event) {
  const int row = rowAt(event->pos());
  if (row != hovered_) {
    hovered_ = row;
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
  }
}

void HealthBars::leaveEvent(QEvent*) {
  hovered_ = -1;
  update();
}

void HealthBars::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(bars_.size()) - 1;
  switch (event->key()) {
    case Qt::Key_Up:
      setCurrent(std::max(0, current_ - 1));
      return;
    case Qt::Key_Down:
      setCurrent(std::clamp(current_ + 1, 0, std::max(0, last)));
      return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (current_ <= last) {
        Q_EMIT chosen(bars_[current_].query);
      }
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

bool HealthBars::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) {
    return QWidget::event(event);
  }
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const int row = rowAt(help->pos()); row >= 0) {
    QToolTip::showText(help->globalPos(), bars_[row].tip, this, rowRect(row));
  } else {
    QToolTip::hideText();
  }
  return true;
}

}  // namespace touchstone::ui
