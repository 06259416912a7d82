#pragma once

#include "analysis/coverage/coverage.h"
#include "ui/engine/latest_job.h"
#include "ui/review/decision_actions.h"
#include "ui/review/evaluations.h"
#include "ui/review/review_queue.h"
#include "ui/train/training_loop.h"
#include "ui/workspace.h"

#include <QPointer>

class QFrame;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace touchstone::ui {

class Banner;
class EmptyState;
class FiguresPanel;
class FindingDetail;
class Gallery;
class ReportMenu;
class RoundProgress;
class SummaryTiles;

/// Shows what is wrong, asks about it one finding at a time, and trains again.
class ReviewWorkspace : public Workspace {
  Q_OBJECT

public:
  explicit ReviewWorkspace(QWidget* parent = nullptr);

  void setSession(ProjectSession* session) override;
  [[nodiscard]] QList<QAction*> workspaceActions() const override;
  void activated() override;

  [[nodiscard]] ReviewQueue& queue() { return queue_; }

private:
  QWidget* makePage();
  QWidget* makeHead();
  QWidget* makeReportButton();
  QWidget* makeNextStep();
  QWidget* makeColumns();
  void makeActions();
  void showState();
  void showQueue();
  [[nodiscard]] int decisionsSinceTraining() const;
  void showNextStep();
  void readFigures();
  void showFigures(const Evaluations& evaluations);
  void showCell(int given, int predicted);
  void showSamples(const std::vector<analysis::EvaluatedSample>& samples,
                   const QString& run,
                   const QString& title);
  void showCoverage();
  void showCovered(const std::vector<analysis::CoverageExample>& labels, const QString& title);
  void showStage();
  void trainAgain();
  void openEditor();
  void sharpenDefinition();

  QPointer<ProjectSession> session_;
  ReviewQueue queue_;
  DecisionActions decisions_;
  Evaluations evaluations_;
  LatestJob reading_;
  std::vector<labeling::IterationRecord> iterations_;

  QAction* trainAgain_ = nullptr;
  QAction* acceptAll_ = nullptr;
  QStackedLayout* pages_ = nullptr;
  EmptyState* empty_ = nullptr;
  QPushButton* goToTrain_ = nullptr;
  QPushButton* acceptAllButton_ = nullptr;
  Banner* banner_ = nullptr;
  QWidget* nextStep_ = nullptr;
  QLabel* nextStepText_ = nullptr;
  QLabel* nextStepNote_ = nullptr;
  QPushButton* trainAgainButton_ = nullptr;
  RoundProgress* progress_ = nullptr;
  ReportMenu* reports_ = nullptr;
  SummaryTiles* tiles_ = nullptr;
  Gallery* gallery_ = nullptr;
  FindingDetail* detail_ = nullptr;
  FiguresPanel* figures_ = nullptr;
};

}  // namespace touchstone::ui
