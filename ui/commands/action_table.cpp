#include "ui/commands/action_table.h"

#include "ui/commands/shortcuts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

namespace touchstone::ui {

QAction* makeAction(QWidget& owner, const ActionRow& row) {
  auto* action = new QAction(row.text, &owner);
  if (row.id.isEmpty()) {
    action->setSeparator(true);
    return action;
  }
  action->setCheckable(row.checkable);
  if (!row.icon.isEmpty()) {
    action->setIcon(theme::icon(row.icon));
  }
  bindKeys(*action, row.id, QKeySequence::listFromString(row.keys, QKeySequence::PortableText),
           owner.isWindow() ? QString() : QLatin1String(owner.metaObject()->className()));
  QObject::connect(action, &QAction::triggered, &owner, row.run);
  owner.addAction(action);
  return action;
}

QMenu* makeActionMenu(QWidget& owner,
                      const QString& title,
                      const QString& icon,
                      const std::vector<ActionRow>& rows) {
  auto* menu = new QMenu(title, &owner);
  if (!icon.isEmpty()) {
    menu->setIcon(theme::icon(icon));
  }
  QMenu* submenu = nullptr;
  for (const ActionRow& row : rows) {
    if (row.submenu.isEmpty()) {
      submenu = nullptr;
    } else if (submenu == nullptr || submenu->title() != row.submenu) {
      submenu = menu->addMenu(row.submenu);
    }
    (submenu == nullptr ? menu : submenu)->addAction(makeAction(owner, row));
  }
  return menu;
}

}  // namespace touchstone::ui
