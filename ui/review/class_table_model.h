#pragma once

#include "analysis/report/evaluation_report.h"

#include <QAbstractTableModel>

namespace touchstone::ui {

/// Precision, recall, F1 and support of every class of an evaluation; of a detector also its
/// average precision and the score from which on its boxes are worth showing.
class ClassTableModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Name, AveragePrecision, Threshold, Precision, Recall, F1, Support };

  using QAbstractTableModel::QAbstractTableModel;

  void setReport(const analysis::EvaluationReport& report);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section,
                                    Qt::Orientation orientation,
                                    int role) const override;

  /// The columns that the report has figures for, in the order shown.
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }

private:
  std::vector<Column> columns_ = {Name};
  std::vector<std::string> classes_;
  std::vector<analysis::ClassMetrics> metrics_;
  std::vector<analysis::DetectionFigures::OfClass> detection_;
};

}  // namespace touchstone::ui
