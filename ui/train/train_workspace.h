#pragma once

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
class PlanCard;
class RunHistory;
class SampleStrip;

/// Trains a model on the labels: the plan, the one button, how it goes and what came of it.
class TrainWorkspace : public Workspace {
  Q_OBJECT

public:
  explicit TrainWorkspace(QWidget* parent = nullptr);

  void setSession(ProjectSession* session) override;
  [[nodiscard]] QList<QAction*> workspaceActions() const override;
  void activated() override;

private:
  QWidget* makePage();
  QWidget* makeResultCard();
  void makeActions();
  void showState();
  void showStage();
  void showResult(const RoundResult& result);
  void showStop(const QString& sentence);

  QPointer<ProjectSession> session_;
  QAction* train_ = nullptr;
  QAction* compare_ = nullptr;
  QAction* export_ = nullptr;
  QAction* cancel_ = nullptr;
  QStackedLayout* pages_ = nullptr;
  EmptyState* empty_ = nullptr;
  QPushButton* goToLabel_ = nullptr;
  Banner* banner_ = nullptr;
  PlanCard* plan_ = nullptr;
  SampleStrip* samples_ = nullptr;
  QFrame* result_ = nullptr;
  QLabel* resultText_ = nullptr;
  QPushButton* review_ = nullptr;
  RunHistory* history_ = nullptr;
};

}  // namespace touchstone::ui
