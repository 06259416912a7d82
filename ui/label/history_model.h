#pragma once

#include "labeling/annotation/document.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace touchstone::ui {

class ProjectSession;

/// All steps of the project, newest first; those that were undone stand on top. The rows are read
/// from the project when they are painted: 100,000 steps cost nothing.
class HistoryModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum Role { UndoneRole = Qt::UserRole, CurrentRole, WhenRole, WhoRole, WhereRole, ImageRole };

  using QAbstractListModel::QAbstractListModel;
  void setSession(ProjectSession* session);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  /// How many steps to go back (or, negative, forward) so that the step of the row is the last one
  /// that is done.
  [[nodiscard]] int stepsTo(int row) const;
  /// Returns the row of the last step that is done, or -1.
  [[nodiscard]] int currentRow() const;
  /// Has times read anew: "5 minutes ago".
  void refreshTimes();

private:
  void follow();
  [[nodiscard]] std::size_t stepOf(int row) const;

  ProjectSession* session_ = nullptr;
  int rows_ = 0;
  int done_ = 0;
};

/// Returns how long ago it was in words: "just now", "5 minutes ago", "yesterday at 14:05", else
/// the date.
[[nodiscard]] QString timeAgo(const QDateTime& time, const QDateTime& now);

}  // namespace touchstone::ui
