#include "ui/commands/shortcut_editor.h"

#include "ui/commands/shortcuts.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int actionRole = Qt::UserRole;

QAction* actionOf(const QTreeWidgetItem* item) {
  return item == nullptr ? nullptr : item->data(0, actionRole).value<QAction*>();
}

void showKeys(QTreeWidgetItem& item, const QList<QAction*>& actions) {
  const QAction* action = actionOf(&item);
  item.setText(1, QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
  QFont font = item.font(1);
  font.setBold(hasOwnKeys(*action));
  item.setFont(1, font);
  QStringList others;
  for (const QKeySequence& keys : action->shortcuts()) {
    for (const QAction* other : clashing(actions, *action, keys)) {
      others << plainText(*other);
    }
  }
  item.setIcon(1, others.isEmpty()
                      ? QIcon()
                      : theme::icon(QStringLiteral("triangle-alert"), &theme::Colours::warning));
  item.setToolTip(1, others.isEmpty()
                         ? QString()
                         : ShortcutEditor::tr("Also: %1").arg(others.join(QStringLiteral(", "))));
}

}  // namespace

ShortcutEditor::ShortcutEditor(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent),
      search_(new QLineEdit),
      table_(new QTreeWidget),
      name_(makeHeading({})),
      keys_(new QKeySequenceEdit),
      clash_(makeCaption({})),
      replace_(makePrimaryButton(tr("Use these keys"), QStringLiteral("check"))),
      add_(makeButton(tr("Add as second keys"), QStringLiteral("plus"))),
      clear_(makeButton(tr("No keys"), QStringLiteral("x"))),
      reset_(makeButton(tr("As it came"), QStringLiteral("rotate-ccw"))),
      resetAll_(makeButton(tr("All as they came"), QStringLiteral("rotate-ccw"))) {
  for (QAction* action : actions) {
    if (!action->objectName().isEmpty() && !actions_.contains(action)) {
      actions_ << action;
    }
  }
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Change keyboard shortcuts"));
  resize(88 * theme::grid, 86 * theme::grid);
  layOut();
  connect(search_, &QLineEdit::textChanged, this, &ShortcutEditor::filter);
  connect(table_, &QTreeWidget::currentItemChanged, this, &ShortcutEditor::showCurrent);
  connect(table_, &QTreeWidget::itemActivated, keys_, [this] { keys_->setFocus(); });
  connect(keys_, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutEditor::tryKeys);
  connect(replace_, &QPushButton::clicked, this, &ShortcutEditor::takeKeys);
  connect(add_, &QPushButton::clicked, this, &ShortcutEditor::addKeys);
  connect(clear_, &QPushButton::clicked, this, [this] { give({}); });
  connect(reset_, &QPushButton::clicked, this, &ShortcutEditor::resetCurrent);
  connect(resetAll_, &QPushButton::clicked, this, &ShortcutEditor::resetAll);
  fill();
  showCurrent();
}

void ShortcutEditor::layOut() {
  search_->setPlaceholderText(tr("Search by what it does or by keys"));
  search_->setAccessibleName(tr("Search"));
  search_->setClearButtonEnabled(true);
  table_->setHeaderLabels({tr("What"), tr("Keys")});
  table_->setAccessibleName(windowTitle());
  table_->setUniformRowHeights(true);
  table_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  table_->header()->setStretchLastSection(false);
  table_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  keys_->setAccessibleName(tr("New keys"));
  keys_->setMinimumWidth(20 * theme::grid);
  auto* choice = new QHBoxLayout;
  choice->addWidget(keys_, 1);
  choice->addWidget(replace_);
  choice->addWidget(add_);
  auto* others = new QHBoxLayout;
  others->addWidget(clear_);
  others->addWidget(reset_);
  others->addStretch();
  others->addWidget(resetAll_);
  QVBoxLayout* card = nullptr;
  QFrame* frame = makeCard(card);
  card->addWidget(name_);
  card->addLayout(choice);
  card->addWidget(clash_);
  card->addLayout(others);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->setSpacing(theme::grid);
  layout->addWidget(search_);
  layout->addWidget(table_, 1);
  layout->addWidget(frame);
  for (QPushButton* button : {add_, clear_, reset_, resetAll_}) {
    button->setAutoDefault(false);
  }
}

