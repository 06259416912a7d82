#pragma once

#include "analysis/report/evaluation_comparison.h"
#include "labeling/project/run_record.h"
#include "ui/engine/latest_job.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace touchstone::ui {

class CurveChart;
class ProjectSession;

/// What each round of labelling and training brought: the main figure after every round, what
/// changed between any two, and the way back to the labels of one.
class RoundsPanel : public QWidget {
  Q_OBJECT

public:
  explicit RoundsPanel(QWidget* parent = nullptr);

  void setSession(ProjectSession* session);
  /// Shows the rounds; the last one is compared with the one before it.
  void setRounds(const std::vector<labeling::IterationRecord>& rounds);

Q_SIGNALS:
  /// Asks for these samples, which the later round judges otherwise, to be shown.
  void samplesRequested(const std::vector<touchstone::analysis::EvaluatedSample>& samples,
                        const QString& run,
                        const QString& title);
  /// Asks for the matrix to show a difference of counts, or counts again.
  void differenceRequested(const touchstone::analysis::EvaluationComparison& difference,
                           const QString& title);
  void countsRequested();
  /// Says what came of going back to the labels of a round.
  void wentBack(const QString& sentence);

private:
  QWidget* makeChoice();
  QWidget* makeButtons();
  void showCurve();
  void fillChoices();
  void readComparison();
  void showComparison(const Result<analysis::EvaluationComparison>& comparison);
  void showDifference();
  void goBack();
  [[nodiscard]] const labeling::IterationRecord* chosen(const QComboBox* box) const;

  QPointer<ProjectSession> session_;
  std::vector<labeling::IterationRecord> rounds_;
  std::optional<analysis::EvaluationComparison> comparison_;
  LatestJob reading_;
  CurveChart* chart_;
  QWidget* comparing_;
  QComboBox* later_;
  QComboBox* earlier_;
  QLabel* sentence_;
  QPushButton* mended_;
  QPushButton* broken_;
  QCheckBox* difference_;
  QToolButton* goBack_;
};

}  // namespace touchstone::ui
