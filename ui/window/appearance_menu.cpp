#include "ui/window/appearance_menu.h"

#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QSettings>

namespace touchstone::ui {
namespace {

using theme::Appearance;

const char* const settingName = "appearance";

void addChoice(QMenu& menu,
               QActionGroup& group,
               const QString& text,
               const QString& icon,
               Appearance appearance) {
  QAction* action = menu.addAction(theme::icon(icon), text, &menu, [appearance] {
    QSettings().setValue(QLatin1String(settingName), theme::nameOf(appearance));
    theme::apply(*qApp, appearance);
  });
  const QString chosen = QSettings().value(QLatin1String(settingName)).toString();
  action->setCheckable(true);
  action->setChecked(appearance == theme::appearanceFromName(chosen));
  group.addAction(action);
}

}  // namespace

QMenu* makeAppearanceMenu(QWidget* parent) {
  auto* menu = new QMenu(QMenu::tr("Appearance"), parent);
  menu->setIcon(theme::icon(QStringLiteral("sun")));
  auto* group = new QActionGroup(menu);
  addChoice(*menu, *group, QMenu::tr("Follow the system"), QStringLiteral("monitor"),
            Appearance::System);
  addChoice(*menu, *group, QMenu::tr("Light"), QStringLiteral("sun"), Appearance::Light);
  addChoice(*menu, *group, QMenu::tr("Dark"), QStringLiteral("moon"), Appearance::Dark);
  return menu;
}

}  // namespace touchstone::ui