void ShortcutEditor::fill() {
  QMap<QString, QTreeWidgetItem*> groups;
  for (QAction* action : std::as_const(actions_)) {
    QTreeWidgetItem*& group = groups[groupOf(*action)];
    if (group == nullptr) {
      group = new QTreeWidgetItem(table_, {groupOf(*action)});
      group->setFlags(Qt::ItemIsEnabled);
      group->setExpanded(true);
    }
    auto* item = new QTreeWidgetItem(group, {plainText(*action)});
    item->setIcon(0, action->icon());
    item->setData(0, actionRole, QVariant::fromValue(action));
    showKeys(*item, actions_);
  }
}

void ShortcutEditor::filter(const QString& text) {
  for (int i = 0; i < table_->topLevelItemCount(); ++i) {
    QTreeWidgetItem* group = table_->topLevelItem(i);
    bool anyShown = false;
    for (int row = 0; row < group->childCount(); ++row) {
      QTreeWidgetItem* item = group->child(row);
      const bool shown = item->text(0).contains(text, Qt::CaseInsensitive) ||
                         item->text(1).contains(text, Qt::CaseInsensitive);
      item->setHidden(!shown);
      anyShown = anyShown || shown;
    }
    group->setHidden(!anyShown);
  }
}

void ShortcutEditor::showCurrent() {
  const QAction* action = current();
  name_->setText(action == nullptr ? tr("Choose an action above") : plainText(*action));
  keys_->setKeySequence({});
  keys_->setEnabled(action != nullptr);
  clear_->setEnabled(action != nullptr && !action->shortcut().isEmpty());
  reset_->setEnabled(action != nullptr && hasOwnKeys(*action));
  tryKeys({});
}

void ShortcutEditor::tryKeys(const QKeySequence& keys) {
  const QAction* action = current();
  const bool usable = action != nullptr && !keys.isEmpty();
  replace_->setEnabled(usable);
  add_->setEnabled(usable && !action->shortcut().isEmpty());
  QStringList others;
  if (usable) {
    for (const QAction* other : clashing(actions_, *action, keys)) {
      others << tr("“%1”").arg(plainText(*other));
    }
  }
  clash_->setText(!usable            ? tr("Click into the field and press the new keys.")
                  : others.isEmpty() ? tr("Nothing else has these keys.")
                                     : tr("%1 has these keys now and would lose them.")
                                           .arg(others.join(QStringLiteral(", "))));
}

void ShortcutEditor::takeKeys() {
  give({keys_->keySequence()});
}

void ShortcutEditor::addKeys() {
  if (const QAction* action = current()) {
    give(action->shortcuts() << keys_->keySequence());
  }
}

void ShortcutEditor::give(const QList<QKeySequence>& keys) {
  QAction* action = current();
  if (action == nullptr) {
    return;
  }
  for (const QKeySequence& each : keys) {
    for (QAction* other : clashing(actions_, *action, each)) {
      QList<QKeySequence> left = other->shortcuts();
      left.removeIf([&](const QKeySequence& theirs) {
        return theirs.matches(each) != QKeySequence::NoMatch ||
               each.matches(theirs) != QKeySequence::NoMatch;
      });
      setKeys(*other, left);
    }
  }
  setKeys(*action, keys);
  refresh();
}

void ShortcutEditor::resetCurrent() {
  if (QAction* action = current()) {
    resetKeys(*action);
    refresh();
  }
}

void ShortcutEditor::resetAll() {
  for (QAction* action : std::as_const(actions_)) {
    resetKeys(*action);
  }
  refresh();
}

void ShortcutEditor::refresh() {
  for (int i = 0; i < table_->topLevelItemCount(); ++i) {
    QTreeWidgetItem* group = table_->topLevelItem(i);
    for (int row = 0; row < group->childCount(); ++row) {
      showKeys(*group->child(row), actions_);
    }
  }
  showCurrent();
}

QAction* ShortcutEditor::current() const {
  return actionOf(table_->currentItem());
}

}  // namespace touchstone::ui
