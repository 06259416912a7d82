#include "ui/train/curve_chart.h"

#include "ui/theme/parts.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::ui {

CurveChart::CurveChart(const QString& name, const QString& across, double ceiling, QWidget* parent)
    : QWidget(parent),
      name_(name),
      legend_(makeCaption(name)),
      chart_(new QChart),
      across_(new QValueAxis(this)),
      up_(new QValueAxis(this)),
      ceiling_(ceiling) {
  chart_->addAxis(across_, Qt::AlignBottom);
  chart_->addAxis(up_, Qt::AlignLeft);
  chart_->setMargins({});
  chart_->layout()->setContentsMargins(0, 0, 0, 0);
  chart_->setBackgroundVisible(false);
  chart_->legend()->hide();
  across_->setTitleText(across);
  across_->setLabelFormat("%d");
  across_->setGridLineVisible(false);
  up_->setLabelFormat("%.2f");
  up_->setLineVisible(false);

  auto* view = new QChartView(chart_);
  view->setRenderHint(QPainter::Antialiasing);
  view->setFrameShape(QFrame::NoFrame);
  view->setBackgroundBrush(Qt::NoBrush);
  view->viewport()->setAutoFillBackground(false);
  view->setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addWidget(legend_);
  layout->addWidget(view, 1);
  setMinimumHeight(14 * theme::grid);
  applyColours();
}

void CurveChart::setName(const QString& name) {
  name_ = name;
  showLegend();
}

void CurveChart::setShareAcross(const QString& across) {
  shareAcross_ = true;
  across_->setTitleText(across);
  across_->setLabelFormat("%.1f");
}

void CurveChart::setCurves(const std::vector<Curve>& curves, double last) {
  for (QLineSeries* series : std::exchange(series_, {})) {
    chart_->removeSeries(series);
    delete series;
  }
  colours_.clear();
  for (const Curve& curve : curves) {
    auto* series = new QLineSeries;
    series->setName(curve.name);
    series->setPointsVisible(curve.points.size() <= 40);
    series->replace(QList<QPointF>(curve.points.begin(), curve.points.end()));
    chart_->addSeries(series);
    series->attachAxis(across_);
    series->attachAxis(up_);
    series_.append(series);
    colours_.push_back(curve.colour);
  }
  showRange(curves, last);
  applyColours();
}

void CurveChart::showRange(const std::vector<Curve>& curves, double last) {
  double highest = 0;
  for (const Curve& curve : curves) {
    for (const QPointF& point : curve.points) {
      last = std::max(last, point.x());
      highest = std::max(highest, point.y());
    }
  }
  if (shareAcross_) {
    across_->setRange(0, 1);
    across_->setTickCount(6);
  } else {
    last = std::max(last, 2.0);
    across_->setRange(1, last);
    // Whole numbers only, and at most about ten of them.
    across_->setTickType(QValueAxis::TicksDynamic);
    across_->setTickAnchor(1);
    across_->setTickInterval(std::max(1.0, std::ceil((last - 1) / 10)));
  }
  up_->setTickCount(5);
  if (ceiling_ > 0) {
    up_->setRange(floor_, ceiling_);
  } else {
    up_->setRange(0, highest > 0 ? highest : 1);
    up_->applyNiceNumbers();
  }
}

void CurveChart::applyColours() {
  const theme::Colours& c = theme::colours();
  const std::array<QColor, 3> lines{c.accent, c.warning, c.success};
  for (qsizetype i = 0; i < series_.size(); ++i) {
    const QColor& own = colours_[static_cast<std::size_t>(i)];
    series_[i]->setPen(
        QPen(own.isValid() ? own : lines[static_cast<std::size_t>(i) % lines.size()], 2));
  }
  for (QValueAxis* axis : {across_, up_}) {
    axis->setLabelsColor(c.muted);
    axis->setTitleBrush(c.muted);
    axis->setGridLineColor(c.border);
    axis->setLinePenColor(c.border);
    QFont font = this->font();
    font.setPointSizeF(std::max(7.0, font.pointSizeF() - 1));
    axis->setLabelsFont(font);
    axis->setTitleFont(font);
  }
  showLegend();
}

void CurveChart::showLegend() {
  QString text = name_.toHtmlEscaped();
  if (series_.size() > 1) {
    for (const QLineSeries* series : series_) {
      text += QStringLiteral("&nbsp;&nbsp;&nbsp;<span style=\"color:%1\">●</span>&nbsp;%2")
                  .arg(series->pen().color().name(), series->name().toHtmlEscaped());
    }
  }
  legend_->setText(text);
}

void CurveChart::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  // A chart that was filled while hidden has shortened its labels to nothing.
  for (QValueAxis* axis : {across_, up_}) {
    axis->setLabelsVisible(false);
    axis->setLabelsVisible(true);
  }
}

void CurveChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
    applyColours();
  }
}

}  // namespace touchstone::ui
