#pragma once

#include "analysis/coverage/coverage.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace touchstone::ui {

class CoverageModel;

/// Which light, backgrounds, angles and places the labels of each class cover, and where the model
/// errs; a cell leads to its pictures.
class CoveragePanel : public QWidget {
  Q_OBJECT

public:
  explicit CoveragePanel(QWidget* parent = nullptr);

  /// Shows what the last audit found; nothing when it did not look.
  void setCoverage(const std::optional<analysis::Coverage>& coverage);

Q_SIGNALS:
  /// Asks for these labels to be shown.
  void labelsRequested(const std::vector<touchstone::analysis::CoverageExample>& labels,
                       const QString& title);

private:
  void fillSituations(const analysis::Coverage& coverage);
  void showSituation(int grid);

  CoverageModel* model_;
  QComboBox* situations_;
  QTableView* table_;
  QLabel* note_;
};

}  // namespace touchstone::ui
