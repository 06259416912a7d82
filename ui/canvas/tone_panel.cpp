#include "ui/canvas/tone_panel.h"

#include "ui/canvas/canvas.h"
#include "ui/canvas/histogram.h"
#include "ui/theme/parts.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::ui {
namespace {

constexpr int windowSteps = 1000;
constexpr int overviewSide = 512;   ///< of the picture that values are counted in
constexpr double autoTail = 0.005;  ///< share of the values that "Auto" leaves out at each end

QString withSign(int value) {
  return value > 0 ? QStringLiteral("+%1").arg(value) : QString::number(value);
}

QString valueText(double value) {
  return QString::number(value, 'g', 5);
}

double gammaAt(int slider) {
  return std::pow(5.0, slider / 100.0);
}

int sliderAt(double gamma) {
  return static_cast<int>(std::lround(std::log(gamma) / std::log(5.0) * 100));
}

}  // namespace

QString toneText(const Tone& tone) {
  QStringList parts;
  if (tone.window) {
    parts << TonePanel::tr("values %1 … %2")
                 .arg(valueText(tone.window->low), valueText(tone.window->high));
  }
  if (tone.brightness != 0) {
    parts << TonePanel::tr("brightness %1").arg(withSign(tone.brightness));
  }
  if (tone.contrast != 0) {
    parts << TonePanel::tr("contrast %1").arg(withSign(tone.contrast));
  }
  if (tone.gamma != 1) {
    parts << TonePanel::tr("gamma %1").arg(tone.gamma, 0, 'f', 2);
  }
  return parts.join(QStringLiteral(", "));
}

TonePanel::TonePanel(Canvas& canvas)
    : QFrame(&canvas, Qt::Popup), canvas_(canvas), histogram_(new Histogram) {
  setAttribute(Qt::WA_DeleteOnClose);
  theme::setRole(this, theme::Role::Popup);
  setAccessibleName(tr("How the picture is shown"));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(theme::grid);
  low_ = addRow(*grid, tr("Black at"), 0, windowSteps);
  high_ = addRow(*grid, tr("White at"), 0, windowSteps);
  brightness_ = addRow(*grid, tr("Brightness"), -100, 100);
  contrast_ = addRow(*grid, tr("Contrast"), -100, 100);
  gamma_ = addRow(*grid, tr("Gamma"), -100, 100);
  opacity_ = addRow(*grid, tr("Objects"), 0, 100);
  opacity_.slider->setToolTip(tr("How opaque masks and other areas are"));
  auto* automatic = makeButton(tr("Auto"), QStringLiteral("sparkles"));
  automatic->setToolTip(tr("Show the values that nearly all pixels have"));
  auto* neutral = makeButton(tr("Reset"), QStringLiteral("rotate-ccw"));
  connect(automatic, &QPushButton::clicked, this, &TonePanel::chooseWindow);
  connect(neutral, &QPushButton::clicked, this, &TonePanel::reset);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(automatic);
  buttons->addWidget(neutral);
  buttons->addStretch(1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->addWidget(makeHeading(tr("How the picture is shown")));
  layout->addWidget(histogram_);
  layout->addLayout(grid);
  layout->addLayout(buttons);
  layout->addWidget(makeCaption(tr("The file stays as it is.")));
  histogram_->setCounts(histogramOf(canvas_.picture().overview(overviewSide),
                                    canvas_.picture().values(), Histogram::bins));
  showTone();
  connect(&canvas_, &Canvas::toneChanged, this, &TonePanel::showTone);
}

TonePanel::Row TonePanel::addRow(QGridLayout& grid, const QString& name, int low, int high) {
  const int row = grid.rowCount();
  auto* slider = new QSlider(Qt::Horizontal);
  slider->setRange(low, high);
  slider->setMinimumWidth(22 * theme::grid);
  slider->setAccessibleName(name);
  auto* value = new QLabel;
  value->setMinimumWidth(7 * theme::grid);
  value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  grid.addWidget(new QLabel(name), row, 0);
  grid.addWidget(slider, row, 1);
  grid.addWidget(value, row, 2);
  connect(slider, &QSlider::valueChanged, this, &TonePanel::apply);
  return {slider, value};
}

void TonePanel::popUp(QWidget* anchor) {
  adjustSize();
  const QPoint below = anchor->mapToGlobal(QPoint(anchor->width(), anchor->height()));
  move(below - QPoint(width(), -theme::tight));
  show();
  brightness_.slider->setFocus();
}

void TonePanel::apply() {
  const ValueRange values = canvas_.picture().values();
  const double width = values.high - values.low;
  Tone tone;
  tone.brightness = brightness_.slider->value();
  tone.contrast = contrast_.slider->value();
  tone.gamma = gamma_.slider->value() == 0 ? 1 : gammaAt(gamma_.slider->value());
  const int low = low_.slider->value();
  const int high = std::max(low + 1, high_.slider->value());
  if (low != 0 || high_.slider->value() != windowSteps) {
    tone.window =
        ValueRange{values.low + width * low / windowSteps, values.low + width * high / windowSteps};
  }
  canvas_.options().setOpacity(opacity_.slider->value());
  canvas_.setTone(tone);
  showTone();
}

void TonePanel::showTone() {
  const Tone& tone = canvas_.tone();
  const ValueRange values = canvas_.picture().values();
  const ValueRange window = tone.window.value_or(values);
  const double width = std::max(values.high - values.low, 1e-30);
  const double low = std::clamp((window.low - values.low) / width, 0.0, 1.0);
  const double high = std::clamp((window.high - values.low) / width, 0.0, 1.0);
  const auto set = [](const Row& row, int value, const QString& text) {
    const QSignalBlocker blocker(row.slider);
    row.slider->setValue(value);
    row.value->setText(text);
  };
  set(low_, static_cast<int>(std::lround(low * windowSteps)), valueText(window.low));
  set(high_, static_cast<int>(std::lround(high * windowSteps)), valueText(window.high));
  set(brightness_, tone.brightness, withSign(tone.brightness));
  set(contrast_, tone.contrast, withSign(tone.contrast));
  set(gamma_, sliderAt(tone.gamma), QString::number(tone.gamma, 'f', 2));
  const int opacity = canvas_.options().opacity();
  set(opacity_, opacity, tr("%1 %").arg(opacity));
  histogram_->setWindow(low, high);
}

void TonePanel::chooseWindow() {
  const ValueRange values = canvas_.picture().values();
  constexpr int bins = 4096;
  const std::vector<int> counts =
      histogramOf(canvas_.picture().overview(overviewSide), values, bins);
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  const auto edge = [&](double share) {
    double sum = 0;
    int bin = 0;
    while (bin < bins - 1 && sum + counts[static_cast<std::size_t>(bin)] <= share * total) {
      sum += counts[static_cast<std::size_t>(bin++)];
    }
    return bin;
  };
  const double step = (values.high - values.low) / bins;
  Tone tone = canvas_.tone();
  tone.window =
      ValueRange{values.low + edge(autoTail) * step, values.low + (edge(1 - autoTail) + 1) * step};
  canvas_.setTone(tone);
}

void TonePanel::reset() {
  canvas_.setTone({});
}

}  // namespace touchstone::ui
