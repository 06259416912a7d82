#pragma once

#include <QString>
#include <QWidget>

class QAction;

namespace touchstone::ui {

class ProjectSession;

/// One page of the window: Label, Train, Review or Explore.
class Workspace : public QWidget {
  Q_OBJECT

public:
  using QWidget::QWidget;

  /// Shows another project, or the empty state for nullptr. The session outlives its use.
  virtual void setSession(ProjectSession* session) = 0;

  /// Actions for the menus, the command palette and the shortcut list, in order.
  [[nodiscard]] virtual QList<QAction*> workspaceActions() const { return {}; }

  /// Called when the page becomes visible or hidden in the window.
  virtual void activated() {}
};

}  // namespace touchstone::ui
