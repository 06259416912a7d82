#include "ui/review/confusion_matrix_widget.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace touchstone::ui {

namespace {

constexpr int smallestCell = 3 * theme::grid - 2;
constexpr int largestCell = 12 * theme::grid;
constexpr int widestLabel = 12 * theme::grid;

QColor mixed(const QColor& from, const QColor& to, double share) {
  const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
  return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

}  // namespace

ConfusionMatrixWidget::ConfusionMatrixWidget(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Confusion matrix: arrow keys move, Enter shows the samples of a cell"));
}

void ConfusionMatrixWidget::setMatrix(const QStringList& classes,
                                      const analysis::Matrix<long>& counts,
                                      Numbers numbers) {
  const bool fits =
      counts.rows == static_cast<std::size_t>(classes.size()) && counts.columns == counts.rows;
  classes_ = fits ? classes : QStringList();
  counts_ = fits ? counts : analysis::Matrix<long>();
  int widest = 0;
  for (const QString& name : classes_) {
    widest = std::max(widest, fontMetrics().horizontalAdvance(name));
  }
  labelWidth_ = std::min(widest, widestLabel) + theme::grid;
  isDifference_ = false;
  numbers_ = numbers;
  focus_ = {};
  hovered_.reset();
  chosen_.reset();
  updateGeometry();
  update();
}

void ConfusionMatrixWidget::setDifference(const QStringList& classes,
                                          const analysis::Matrix<long>& change) {
  setMatrix(classes, change);
  isDifference_ = true;
}

void ConfusionMatrixWidget::clearChoice() {
  chosen_.reset();
  update();
}

int ConfusionMatrixWidget::cellSideBelow(int header) const {
  const int room = std::min(width() - labelWidth_, height() - header) / std::max(1, classCount());
  return std::clamp(room, smallestCell, largestCell);
}

bool ConfusionMatrixWidget::headsAreTurned() const {
  return labelWidth_ > cellSideBelow(fontMetrics().height() + theme::tight);
}

int ConfusionMatrixWidget::headerHeight() const {
  return headsAreTurned() ? labelWidth_ : fontMetrics().height() + theme::tight;
}

int ConfusionMatrixWidget::cellSide() const {
  return cellSideBelow(headerHeight());
}

QRect ConfusionMatrixWidget::cellRect(int row, int column) const {
  const int side = cellSide();
  return {labelWidth_ + column * side, headerHeight() + row * side, side, side};
}

QSize ConfusionMatrixWidget::sizeHint() const {
  const int side = classCount() <= 6 ? 6 * theme::grid : smallestCell + theme::grid;
  return {labelWidth_ + classCount() * side, labelWidth_ + classCount() * side};
}

QSize ConfusionMatrixWidget::minimumSizeHint() const {
  return {labelWidth_ + classCount() * smallestCell, labelWidth_ + classCount() * smallestCell};
}

std::optional<ConfusionMatrixWidget::Cell> ConfusionMatrixWidget::cellAt(QPoint position) const {
  for (int row = 0; row < classCount(); ++row) {
    for (int column = 0; column < classCount(); ++column) {
      if (cellRect(row, column).contains(position)) {
        return Cell{row, column};
      }
    }
  }
  return std::nullopt;
}

long ConfusionMatrixWidget::countAt(Cell cell) const {
  return counts_(static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.column));
}

double ConfusionMatrixWidget::shareAt(Cell cell) const {
  const auto row = counts_.row(static_cast<std::size_t>(cell.row));
  long sum = 0;
  for (const long count : row) {
    sum += count;
  }
  return sum > 0 ? static_cast<double>(countAt(cell)) / static_cast<double>(sum) : 0;
}

QString ConfusionMatrixWidget::describe(Cell cell) const {
  const QString count = isDifference_ ? changeLook(cell).text : QString::number(countAt(cell));
  return cell.row == cell.column
             ? tr("%1 labelled and recognised as %2").arg(count, classes_[cell.row])
             : tr("%1 labelled %2, taken for %3")
                   .arg(count, classes_[cell.row], classes_[cell.column]);
}

void ConfusionMatrixWidget::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  drawLabels(painter);
  for (int row = 0; row < classCount(); ++row) {
    for (int column = 0; column < classCount(); ++column) {
      drawCell(painter, {row, column});
    }
  }
}

void ConfusionMatrixWidget::drawLabels(QPainter& painter) const {
  const QFontMetrics metrics = fontMetrics();
  painter.setPen(theme::colours().text);
  for (int i = 0; i < classCount(); ++i) {
    const QRect left(0, cellRect(i, 0).top(), labelWidth_ - theme::tight, cellSide());
    painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(classes_[i], Qt::ElideRight, left.width()));
    drawHead(painter, i);
  }
}

