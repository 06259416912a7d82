#include "ui/label/suggestion_bar.h"

#include "ui/label/suggestions.h"
#include "ui/theme/elided_label.h"
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
      count_(new ElidedLabel),
      progress_(new QProgressBar),
      stop_(makeToolButton(QStringLiteral("x"), tr("Stop suggesting"))),
      score_(makeChoice(tr("Confidence"),
                        tr("Only suggestions that the model is at least so sure of are shown"))),
      overlap_(makeChoice(tr("Overlap"),
                          tr("Of suggestions of a class that overlap more, the surest is shown"))),
      accept_(makeAnswer(QStringLiteral("check"))),
      reject_(makeAnswer(QStringLiteral("x"))) {
  theme::setRole(this, theme::Role::Panel);
  auto* symbol = new QLabel;
  symbol->setPixmap(
      theme::icon(QStringLiteral("sparkles"), &theme::Colours::accent).pixmap(theme::iconSize));
  symbol->setToolTip(tr("What the newest model suggests"));
  progress_->setTextVisible(false);
  progress_->setMaximumHeight(theme::grid);
  progress_->setAccessibleName(tr("Images that the model has looked at"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::grid, theme::tight, theme::grid, theme::tight);
  row->setSpacing(theme::grid);
  row->addWidget(symbol);
  row->addWidget(count_, 2);
  row->addWidget(progress_, 2);
  row->addWidget(stop_);
  row->addWidget(score_.whole, 3);
  row->addWidget(overlap_.whole, 3);
  row->addWidget(accept_);
  row->addWidget(reject_);
  connect(&suggestions_, &Suggestions::changed, this, &SuggestionBar::showState);
  connect(&suggestions_, &Suggestions::askingChanged, this, &SuggestionBar::showState);
  connect(&suggestions_, &Suggestions::progressed, this, &SuggestionBar::showProgress);
  connect(stop_, &QToolButton::clicked, &suggestions_, &Suggestions::stopAsking);
  showState();
}

SuggestionBar::Choice SuggestionBar::makeChoice(const QString& name, const QString& tip) {
  Choice choice{new QWidget, new QSlider(Qt::Horizontal), new QLabel};
  choice.whole->setToolTip(tip);
  choice.slider->setRange(0, 100);
  choice.slider->setPageStep(10);
  choice.slider->setFocusPolicy(Qt::TabFocus);
  choice.slider->setAccessibleName(name);
  choice.value->setMinimumWidth(theme::page + theme::grid);
  auto* row = new QHBoxLayout(choice.whole);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::grid);
  row->addWidget(new QLabel(name));
  row->addWidget(choice.slider, 1);
  row->addWidget(choice.value);
  connect(choice.slider, &QSlider::valueChanged, this, &SuggestionBar::choose);
  return choice;
}

QToolButton* SuggestionBar::makeAnswer(const QString& icon) {
  QToolButton* button = makeToolButton(icon, {});
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setIconSize({theme::iconSize, theme::iconSize});
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

void SuggestionBar::setAnswers(QAction* acceptAll, QAction* rejectAll) {
  for (const auto& [button, action] : {std::pair{accept_, acceptAll}, {reject_, rejectAll}}) {
    button->setToolTip(action->toolTip());
    button->setAccessibleName(action->text());
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
  }
}

void SuggestionBar::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  showState();
}

void SuggestionBar::choose() {
  suggestions_.setOptions({.smallestScore = score_.slider->value() / 100.0,
                           .largestOverlap = overlap_.slider->value() / 100.0});
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
  score_.whole->setVisible(!isAsking);
  // Where there is little room, the choice that is needed less gives way.
  overlap_.whole->setVisible(!isAsking && width() > 80 * theme::grid);
  accept_->setVisible(!isAsking);
  reject_->setVisible(!isAsking);
  if (isAsking) {
    count_->showText(tr("The model is looking at the images …"));
    if (progress_->maximum() == 0 || progress_->value() >= progress_->maximum()) {
      progress_->setRange(0, 0);
    }
    return;
  }
  const int hidden = suggestions_.hidden();
  count_->showText(open == 0    ? (hidden > 0 ? tr("%1 hidden").arg(hidden) : tr("All answered"))
                   : hidden > 0 ? tr("%1 suggested, %2 hidden").arg(open).arg(hidden)
                                : tr("%1 suggested").arg(open));
  accept_->setText(open > 0 ? tr("Accept %1").arg(open) : tr("Accept"));
  reject_->setText(tr("Reject"));
  accept_->setEnabled(open > 0);
  reject_->setEnabled(open > 0);
  const auto& options = suggestions_.options();
  for (const auto& [choice, share] :
       {std::pair{score_, options.smallestScore}, {overlap_, options.largestOverlap}}) {
    const QSignalBlocker quiet(choice.slider);
    choice.slider->setValue(percentOf(share));
    choice.value->setText(tr("%1 %").arg(percentOf(share)));
  }
}

}  // namespace touchstone::ui
