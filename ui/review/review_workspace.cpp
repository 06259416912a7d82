#include "ui/review/review_workspace.h"

#include "analysis/report/stored_audit.h"
#include "ui/project_session.h"
#include "ui/review/coverage_panel.h"
#include "ui/review/figures_panel.h"
#include "ui/review/finding_detail.h"
#include "ui/review/gallery.h"
#include "ui/review/report_menu.h"
#include "ui/review/rounds_panel.h"
#include "ui/review/summary_tiles.h"
#include "ui/review/touched_labels.h"
#include "ui/theme/parts.h"
#include "ui/train/round_progress.h"

#include <QAction>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {

ReviewWorkspace::ReviewWorkspace(QWidget* parent) : Workspace(parent) {
  makeActions();
  empty_ = new EmptyState(QStringLiteral("list-checks"), {}, {});
  goToTrain_ = makePrimaryButton(tr("Train a model"), QStringLiteral("chart-line"));
  goToTrain_->setObjectName(QStringLiteral("goToTrain"));
  connect(goToTrain_, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(Page::Train); });
  empty_->addButton(goToTrain_);
  pages_ = new QStackedLayout(this);
  pages_->addWidget(empty_);
  pages_->addWidget(makePage());
  connect(&queue_, &ReviewQueue::listChanged, this, &ReviewWorkspace::showQueue);
  connect(&queue_, &ReviewQueue::decisionTaken, this, [this] {
    if (queue_.showsSelection() && queue_.current() == nullptr) {
      queue_.showOnly(std::nullopt);
    }
    showNextStep();
  });
  connect(&decisions_, &DecisionActions::decided, this,
          [this](labeling::DecisionKind kind, const QString& chosen) {
            queue_.decide(kind, chosen.toStdString());
          });
  connect(&decisions_, &DecisionActions::editorWanted, this, &ReviewWorkspace::openEditor);
  connect(&decisions_, &DecisionActions::definitionWanted, this,
          &ReviewWorkspace::sharpenDefinition);
  showState();
}

QWidget* ReviewWorkspace::makePage() {
  banner_ = new Banner;
  tiles_ = new SummaryTiles;
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(theme::page, theme::page, theme::page, theme::page);
  layout->setSpacing(theme::wide);
  layout->addWidget(makeHead());
  layout->addWidget(banner_);
  layout->addWidget(tiles_);
  layout->addWidget(makeColumns(), 1);
  return page;
}

QWidget* ReviewWorkspace::makeHead() {
  acceptAllButton_ = makeButton({}, QStringLiteral("check"));
  connect(acceptAllButton_, &QPushButton::clicked, acceptAll_, &QAction::trigger);
  trainAgainButton_ = makePrimaryButton(tr("Train again"), QStringLiteral("refresh-cw"));
  connect(trainAgainButton_, &QPushButton::clicked, trainAgain_, &QAction::trigger);
  for (QPushButton* button : {acceptAllButton_, trainAgainButton_}) {
    // A click leaves the focus where the keys work.
    button->setFocusPolicy(Qt::TabFocus);
  }
  progress_ = new RoundProgress;
  auto* head = new QWidget;
  // As high with words as without, so that nothing below moves after the first decision.
  head->setMinimumHeight(5 * theme::grid + theme::tight);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::wide);
  row->addWidget(makeTitle(tr("Review")));
  row->addWidget(makeNextStep(), 1);
  row->addWidget(progress_, 1);
  row->addWidget(acceptAllButton_);
  row->addWidget(makeReportButton());
  row->addWidget(trainAgainButton_);
  return head;
}