void ConfusionMatrixWidget::drawHead(QPainter& painter, int column) const {
  const QRect top(cellRect(0, column).left(), 0, cellSide(), headerHeight() - theme::tight);
  if (!headsAreTurned()) {
    painter.drawText(top, Qt::AlignCenter, classes_[column]);
    return;
  }
  painter.save();
  painter.translate(top.left(), top.top() + top.height());
  painter.rotate(-90);
  painter.drawText(QRect(0, 0, top.height(), top.width()), Qt::AlignLeft | Qt::AlignVCenter,
                   fontMetrics().elidedText(classes_[column], Qt::ElideRight, top.height()));
  painter.restore();
}

ConfusionMatrixWidget::Look ConfusionMatrixWidget::countLook(Cell cell) const {
  const theme::Colours& c = theme::colours();
  const long count = countAt(cell);
  return {.text = QString::number(
              numbers_ == Numbers::Percentages ? std::lround(100 * shareAt(cell)) : count),
          .colour = cell.row == cell.column ? c.accent : c.danger,
          .share = count > 0 ? 0.15 + 0.85 * shareAt(cell) : 0};
}

ConfusionMatrixWidget::Look ConfusionMatrixWidget::changeLook(Cell cell) const {
  const theme::Colours& c = theme::colours();
  const long change = countAt(cell);
  const auto largest = std::max_element(counts_.values.begin(), counts_.values.end(),
                                        [](long a, long b) { return std::abs(a) < std::abs(b); });
  const bool isBetter = (cell.row == cell.column) == (change > 0);
  return {.text = change > 0   ? QStringLiteral("+%1").arg(change)
                  : change < 0 ? QStringLiteral("−%1").arg(-change)
                               : QStringLiteral("0"),
          .colour = isBetter ? c.accent : c.danger,
          .share = change == 0 ? 0
                               : 0.15 + 0.6 * static_cast<double>(std::abs(change)) /
                                            static_cast<double>(std::abs(*largest))};
}

void ConfusionMatrixWidget::drawCell(QPainter& painter, Cell cell) const {
  const theme::Colours& c = theme::colours();
  const QRect area = cellRect(cell.row, cell.column).adjusted(1, 1, -1, -1);
  const Look look = isDifference_ ? changeLook(cell) : countLook(cell);
  painter.setPen(Qt::NoPen);
  painter.setBrush(mixed(c.window, look.colour, look.share));
  painter.drawRoundedRect(area, 3, 3);
  painter.setPen(look.share > 0.55 ? c.accentText : (look.share > 0 ? c.text : c.muted));
  painter.drawText(area, Qt::AlignCenter, look.text);
  const bool focused = hasFocus() && cell == focus_;
  if (cell == chosen_ || cell == hovered_ || focused) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(cell == chosen_ ? c.text : c.accent, 2));
    painter.drawRoundedRect(area, 3, 3);
  }
}

void ConfusionMatrixWidget::choose(Cell cell) {
  if (isDifference_) {
    return;
  }
  focus_ = cell;
  chosen_ = cell;
  update();
  Q_EMIT cellChosen(cell.row, cell.column);
}

void ConfusionMatrixWidget::mousePressEvent(QMouseEvent* event) {
  if (const auto cell = cellAt(event->pos()); cell && event->button() == Qt::LeftButton) {
    choose(*cell);
  }
}

void ConfusionMatrixWidget::mouseMoveEvent(QMouseEvent* event) {
  if (const auto cell = cellAt(event->pos()); cell != hovered_) {
    hovered_ = cell;
    setCursor(cell && !isDifference_ ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
  }
}

void ConfusionMatrixWidget::leaveEvent(QEvent*) {
  hovered_.reset();
  update();
}

void ConfusionMatrixWidget::keyPressEvent(QKeyEvent* event) {
  Cell next = focus_;
  switch (event->key()) {
    case Qt::Key_Left:
      --next.column;
      break;
    case Qt::Key_Right:
      ++next.column;
      break;
    case Qt::Key_Up:
      --next.row;
      break;
    case Qt::Key_Down:
      ++next.row;
      break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (classCount() > 0) {
        choose(focus_);
      }
      return;
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  const int last = std::max(0, classCount() - 1);
  focus_ = {std::clamp(next.row, 0, last), std::clamp(next.column, 0, last)};
  if (classCount() > 0) {
    setAccessibleDescription(describe(focus_));
  }
  update();
}

bool ConfusionMatrixWidget::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = cellAt(help->pos())) {
      QToolTip::showText(help->globalPos(), describe(*cell), this);
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  return QWidget::event(event);
}

}  // namespace touchstone::ui
