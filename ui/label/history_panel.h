#pragma once

#include <QWidget>

class QListWidget;

namespace touchstone::ui {

class ProjectSession;

/// The newest steps, newest first; those that were undone are grey.
class HistoryPanel : public QWidget {
  Q_OBJECT

public:
  explicit HistoryPanel(QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

protected:
  void showEvent(QShowEvent* event) override;

private:
  void rebuild();

  ProjectSession* session_ = nullptr;
  QListWidget* list_;
};

}  // namespace touchstone::ui
