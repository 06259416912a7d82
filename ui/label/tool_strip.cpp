#include "ui/label/tool_strip.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int buttonSize = 4 * theme::grid;

}  // namespace

ToolStrip::ToolStrip(QWidget* parent) : QFrame(parent), buttons_(new QVBoxLayout) {
  theme::setRole(this, theme::Role::Panel);
  setAccessibleName(tr("Tools"));
  setFixedWidth(buttonSize + theme::grid);
  buttons_->setSpacing(2);
  buttons_->setContentsMargins(0, 0, 0, 0);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::tight, theme::tight, theme::tight, theme::tight);
  layout->addLayout(buttons_);
  layout->addStretch(1);
}

void ToolStrip::addTool(QAction* action, int group) {
  if (buttons_->count() > 0 && group != group_) {
    auto* line = new QFrame;
    line->setBackgroundRole(QPalette::Mid);
    line->setAutoFillBackground(true);
    line->setFixedHeight(1);
    buttons_->addSpacing(theme::tight);
    buttons_->addWidget(line);
    buttons_->addSpacing(theme::tight);
  }
  group_ = group;
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setFixedSize(buttonSize, buttonSize);
  button->setIconSize({theme::iconSize, theme::iconSize});
  button->setAccessibleName(action->text());
  button->setFocusPolicy(Qt::TabFocus);
  buttons_->addWidget(button, 0, Qt::AlignHCenter);
}

}  // namespace touchstone::ui
