#pragma once

#include "analysis/report/evaluation_report.h"

#include <QAbstractTableModel>

namespace touchstone::ui {

/// Precision, recall, F1 and support of every class of an evaluation.
class ClassTableModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Name, Precision, Recall, F1, Support, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  void setReport(const analysis::EvaluationReport& report);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section,
                                    Qt::Orientation orientation,
                                    int role) const override;

private:
  std::vector<std::string> classes_;
  std::vector<analysis::ClassMetrics> metrics_;
};

}  // namespace touchstone::ui
