#include "ui/train/round_progress.h"

#include "ui/theme/parts.h"
#include "ui/train/duration_text.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>

namespace touchstone::ui {

namespace {

constexpr int steps = 1000;

QString textOf(TrainingLoop::Stage stage) {
  switch (stage) {
    case TrainingLoop::Stage::Preparing:
      return RoundProgress::tr("Reading the images");
    case TrainingLoop::Stage::Training:
      return RoundProgress::tr("Starting the training");
    case TrainingLoop::Stage::Auditing:
      return RoundProgress::tr("Looking for wrong labels");
    case TrainingLoop::Stage::Idle:
      break;
  }
  return {};
}

QString textOf(const EngineProgress& progress) {
  if (progress.stage == "epoch") {
    return RoundProgress::tr("Training: epoch %1 of %2").arg(progress.done).arg(progress.total);
  }
  if (progress.stage == "features") {
    return RoundProgress::tr("Computing features: %1 of %2")
        .arg(std::floor(progress.done))
        .arg(progress.total);
  }
  if (progress.stage == "pictures") {
    return RoundProgress::tr("Looking at the pictures: %1 of %2")
        .arg(std::floor(progress.done))
        .arg(progress.total);
  }
  if (progress.stage == "objects") {
    return RoundProgress::tr("Looking at the objects: image %1 of %2")
        .arg(std::floor(progress.done))
        .arg(progress.total);
  }
  if (progress.stage == "sketches") {
    return RoundProgress::tr("Looking for copies: %1 of %2")
        .arg(std::floor(progress.done))
        .arg(progress.total);
  }
  return progress.stage;
}

}  // namespace

RoundProgress::RoundProgress(QWidget* parent)
    : QWidget(parent), stage_(new QLabel), left_(makeCaption({})), bar_(new QProgressBar) {
  bar_->setTextVisible(false);
  bar_->setMaximumHeight(theme::grid);
  bar_->setAccessibleName(tr("Progress of the training"));
  left_->setWordWrap(false);
  auto* cancel = makeButton(tr("Cancel"), QStringLiteral("x"));
  // Its place is taken by other buttons when it goes: the focus stays where it was.
  cancel->setFocusPolicy(Qt::TabFocus);
  cancel->setToolTip(tr("Stop; what is complete is kept"));
  connect(cancel, &QPushButton::clicked, this, [this] {
    if (loop_) {
      loop_->cancel();
    }
  });
  auto* words = new QHBoxLayout;
  words->addWidget(stage_, 1);
  words->addWidget(left_);
  auto* column = new QVBoxLayout;
  column->setSpacing(theme::tight);
  column->addLayout(words);
  column->addWidget(bar_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::wide);
  row->addLayout(column, 1);
  row->addWidget(cancel);
  hide();
}

void RoundProgress::setLoop(TrainingLoop* loop) {
  if (loop_) {
    loop_->disconnect(this);
  }
  loop_ = loop;
  if (loop) {
    connect(loop, &TrainingLoop::stageChanged, this, &RoundProgress::showStage);
    connect(loop, &TrainingLoop::progressed, this, &RoundProgress::showProgress);
  }
  showStage(loop ? loop->stage() : TrainingLoop::Stage::Idle);
}

void RoundProgress::showStage(TrainingLoop::Stage stage) {
  setVisible(stage != TrainingLoop::Stage::Idle);
  stage_->setText(textOf(stage));
  left_->clear();
  bar_->setRange(0, 0);
}

void RoundProgress::showProgress(const EngineProgress& progress) {
  if (const QString text = textOf(progress); !text.isEmpty()) {
    stage_->setText(text);
  }
  if (progress.total > 0) {
    bar_->setRange(0, steps);
    bar_->setValue(static_cast<int>(steps * progress.done / progress.total));
  }
  left_->setText(progress.secondsLeft >= 0 ? tr("%1 left").arg(durationText(progress.secondsLeft))
                                           : QString());
}

}  // namespace touchstone::ui
