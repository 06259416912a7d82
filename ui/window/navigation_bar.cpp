#include "ui/window/navigation_bar.h"

#include "ui/commands/shortcuts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int barWidth = 9 * theme::grid + theme::tight;
constexpr int symbolSide = 3 * theme::grid - 2;

}  // namespace

NavigationBar::NavigationBar(const std::vector<WorkspacePage>& pages, QWidget* parent)
    : QFrame(parent) {
  theme::setRole(this, theme::Role::NavigationBar);
  setFixedWidth(barWidth);
  setAccessibleName(tr("Workspaces"));
  auto* group = new QActionGroup(this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::tight, theme::grid, theme::tight, theme::grid);
  layout->setSpacing(theme::tight);
  for (const WorkspacePage& page : pages) {
    auto* action = new QAction(theme::icon(page.icon), page.name, group);
    const auto number = static_cast<int>(actions_.size());
    action->setCheckable(true);
    action->setToolTip(page.tip);
    bindKeys(*action, QStringLiteral("page.%1").arg(number + 1),
             {QKeySequence(QStringLiteral("Ctrl+%1").arg(number + 1))});
    connect(action, &QAction::triggered, this, [this, number] { Q_EMIT chosen(number); });
    actions_ << action;

    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize({symbolSide, symbolSide});
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setAccessibleName(page.name);
    button->setAccessibleDescription(page.tip);
    theme::setRole(button, theme::Role::NavigationButton);
    layout->addWidget(button);
  }
  layout->addStretch();
}

void NavigationBar::setCurrent(int page) {
  actions_[page]->setChecked(true);
}

void NavigationBar::setAvailable(bool available) {
  for (QAction* action : actions_) {
    action->setEnabled(available);
  }
}

}  // namespace touchstone::ui
