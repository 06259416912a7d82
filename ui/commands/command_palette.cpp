#include "ui/commands/command_palette.h"

#include "ui/commands/fuzzy_match.h"
#include "ui/theme/keys_delegate.h"
#include "ui/theme/parts.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int paletteWidth = 72 * theme::grid;
constexpr int rowHeight = 4 * theme::grid + theme::tight;
constexpr int shownRows = 10;
constexpr int commandRole = Qt::UserRole;

/// Rows of one height, with the shortcuts at the right.
class CommandDelegate : public KeysDelegate {
public:
  using KeysDelegate::KeysDelegate;

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                               const QModelIndex& index) const override {
    return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight};
  }
};

}  // namespace

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* window)
    : QFrame(window, Qt::Popup), search_(new QLineEdit), list_(new QListWidget) {
  setAttribute(Qt::WA_DeleteOnClose);
  theme::setRole(this, theme::Role::Popup);
  setAccessibleName(tr("Command palette"));
  for (QAction* action : actions) {
    if (!action->isSeparator() && !action->text().isEmpty() && action->menu() == nullptr &&
        !commands_.contains(action)) {
      commands_ << action;
    }
  }
  search_->setPlaceholderText(tr("Type a command"));
  search_->setAccessibleName(tr("Command"));
  search_->addAction(theme::icon(QStringLiteral("command"), &theme::Colours::muted),
                     QLineEdit::LeadingPosition);
  search_->installEventFilter(this);
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setUniformItemSizes(true);
  list_->setItemDelegate(new CommandDelegate(list_));
  list_->setIconSize({theme::iconSize, theme::iconSize});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->addWidget(search_);
  layout->addWidget(list_);
  connect(search_, &QLineEdit::textChanged, this, &CommandPalette::filter);
  connect(list_, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
  filter({});
}

void CommandPalette::popUp() {
  const QWidget* window = parentWidget();
  resize(std::min(paletteWidth, window->width() - 4 * theme::grid),
         rowHeight * (shownRows + 1) + 4 * theme::grid);
  move(window->mapToGlobal(QPoint((window->width() - width()) / 2, 8 * theme::grid)));
  show();
  search_->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const int step = key->key() == Qt::Key_Down ? 1 : (key->key() == Qt::Key_Up ? -1 : 0);
    if (step != 0 && list_->count() > 0) {
      list_->setCurrentRow(std::clamp(list_->currentRow() + step, 0, list_->count() - 1));
      return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
      runCurrent();
      return true;
    }
  }
  return QFrame::eventFilter(watched, event);
}

void CommandPalette::filter(const QString& text) {
  std::vector<std::pair<int, QAction*>> found;
  for (QAction* action : commands_) {
    const QString name = action->text().remove(QLatin1Char('&'));
    if (const auto score = fuzzyScore(text, name)) {
      found.emplace_back(*score, action);
    }
  }
  if (!text.isEmpty()) {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
  }
  list_->clear();
  for (const auto& [score, action] : found) {
    auto* item =
        new QListWidgetItem(action->icon(), action->text().remove(QLatin1Char('&')), list_);
    item->setData(commandRole, QVariant::fromValue(static_cast<QObject*>(action)));
    item->setData(KeysDelegate::KeysRole, action->shortcut().toString(QKeySequence::NativeText));
    if (!action->isEnabled()) {
      item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
  }
  list_->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
  const QListWidgetItem* item = list_->currentItem();
  if (item == nullptr || !item->flags().testFlag(Qt::ItemIsEnabled)) {
    return;
  }
  const QPointer<QAction> action =
      qobject_cast<QAction*>(item->data(commandRole).value<QObject*>());
  close();
  if (action != nullptr) {
    action->trigger();
  }
}

}  // namespace touchstone::ui
