#pragma once

#include <QString>
#include <QWidget>

class QAction;

namespace touchstone::ui {

class ProjectSession;

/// A page by name, for going from one to the next; in the order of the bar on the left.
enum class Page { Label, Train, Review, Explore };

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

Q_SIGNALS:
  /// Asks the window to show another page: the next step of the loop is there.
  void pageRequested(touchstone::ui::Page page);
  /// A short text for the right end of the status bar.
  void readoutChanged(const QString& text);
};

}  // namespace touchstone::ui
