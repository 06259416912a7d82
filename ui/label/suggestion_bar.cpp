#include "ui/label/suggestion_bar.h"

#include "ui/label/suggestions.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <cmath>

namespace touchstone::ui {

namespace {

int percentOf(double share) {
  return static_cast<int>(std::lround(share * 100));
}

}  // namespace

SuggestionBar::SuggestionBar(Suggestions& suggestions, QWidget* parent)
    : QFrame(parent),
      suggestions_(suggestions),
      count_(new QLabel),
      progress_(new QProgressBar),
      stop_(makeToolButton(QStringLiteral("x"), tr("Stop suggesting"))),
      choices_(new QWidget),
      answers_(new QHBoxLayout) {
  theme::setRole(this, theme::Role::Panel);
  auto* symbol = new QLabel;
  symbol->setPixmap(
      theme::icon(QStringLiteral("sparkles"), &theme::Colours::accent).pixmap(theme::iconSize));
  progress_->setTextVisible(false);
  progress_->setMaximumHeight(theme::grid);
  progress_->setAccessibleName(tr("Images that the model has looked at"));
  auto* sliders = new QHBoxLayout(choices_);
  sliders->setContentsMargins(0, 0, 0, 0);
  sliders->setSpacing(theme::grid);
  score_ = addSlider(*sliders, tr("Confidence"),
                     tr("Only suggestions that the model is at least so sure of are shown"),
                     scoreValue_);
  overlap_ = addSlider(*sliders, tr("Overlap"),
                       tr("Of suggestions of a class that overlap more, the surest is shown"),
                       overlapValue_);
  answers_->setSpacing(2);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::grid, theme::tight, theme::grid, theme::tight);
  row->setSpacing(theme::grid);
  row->addWidget(symbol);
  row->addWidget(count_);
  row->addWidget(progress_, 1);
  row->addWidget(stop_);
  row->addStretch();
  row->addWidget(choices_);
  row->addLayout(answers_);
  connect(&suggestions_, &Suggestions::changed, this, &SuggestionBar::showState);
  connect(&suggestions_, &Suggestions::askingChanged, this, &SuggestionBar::showState);
  connect(&suggestions_, &Suggestions::progressed, this, &SuggestionBar::showProgress);
  connect(stop_, &QToolButton::clicked, &suggestions_, &Suggestions::stopAsking);
  showState();
}

QSlider* SuggestionBar::addSlider(QHBoxLayout& row,
                                  const QString& name,
                                  const QString& tip,
                                  QLabel*& value) {
  auto* slider = new QSlider(Qt::Horizontal);
  slider->setRange(0, 100);
  slider->setPageStep(10);
  slider->setFixedWidth(12 * theme::grid);
  slider->setFocusPolicy(Qt::TabFocus);
  slider->setAccessibleName(name);
  slider->setToolTip(tip);
  auto* label = new QLabel(name);
  label->setToolTip(tip);
  value = new QLabel;
  value->setMinimumWidth(5 * theme::grid);
  row.addWidget(label);
  row.addWidget(slider);
  row.addWidget(value);
  connect(slider, &QSlider::valueChanged, this, &SuggestionBar::choose);
  return slider;
}

void SuggestionBar::addAnswer(QAction* action) {
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setIconSize({theme::iconSize, theme::iconSize});
  button->setFocusPolicy(Qt::TabFocus);
  answers_->addWidget(button);
}

void SuggestionBar::choose() {
  suggestions_.setOptions(
      {.smallestScore = score_->value() / 100.0, .largestOverlap = overlap_->value() / 100.0});
}

void SuggestionBar::showProgress(const EngineProgress& progress) {
  progress_->setRange(0, std::max(0, static_cast<int>(progress.total)));
  progress_->setValue(static_cast<int>(progress.done));
}

void SuggestionBar::showState() {
  const bool isAsking = suggestions_.isAsking();
  const auto open = static_cast<int>(suggestions_.open().size());
  setVisible(isAsking || suggestions_.hasPredictions());
  progress_->setVisible(isAsking);
  stop_->setVisible(isAsking);
  choices_->setVisible(!isAsking);
  for (int i = 0; i < answers_->count(); ++i) {
    answers_->itemAt(i)->widget()->setVisible(!isAsking);
  }
  if (isAsking) {
    count_->setText(tr("The model is looking at the images …"));
    if (progress_->maximum() == 0 || progress_->value() >= progress_->maximum()) {
      progress_->setRange(0, 0);
    }
    return;
  }
  const QString text = tr("Suggestions: %1").arg(open);
  count_->setText(suggestions_.hidden() > 0
                      ? tr("%1  (%2 hidden)").arg(text).arg(suggestions_.hidden())
                      : text);
  const auto& options = suggestions_.options();
  for (const auto& [slider, value, share] :
       {std::tuple{score_, scoreValue_, options.smallestScore},
        std::tuple{overlap_, overlapValue_, options.largestOverlap}}) {
    const QSignalBlocker quiet(slider);
    slider->setValue(percentOf(share));
    value->setText(tr("%1 %").arg(percentOf(share)));
  }
}

}  // namespace touchstone::ui