QWidget* ReviewWorkspace::makeReportButton() {
  reports_ = new ReportMenu(this);
  connect(reports_, &ReportMenu::written, this, [this](const QString& file) {
    banner_->show(Banner::Kind::Notice, tr("The report is written: %1").arg(file));
  });
  connect(reports_, &ReportMenu::failed, this,
          [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
  auto* button = makeButton(tr("Report"), QStringLiteral("file-text"));
  button->setToolTip(tr("Write a report into one file, for people who do not have this program"));
  button->setFocusPolicy(Qt::TabFocus);
  button->setMenu(reports_);
  return button;
}

QWidget* ReviewWorkspace::makeNextStep() {
  nextStep_ = new QWidget;
  nextStepText_ = makeHeading({});
  nextStepNote_ = makeCaption({});
  auto* words = new QVBoxLayout(nextStep_);
  words->setContentsMargins(theme::grid, 0, 0, 0);
  words->setSpacing(0);
  words->addStretch();
  words->addWidget(nextStepText_);
  words->addWidget(nextStepNote_);
  words->addStretch();
  return nextStep_;
}

QWidget* ReviewWorkspace::makeColumns() {
  gallery_ = new Gallery(queue_, decisions_);
  detail_ = new FindingDetail(queue_, decisions_);
  figures_ = new FiguresPanel;
  connect(figures_, &FiguresPanel::cellChosen, this, &ReviewWorkspace::showCell);
  connect(&figures_->rounds(), &RoundsPanel::samplesRequested, this, &ReviewWorkspace::showSamples);
  connect(&figures_->coverage(), &CoveragePanel::labelsRequested, this,
          &ReviewWorkspace::showCovered);
  connect(&figures_->rounds(), &RoundsPanel::wentBack, this,
          [this](const QString& sentence) { banner_->show(Banner::Kind::Notice, sentence); });
  connect(gallery_, &Gallery::selectionClosed, this, [this] { queue_.showOnly(std::nullopt); });
  auto* columns = new QSplitter(Qt::Horizontal);
  columns->setChildrenCollapsible(false);
  columns->setHandleWidth(theme::wide);
  columns->addWidget(gallery_);
  columns->addWidget(detail_);
  columns->addWidget(figures_);
  columns->setStretchFactor(0, 1);
  columns->setStretchFactor(1, 3);
  columns->setStretchFactor(2, 1);
  columns->setProperty("role", "gap");
  columns->setSizes({32 * theme::grid, 68 * theme::grid, 42 * theme::grid});
  gallery_->setMinimumWidth(17 * theme::grid);
  figures_->setMinimumWidth(38 * theme::grid);
  return columns;
}

void ReviewWorkspace::makeActions() {
  trainAgain_ = new QAction(theme::icon(QStringLiteral("refresh-cw")), tr("Train again"), this);
  trainAgain_->setEnabled(false);
  connect(trainAgain_, &QAction::triggered, this, &ReviewWorkspace::trainAgain);
  acceptAll_ =
      new QAction(theme::icon(QStringLiteral("check")), tr("Accept all marked label errors"), this);
  acceptAll_->setEnabled(false);
  connect(acceptAll_, &QAction::triggered, &queue_, &ReviewQueue::acceptAll);
}

QList<QAction*> ReviewWorkspace::workspaceActions() const {
  return decisions_.all() + QList<QAction*>{acceptAll_, trainAgain_};
}

void ReviewWorkspace::setSession(ProjectSession* session) {
  if (session_) {
    session_->disconnect(this);
    session_->trainingLoop().disconnect(this);
  }
  session_ = session;
  banner_->hide();
  gallery_->setSession(session);
  detail_->setSession(session);
  figures_->rounds().setSession(session);
  reports_->setSession(session);
  progress_->setLoop(session ? &session->trainingLoop() : nullptr);
  queue_.setSession(session);
  if (session) {
    TrainingLoop* loop = &session->trainingLoop();
    connect(session, &ProjectSession::iterationsChanged, this, &ReviewWorkspace::readFigures);
    connect(session, &ProjectSession::findingsChanged, this, &ReviewWorkspace::showState);
    connect(session, &ProjectSession::findingsChanged, this, &ReviewWorkspace::showCoverage);
    connect(loop, &TrainingLoop::stageChanged, this, &ReviewWorkspace::showStage);
    connect(loop, &TrainingLoop::finished, this, &ReviewWorkspace::showNextStep);
    connect(loop, &TrainingLoop::stopped, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Notice, sentence); });
  }
  readFigures();
  showCoverage();
  showState();
  showNextStep();
}

void ReviewWorkspace::activated() {
  if (isVisible()) {
    gallery_->takeFocus();
  }
}

void ReviewWorkspace::showState() {
  const bool something = session_ && (!iterations_.empty() || queue_.total() > 0);
  pages_->setCurrentIndex(something ? 1 : 0);
  goToTrain_->setVisible(session_);
  if (!session_) {
    empty_->setText(tr("No project is open"), tr("Open a folder of images to begin."));
  } else {
    empty_->setText(tr("Nothing to review yet"),
                    tr("Train a model first: it then points at the labels that are probably "
                       "wrong."));
  }
}

void ReviewWorkspace::showQueue() {
  tiles_->setQueue(queue_);
  const ReviewQueue::BatchPreview preview =
      session_ ? queue_.batchPreview() : ReviewQueue::BatchPreview{};
  acceptAll_->setEnabled(preview.accepted > 0);
  acceptAllButton_->setText(tr("Accept all marked label errors (%1)").arg(preview.accepted));
  acceptAllButton_->setToolTip(
      preview.onTest > 0 ? tr("One step that undo takes back; left to you on the test split: %1")
                               .arg(preview.onTest)
                         : tr("One step that undo takes back"));
  showNextStep();
  if (!queue_.showsSelection()) {
    gallery_->setSelectionName({});
    figures_->clearChoice();
  }
}

