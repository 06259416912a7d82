#pragma once

#include "labeling/project/run_record.h"

#include <QAbstractTableModel>

#include <vector>

namespace touchstone::ui {

/// The runs of the project, newest first.
class RunTableModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Run, When, Model, Images, Accuracy, Loss, Duration, State, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  /// Takes the runs as the project lists them, oldest first.
  void setRuns(std::vector<labeling::RunRecord> runs);
  [[nodiscard]] const labeling::RunRecord& runAt(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section,
                                    Qt::Orientation orientation,
                                    int role) const override;

private:
  std::vector<labeling::RunRecord> runs_;
};

}  // namespace touchstone::ui
