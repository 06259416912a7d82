#pragma once

#include "labeling/query/saved_queries.h"

#include <QDialog>

class QTableWidget;

namespace touchstone::ui {

class ProjectSession;

/// Renames, changes, sorts and deletes the saved searches of a project. Deletes itself when closed.
class SavedQueriesDialog : public QDialog {
  Q_OBJECT

public:
  SavedQueriesDialog(ProjectSession& session, QWidget* parent);

private:
  void fill(const std::vector<labeling::SavedQuery>& queries);
  void remove();
  void move(int steps);
  void save();
  [[nodiscard]] std::vector<labeling::SavedQuery> queries() const;

  ProjectSession& session_;
  QTableWidget* table_;
};

/// Asks for a name and keeps the query under it; one of that name before is replaced.
void askToSaveQuery(ProjectSession& session, const QString& query, QWidget* parent);

}  // namespace touchstone::ui
