#include "ui/train/train_workspace.h"

#include "ui/commands/shortcuts.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"
#include "ui/train/plan_card.h"
#include "ui/train/result_text.h"
#include "ui/train/run_history.h"
#include "ui/train/sample_strip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace touchstone::ui {

TrainWorkspace::TrainWorkspace(QWidget* parent) : Workspace(parent) {
  makeActions();
  empty_ = new EmptyState(QStringLiteral("chart-line"), {}, {});
  goToLabel_ = makePrimaryButton(tr("Label images"), QStringLiteral("tags"));
  connect(goToLabel_, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(Page::Label); });
  empty_->addButton(goToLabel_);
  pages_ = new QStackedLayout(this);
  pages_->addWidget(empty_);
  pages_->addWidget(makePage());
  showState();
}

QWidget* TrainWorkspace::makePage() {
  banner_ = new Banner;
  plan_ = new PlanCard;
  samples_ = new SampleStrip;
  history_ = new RunHistory;
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(theme::page, theme::page, theme::page, theme::page);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeTitle(tr("Train")));
  layout->addWidget(banner_);
  layout->addWidget(plan_);
  layout->addWidget(samples_);
  layout->addWidget(makeResultCard());
  layout->addWidget(history_, 1);
  connect(plan_, &PlanCard::possibleChanged, train_, &QAction::setEnabled);
  connect(plan_, &PlanCard::possibleChanged, compare_, &QAction::setEnabled);
  connect(history_, &RunHistory::exportPossible, export_, &QAction::setEnabled);
  auto* scroll = new QScrollArea;
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  return scroll;
}

QWidget* TrainWorkspace::makeResultCard() {
  QVBoxLayout* layout = nullptr;
  result_ = makeCard(layout);
  resultText_ = makeHeading({});
  resultText_->setWordWrap(true);
  review_ = makeButton(tr("Review what is wrong"), QStringLiteral("list-checks"));
  connect(review_, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(Page::Review); });
  auto* symbol = new QLabel;
  symbol->setPixmap(theme::icon(QStringLiteral("circle-check"), &theme::Colours::success)
                        .pixmap(3 * theme::grid));
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::wide);
  row->addWidget(symbol);
  row->addWidget(resultText_, 1);
  row->addWidget(review_);
  layout->addLayout(row);
  result_->hide();
  return result_;
}

void TrainWorkspace::makeActions() {
  compare_ = new QAction(theme::icon(QStringLiteral("chart-column")),
                         tr("Compare with simple methods, without a network"), this);
  compare_->setEnabled(false);
  connect(compare_, &QAction::triggered, this, [this] { plan_->compareBaselines(); });
  export_ = new QAction(theme::icon(QStringLiteral("download")),
                        tr("Export the model of the selected run …"), this);
  export_->setEnabled(false);
  connect(export_, &QAction::triggered, this, [this] { history_->exportModel(); });
  train_ = new QAction(theme::icon(QStringLiteral("play")), tr("Train"), this);
  bindKeys(*train_, QStringLiteral("train.start"), {QKeySequence(QStringLiteral("Ctrl+T"))},
           QStringLiteral("train"));
  train_->setEnabled(false);
  connect(train_, &QAction::triggered, this, [this] { plan_->start(); });
  cancel_ = new QAction(theme::icon(QStringLiteral("circle-stop")), tr("Cancel training"), this);
  cancel_->setEnabled(false);
  connect(cancel_, &QAction::triggered, this, [this] {
    if (session_) {
      session_->trainingLoop().cancel();
    }
  });
}

QList<QAction*> TrainWorkspace::workspaceActions() const {
  return {train_, cancel_, compare_, export_};
}

void TrainWorkspace::setSession(ProjectSession* session) {
  if (session_) {
    session_->disconnect(this);
    session_->trainingLoop().disconnect(this);
  }
  session_ = session;
  result_->hide();
  banner_->hide();
  plan_->setLoop(session ? &session->trainingLoop() : nullptr);
  samples_->setSession(session);
  history_->setSession(session);
  if (session) {
    connect(session, &ProjectSession::changed, this, &TrainWorkspace::showState);
    TrainingLoop* loop = &session->trainingLoop();
    connect(loop, &TrainingLoop::stageChanged, this, &TrainWorkspace::showStage);
    connect(loop, &TrainingLoop::finished, this, &TrainWorkspace::showResult);
    connect(loop, &TrainingLoop::stopped, this, &TrainWorkspace::showStop);
  }
  showState();
}

void TrainWorkspace::activated() {
  showState();
}

void TrainWorkspace::showState() {
  const bool labelled = session_ && !session_->document().annotations().empty();
  pages_->setCurrentIndex(labelled ? 1 : 0);
  goToLabel_->setVisible(session_);
  if (!session_) {
    empty_->setText(tr("No project is open"), tr("Open a folder of images to begin."));
  } else if (!labelled) {
    empty_->setText(tr("Nothing is labelled yet"),
                    tr("Give a few images of each class a label or a box; a dozen of each are "
                       "enough for a first model."));
  } else if (isVisible()) {
    plan_->refresh();
  }
}

void TrainWorkspace::showStage() {
  const bool running = session_ && session_->trainingLoop().isRunning();
  cancel_->setEnabled(running);
  if (running) {
    result_->hide();
    banner_->hide();
  }
}

void TrainWorkspace::showResult(const RoundResult& result) {
  resultText_->setText(resultText(result));
  review_->setVisible(result.findings > 0);
  result_->show();
  showState();
}

void TrainWorkspace::showStop(const QString& sentence) {
  banner_->show(Banner::Kind::Notice, sentence);
  showState();
}

}  // namespace touchstone::ui