void ReviewWorkspace::readFigures() {
  iterations_ =
      session_ ? session_->project().iterations() : std::vector<labeling::IterationRecord>{};
  const auto folderOf = [this](std::size_t fromLast) {
    return iterations_.size() > fromLast
               ? session_->project().runFolder(iterations_[iterations_.size() - 1 - fromLast].run)
               : std::filesystem::path();
  };
  reading_.run([now = folderOf(0),
                before = folderOf(1)](std::stop_token) { return readEvaluations(now, before); },
               [this](const Evaluations& evaluations) { showFigures(evaluations); });
}

void ReviewWorkspace::showFigures(const Evaluations& evaluations) {
  evaluations_ = evaluations;
  tiles_->setRound(evaluations.now, iterations_);
  figures_->setReport(evaluations.now, session_ ? session_->document() : labeling::Document());
  figures_->setRounds(iterations_);
  showState();
  showNextStep();
}

void ReviewWorkspace::showCell(int given, int predicted) {
  if (!session_ || !evaluations_.now) {
    return;
  }
  const analysis::EvaluationReport& report = *evaluations_.now;
  queue_.showOnly(samplesOf(report, given, predicted, session_->document(), queue_.all()));
  const auto nameOf = [&](int position) {
    return QString::fromStdString(classAt(report, static_cast<std::size_t>(position)));
  };
  gallery_->setSelectionName(
      nameOf(given).isEmpty() ? tr("False alarms: %1").arg(nameOf(predicted))
      : nameOf(predicted).isEmpty()
          ? tr("Missed: %1").arg(nameOf(given))
          : tr("Labelled %1, taken for %2").arg(nameOf(given), nameOf(predicted)));
  gallery_->takeFocus();
}

void ReviewWorkspace::showSamples(const std::vector<analysis::EvaluatedSample>& samples,
                                  const QString& run,
                                  const QString& title) {
  if (session_) {
    queue_.showOnly(findingsOf(samples, run.toStdString(), session_->document(), queue_.all()));
    gallery_->setSelectionName(title);
    gallery_->takeFocus();
  }
}

void ReviewWorkspace::showCoverage() {
  figures_->coverage().setCoverage(session_ ? analysis::storedCoverage(session_->project())
                                            : std::nullopt);
}

void ReviewWorkspace::showCovered(const std::vector<analysis::CoverageExample>& labels,
                                  const QString& title) {
  if (session_) {
    queue_.showOnly(labelsIn(labels, title, session_->document(), queue_.all()));
    gallery_->setSelectionName(title);
    gallery_->takeFocus();
  }
}

int ReviewWorkspace::decisionsSinceTraining() const {
  if (!session_) {
    return 0;
  }
  auto decisions = static_cast<int>(session_->document().decisions().size());
  for (const labeling::IterationRecord& iteration : iterations_) {
    decisions -= iteration.decisions;
  }
  return std::max(0, decisions);
}

void ReviewWorkspace::showNextStep() {
  const int decisions = decisionsSinceTraining();
  const bool running = session_ && session_->trainingLoop().isRunning();
  const Comparison comparison = compare(evaluations_);
  const bool compares = decisions == 0 && !comparison.figure.isEmpty();
  nextStep_->setVisible(!running);
  acceptAllButton_->setVisible(!running && acceptAll_->isEnabled());
  trainAgain_->setEnabled(session_ && !running);
  trainAgainButton_->setVisible(!running && decisions > 0);
  if (compares) {
    nextStepText_->setText(comparison.figure);
    nextStepNote_->setText(comparison.classes);
  } else {
    nextStepText_->setText(
        decisions > 0 ? tr("Decisions since the last training: %1").arg(decisions) : QString());
    nextStepNote_->setText(decisions > 0 ? tr("Train again to see what they bring.") : QString());
  }
}

void ReviewWorkspace::showStage() {
  if (session_ && session_->trainingLoop().isRunning()) {
    banner_->hide();
  }
  showNextStep();
}

void ReviewWorkspace::trainAgain() {
  if (session_) {
    activated();
    session_->trainingLoop().start(session_->trainingLoop().lastChoices());
  }
}

void ReviewWorkspace::openEditor() {
  if (const labeling::Finding* finding = queue_.current(); session_ && finding != nullptr) {
    session_->showInEditor(finding->image, finding->annotation);
  }
}

void ReviewWorkspace::sharpenDefinition() {
  const labeling::Finding* asked = queue_.current();
  const auto labelClass =
      session_ && asked != nullptr ? session_->document().findClass(asked->given) : std::nullopt;
  if (!labelClass) {
    return;
  }
  const std::string given = asked->given;
  const std::string other = asked->suggested;
  queue_.askAgain(labelsTouchedBy(session_->document(), given, other, queue_.all()));
  gallery_->setSelectionName(
      other.empty() ? tr("All labels: %1").arg(QString::fromStdString(given))
                    : tr("All labels: %1, %2")
                          .arg(QString::fromStdString(given), QString::fromStdString(other)));
  gallery_->takeFocus();
  Q_EMIT session_->definitionRequested(*labelClass);
}

}  // namespace touchstone::ui
