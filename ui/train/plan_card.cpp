#include "ui/train/plan_card.h"

#include "ui/theme/parts.h"
#include "ui/train/choices_form.h"
#include "ui/train/round_progress.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace touchstone::ui {

namespace {

constexpr std::chrono::milliseconds planDelay{400};

QToolButton* makeDetailsButton() {
  auto* button = new QToolButton;
  button->setText(PlanCard::tr("Details"));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setIcon(theme::icon(QStringLiteral("chevron-right")));
  button->setCheckable(true);
  theme::setRole(button, theme::Role::Flat);
  button->setToolTip(PlanCard::tr("Choose network, time and image size yourself"));
  return button;
}

QToolButton* makeCompareButton() {
  auto* button = new QToolButton;
  button->setText(PlanCard::tr("Is a network needed?"));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setIcon(theme::icon(QStringLiteral("chart-column")));
  theme::setRole(button, theme::Role::Flat);
  button->setToolTip(PlanCard::tr(
      "Try pixel match, colour histogram, edge filters and an SVM on the same images; it takes "
      "seconds"));
  return button;
}

}  // namespace

PlanCard::PlanCard(QWidget* parent)
    : QFrame(parent),
      sentence_(makeHeading({})),
      note_(makeCaption({})),
      train_(makePrimaryButton(tr("Train"), QStringLiteral("play"))),
      details_(makeDetailsButton()),
      compare_(makeCompareButton()),
      choices_(new ChoicesForm),
      progress_(new RoundProgress) {
  theme::setRole(this, theme::Role::Card);
  sentence_->setWordWrap(true);
  note_->hide();
  choices_->hide();
  train_->setMinimumSize(16 * theme::grid, 5 * theme::grid);
  train_->setToolTip(tr("Train on the labels as they are, then look for wrong ones (Ctrl+T)"));
  planTimer_.setSingleShot(true);
  planTimer_.setInterval(planDelay);

  auto* words = new QVBoxLayout;
  words->setSpacing(theme::tight);
  words->addWidget(sentence_);
  words->addWidget(note_);
  auto* top = new QHBoxLayout;
  top->setSpacing(theme::page);
  top->addLayout(words, 1);
  top->addWidget(train_, 0, Qt::AlignTop);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->setSpacing(theme::grid);
  layout->addLayout(top);
  layout->addWidget(progress_);
  auto* more = new QHBoxLayout;
  more->setSpacing(theme::grid);
  more->addWidget(details_);
  more->addWidget(compare_);
  more->addStretch();
  layout->addLayout(more);
  layout->addWidget(choices_);

  connect(train_, &QPushButton::clicked, this, &PlanCard::start);
  connect(compare_, &QToolButton::clicked, this, &PlanCard::compareBaselines);
  connect(choices_, &ChoicesForm::changed, this, &PlanCard::refresh);
  connect(&planTimer_, &QTimer::timeout, this, [this] {
    if (loop_ && !loop_->isRunning()) {
      loop_->plan(choices_->choices());
    }
  });
  connect(details_, &QToolButton::toggled, this, [this](bool open) {
    details_->setIcon(
        theme::icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    choices_->setVisible(open);
  });
}

void PlanCard::setLoop(TrainingLoop* loop) {
  if (loop_) {
    loop_->disconnect(this);
    loop_->engine().disconnect(this);
  }
  loop_ = loop;
  progress_->setLoop(loop);
  sentence_->setText(tr("Looking at the labels…"));
  if (!loop) {
    return;
  }
  choices_->setChoices(loop->lastChoices());
  connect(loop, &TrainingLoop::planned, this, &PlanCard::showPlan);
  connect(loop, &TrainingLoop::stageChanged, this, &PlanCard::showStage);
  connect(&loop->engine(), &EngineClient::stateChanged, this, [this](EngineClient::State state) {
    if (state == EngineClient::State::Ready) {
      const QJsonObject hello = loop_->engine().hello();
      choices_->setModels(hello.value("backbones").toArray(), hello.value("baselines").toArray());
    }
  });
  showStage();
}

void PlanCard::refresh() {
  planTimer_.start();
}

void PlanCard::start() {
  if (loop_ && possible_) {
    loop_->start(choices_->choices());
  }
}

void PlanCard::compareBaselines() {
  if (loop_ && possible_) {
    loop_->compareBaselines(choices_->choices());
  }
}

void PlanCard::showPlan(const PlanAnswer& plan) {
  possible_ = plan.possible;
  sentence_->setText(plan.sentence);
  note_->setText(
      tr("No pre-trained weights were found for this network, so it begins with random "
         "ones: with few images it will learn slowly."));
  note_->setVisible(plan.possible && !plan.pretrained);
  showStage();
}

void PlanCard::showStage() {
  const bool running = loop_ && loop_->isRunning();
  train_->setVisible(!running);
  train_->setEnabled(possible_);
  choices_->setEnabled(!running);
  compare_->setVisible(!running);
  compare_->setEnabled(possible_);
  Q_EMIT possibleChanged(possible_ && !running);
}

}  // namespace touchstone::ui
