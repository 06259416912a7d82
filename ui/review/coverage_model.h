#pragma once

#include "analysis/coverage/coverage.h"

#include <QAbstractTableModel>

namespace touchstone::ui {

/// The labels by class (rows, the first one of all classes together) and by the bins of one
/// situation (columns).
class CoverageModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Role {
    ErrorsRole = Qt::UserRole + 1,  ///< share of mistakes; invalid when no model looked
    GapRole                         ///< whether the class has hardly any there
  };

  using QAbstractTableModel::QAbstractTableModel;

  void setCoverage(const analysis::Coverage& coverage);
  /// Shows the situation with that number among those of the coverage.
  void showGrid(int grid);
  [[nodiscard]] const analysis::CoverageGrid* grid() const;
  /// Returns the cell of a row and column, and its name for a person: "bees in dim light".
  [[nodiscard]] const analysis::CoverageCell& cellAt(int row, int column) const;
  [[nodiscard]] QString nameAt(int row, int column) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section,
                                    Qt::Orientation orientation,
                                    int role) const override;

private:
  [[nodiscard]] const analysis::CoverageIssue* issueAt(int row, int column) const;
  [[nodiscard]] QString tipAt(int row, int column) const;

  analysis::Coverage coverage_;
  int shown_ = 0;
};

}  // namespace touchstone::ui
