#pragma once

#include "labeling/query/saved_queries.h"

#include <QMenu>
#include <QPointer>
#include <QTimer>

#include <vector>

namespace touchstone::ui {

class ProjectSession;

/// Ready queries, each with the number of its images: states, splits, classes, problems, and those
/// that a person saved.
class QueueMenu : public QMenu {
  Q_OBJECT

public:
  explicit QueueMenu(QWidget* parent = nullptr);

  void setSession(ProjectSession* session) { session_ = session; }

Q_SIGNALS:
  void chosen(const QString& query);
  void saveRequested();
  void editRequested();

private:
  struct Entry {
    QAction* action = nullptr;
    QString text{};
    std::string query{};
  };

  void fill();
  void add(QMenu& menu, const QString& text, const std::string& query, const QString& icon = {});
  void countNext();

  ProjectSession* session_ = nullptr;
  std::vector<Entry> entries_;
  QPointer<QMenu> classes_;
  std::size_t counted_ = 0;
  QTimer counting_;
};

}  // namespace touchstone::ui
