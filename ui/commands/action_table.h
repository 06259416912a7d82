#pragma once

#include <QString>

#include <functional>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace touchstone::ui {

/// One action of a table: what the menus, the command palette and the shortcuts are made of.
struct ActionRow {
  QString id{};  ///< never changes: a person's own shortcuts are stored under it; empty: separator
  QString text{};
  QString icon{};
  QString keys{};  ///< as it comes, separated by "; "
  std::function<void()> run{};
  bool checkable = false;
  QString submenu{};  ///< rows that follow each other with the same one are put into a menu of it
};

/// Makes the action of a row; its objectName is the row's id. `owner`, the window or a page of it,
/// owns it, and its keys work while `owner` can be seen.
QAction* makeAction(QWidget& owner, const ActionRow& row);

/// Makes a menu of the rows' actions, with submenus.
QMenu* makeActionMenu(QWidget& owner,
                      const QString& title,
                      const QString& icon,
                      const std::vector<ActionRow>& rows);

}  // namespace touchstone::ui
