#pragma once

#include "analysis/report/evaluation_comparison.h"
#include "labeling/project/run_record.h"
#include "ui/review/evaluations.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace touchstone::ui {

class ClassTableModel;
class ConfusionMatrixWidget;
class CoveragePanel;
class CurveChart;
class RoundsPanel;

/// What the newest model gets right and wrong: confusion matrix, classes, curves, what each round
/// brought, and what the data covers.
class FiguresPanel : public QWidget {
  Q_OBJECT

public:
  explicit FiguresPanel(QWidget* parent = nullptr);

  /// The document says the colours of the classes.
  void setReport(const std::optional<analysis::EvaluationReport>& report,
                 const labeling::Document& document);
  void setRounds(const std::vector<labeling::IterationRecord>& rounds);
  [[nodiscard]] RoundsPanel& rounds() { return *rounds_; }
  [[nodiscard]] CoveragePanel& coverage() { return *coverage_; }
  /// Takes the mark from the chosen cell of the matrix.
  void clearChoice();

Q_SIGNALS:
  void cellChosen(int given, int predicted);

private:
  QWidget* makeMatrix();
  QWidget* makeTabs();
  QTableView* makeTable();
  void showCounts();
  void showDifference(const analysis::EvaluationComparison& comparison, const QString& title);
  void showTrust(const analysis::EvaluationReport& report);
  void showCurves(const analysis::EvaluationReport& report, const labeling::Document& document);

  QLabel* caption_ = nullptr;
  ConfusionMatrixWidget* matrix_ = nullptr;
  ClassTableModel* classes_ = nullptr;
  QTableView* table_ = nullptr;
  CurveChart* curves_ = nullptr;
  QLabel* trust_ = nullptr;
  RoundsPanel* rounds_ = nullptr;
  CoveragePanel* coverage_ = nullptr;
  std::optional<analysis::EvaluationReport> report_;
};

}  // namespace touchstone::ui
