#include "ui/label/list_bar.h"

#include "ui/theme/parts.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace touchstone::ui {
namespace {

QString textOf(ImageOrderKey key) {
  switch (key) {
    case ImageOrderKey::Name:
      return ListBar::tr("Name");
    case ImageOrderKey::Date:
      return ListBar::tr("Date of the file");
    case ImageOrderKey::State:
      return ListBar::tr("State");
    case ImageOrderKey::Objects:
      return ListBar::tr("Number of objects");
    case ImageOrderKey::Suspicion:
      return ListBar::tr("Most suspicious finding");
    case ImageOrderKey::Usefulness:
      return ListBar::tr("Most useful to label");
  }
  return {};
}

QToolButton* makeTool(const char* icon, const QString& tip) {
  QToolButton* button = makeToolButton(QLatin1String(icon), tip);
  button->setIconSize({theme::iconSize, theme::iconSize});
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

ListBar::ListBar(QMenu* queues, QWidget* parent)
    : QWidget(parent),
      list_(makeTool("list", tr("Show a list"))),
      grid_(makeTool("layout-grid", tr("Show thumbnails (Ctrl and the wheel change their size)"))),
      orderButton_(makeTool("arrow-up-down", tr("Sort the images"))) {
  auto* looks = new QButtonGroup(this);
  for (QToolButton* button : {list_, grid_}) {
    button->setCheckable(true);
    looks->addButton(button);
  }
  connect(list_, &QToolButton::clicked, this, [this] { Q_EMIT gridRequested(false); });
  connect(grid_, &QToolButton::clicked, this, [this] { Q_EMIT gridRequested(true); });
  orderButton_->setPopupMode(QToolButton::InstantPopup);
  orderButton_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  makeOrderMenu();
  QToolButton* saved = makeTool("bookmark", tr("Ready and saved searches, with their counts"));
  saved->setPopupMode(QToolButton::InstantPopup);
  saved->setMenu(queues);
  QToolButton* health = makeTool("chart-column", tr("Health of the data set (Ctrl+G)"));
  connect(health, &QToolButton::clicked, this, &ListBar::healthRequested);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(list_);
  layout->addWidget(grid_);
  layout->addWidget(orderButton_);
  layout->addStretch(1);
  layout->addWidget(saved);
  layout->addWidget(health);
  showLook({});
  showOrder({});
}

void ListBar::makeOrderMenu() {
  auto* menu = new QMenu(this);
  auto* keys = new QActionGroup(menu);
  auto* directions = new QActionGroup(menu);
  const auto add = [&](QActionGroup* group, const QString& text, const ImageOrder& order,
                       auto choose) {
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setData(group == keys ? QVariant(static_cast<int>(order.key))
                                  : QVariant(order.descending));
    group->addAction(action);
    connect(action, &QAction::triggered, this, choose);
  };
  for (const ImageOrderKey key :
       {ImageOrderKey::Name, ImageOrderKey::Date, ImageOrderKey::State, ImageOrderKey::Objects,
        ImageOrderKey::Suspicion, ImageOrderKey::Usefulness}) {
    add(keys, textOf(key), {.key = key},
        [this, key] { Q_EMIT orderRequested({.key = key, .descending = order_.descending}); });
  }
  menu->addSeparator();
  for (const bool descending : {false, true}) {
    add(directions, descending ? tr("Descending") : tr("Ascending"), {.descending = descending},
        [this, descending] {
          Q_EMIT orderRequested({.key = order_.key, .descending = descending});
        });
  }
  connect(menu, &QMenu::aboutToShow, this, [this, keys, directions] {
    for (QAction* action : keys->actions()) {
      action->setChecked(action->data().toInt() == static_cast<int>(order_.key));
    }
    for (QAction* action : directions->actions()) {
      action->setChecked(action->data().toBool() == order_.descending);
    }
  });
  orderButton_->setMenu(menu);
}

void ListBar::showLook(const ImageListLook& look) {
  list_->setChecked(!look.isGrid);
  grid_->setChecked(look.isGrid);
}

void ListBar::showOrder(const ImageOrder& order) {
  order_ = order;
  const QString direction = order.descending ? tr("descending") : tr("ascending");
  QString brief = textOf(order.key);
  if (order.key == ImageOrderKey::Objects) {
    brief = tr("Objects");
  } else if (order.key == ImageOrderKey::Suspicion) {
    brief = tr("Suspicion");
  } else if (order.key == ImageOrderKey::Usefulness) {
    brief = tr("Useful");
  } else if (order.key == ImageOrderKey::Date) {
    brief = tr("Date");
  }
  orderButton_->setText(brief);
  orderButton_->setToolTip(tr("Sorted by: %1, %2").arg(textOf(order.key), direction));
  orderButton_->setAccessibleName(orderButton_->toolTip());
}

}  // namespace touchstone::ui
