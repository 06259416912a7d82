#pragma once

#include "ui/workspace_pages.h"

#include <QFrame>

class QAction;
class QToolButton;

namespace touchstone::ui {

/// The slim bar at the left with one button per workspace.
class NavigationBar : public QFrame {
  Q_OBJECT

public:
  NavigationBar(const std::vector<WorkspacePage>& pages, QWidget* parent = nullptr);

  void setCurrent(int page);
  /// Without a project there is no page to go to.
  void setAvailable(bool available);
  /// The actions that go to a page (Ctrl+1 …).
  [[nodiscard]] const QList<QAction*>& actions() const { return actions_; }

Q_SIGNALS:
  void chosen(int page);

private:
  QList<QAction*> actions_;
};

}  // namespace touchstone::ui
