#include "ui/canvas/histogram.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

Histogram::Histogram(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("How often each value occurs"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Histogram::setCounts(std::vector<int> counts) {
  counts_ = std::move(counts);
  update();
}

void Histogram::setWindow(double low, double high) {
  low_ = low;
  high_ = high;
  update();
}

QSize Histogram::sizeHint() const {
  return {32 * theme::grid, 9 * theme::grid};
}

void Histogram::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), theme::colours().base);
  const QRectF window(low_ * width(), 0, (high_ - low_) * width(), height());
  painter.fillRect(window, theme::colours().accentSoft);
  if (!counts_.empty()) {
    // The root keeps rare values visible beside a frequent background.
    const double most = std::sqrt(*std::max_element(counts_.begin(), counts_.end()));
    const double step = static_cast<double>(width()) / static_cast<double>(counts_.size());
    for (std::size_t i = 0; i < counts_.size() && most > 0; ++i) {
      const double bar = std::sqrt(counts_[i]) / most * (height() - 2);
      painter.fillRect(QRectF(static_cast<double>(i) * step, height() - bar, step, bar),
                       theme::colours().muted);
    }
  }
  painter.setPen(theme::colours().border);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace touchstone::ui
