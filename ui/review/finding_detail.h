#pragma once

#include "labeling/review/finding.h"
#include "ui/review/decision_pace.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace touchstone::ui {

class ClassShare;
class DecisionActions;
class OutlinedPicture;
class HeatMap;
class ProjectSession;
class ReviewQueue;
class SimilarLabelsStrip;

/// The finding that is asked now: its picture, what is labelled and suggested, and a button for
/// every answer.
class FindingDetail : public QWidget {
  Q_OBJECT

public:
  FindingDetail(ReviewQueue& queue, DecisionActions& actions, QWidget* parent = nullptr);

  void setSession(ProjectSession* session);

private:
  QWidget* makeHead();
  QWidget* makeClasses();
  QWidget* makeButtons();
  QPushButton* makeButton(QAction* action, const QString& text, bool primary = false);
  void showAnswers(const labeling::Finding& finding);
  void showCurrent();
  void showFinding(const labeling::Finding& finding);
  void showNothingToDecide();
  void showProgress();
  void showDefinition(const labeling::Finding& finding);
  void showHeat();

  ReviewQueue& queue_;
  DecisionActions& actions_;
  QPointer<ProjectSession> session_;
  QLabel* kind_ = nullptr;
  QLabel* count_ = nullptr;
  QProgressBar* bar_ = nullptr;
  OutlinedPicture* picture_ = nullptr;
  ClassShare* given_ = nullptr;
  ClassShare* suggested_ = nullptr;
  QLabel* arrow_ = nullptr;
  QLabel* sentence_ = nullptr;
  SimilarLabelsStrip* similar_ = nullptr;
  QLabel* definition_ = nullptr;
  HeatMap* heat_ = nullptr;
  DecisionPace pace_;
  QLabel* testGuard_ = nullptr;
  QPushButton* accept_ = nullptr;
  QPushButton* keep_ = nullptr;
  QPushButton* otherClass_ = nullptr;
};

}  // namespace touchstone::ui
