#include "ui/label/class_popup.h"

#include "ui/label/label_edits.h"
#include "ui/label/swatch.h"
#include "ui/theme/keys_delegate.h"
#include "ui/theme/parts.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int shownRows = 8;

}  // namespace

ClassPopup::ClassPopup(const labeling::Document& document,
                       labeling::ClassId current,
                       QWidget* parent)
    : QFrame(parent->window()), search_(new QLineEdit), list_(new QListWidget) {
  theme::setRole(this, theme::Role::Popup);
  setAccessibleName(tr("Choose a class"));
  for (const auto& [id, labelClass] : document.classes()) {
    entries_.push_back({QString::fromStdString(labelClass.name),
                        QString::fromStdString(keyOfClass(document, id)), labelClass.colour});
    if (id == current) {
      currentName_ = entries_.back().name;
    }
  }
  search_->setPlaceholderText(entries_.empty() ? tr("Name of the class")
                                               : tr("Find or name a class"));
  search_->setAccessibleName(tr("Class name"));
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setUniformItemSizes(true);
  list_->setIconSize(swatchSize);
  list_->setItemDelegate(new KeysDelegate(list_));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addWidget(search_);
  layout->addWidget(list_);
  layout->addWidget(makeCaption(entries_.empty() ? tr("Enter takes it · Esc gives up")
                                                 : tr("Enter or a digit takes it · Esc gives up")));
  setFixedWidth(32 * theme::grid);
  connect(search_, &QLineEdit::textChanged, this, &ClassPopup::filter);
  connect(list_, &QListWidget::itemClicked, this, &ClassPopup::accept);
  filter({});
}

void ClassPopup::popUp(const QPoint& globalPosition) {
  adjustSize();
  const QRect window = parentWidget()->rect();
  const QPoint wanted = parentWidget()->mapFromGlobal(globalPosition);
  move(std::clamp(wanted.x(), 0, std::max(0, window.right() - width())),
       std::clamp(wanted.y(), 0, std::max(0, window.bottom() - height())));
  show();
  raise();
  focusBefore_ = QApplication::focusWidget();
  search_->setFocus(Qt::PopupFocusReason);
  qApp->installEventFilter(this);
}

bool ClassPopup::eventFilter(QObject* watched, QEvent* event) {
  const auto* widget = qobject_cast<QWidget*>(watched);
  if (isFinished_ || widget == nullptr || widget->window() != window()) {
    return false;
  }
  const bool isInside = widget == this || isAncestorOf(widget);
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      if (!isInside) {
        leave();
      }
      return false;
    case QEvent::ShortcutOverride:
      // Every key is for the name, also one that is a shortcut elsewhere.
      event->accept();
      return watched == search_;
    case QEvent::KeyPress:
      return watched == search_ && takeKey(*static_cast<QKeyEvent*>(event));
    default:
      return false;
  }
}

bool ClassPopup::takeKey(const QKeyEvent& key) {
  switch (key.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
      list_->setCurrentRow(std::clamp(list_->currentRow() + (key.key() == Qt::Key_Up ? -1 : 1), 0,
                                      std::max(0, list_->count() - 1)));
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      accept();
      return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
      return true;
    case Qt::Key_Escape:
      giveUp();
      return true;
    default:
      return search_->text().isEmpty() && takeDigit(key.text());
  }
}

bool ClassPopup::takeDigit(const QString& digit) {
  const auto holder = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return !digit.isEmpty() && entry.key == digit;
  });
  // Where names begin with digits, a digit is the beginning of a name.
  const bool beginsName = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.name.startsWith(digit);
  });
  if (holder == entries_.end() || beginsName) {
    return false;
  }
  finish(holder->name);
  return true;
}

void ClassPopup::leave() {
  if (takenByPressElsewhere_ && list_->currentItem() != nullptr) {
    accept();
  } else {
    giveUp();
  }
}

void ClassPopup::filter(const QString& text) {
  const QString wanted = text.trimmed();
  list_->clear();
  bool isKnown = wanted.isEmpty();
  for (const Entry& entry : entries_) {
    if (entry.name.contains(wanted, Qt::CaseInsensitive)) {
      auto* item = new QListWidgetItem(swatch(entry.colour), entry.name, list_);
      item->setData(Qt::UserRole, entry.name);
      item->setData(KeysDelegate::KeysRole, entry.key);
      if (entry.name.compare(wanted.isEmpty() ? currentName_ : wanted, Qt::CaseInsensitive) == 0) {
        list_->setCurrentItem(item);
      }
    }
    isKnown = isKnown || entry.name == wanted;
  }
  if (!isKnown) {
    auto* item = new QListWidgetItem(theme::icon(QStringLiteral("plus")),
                                     tr("New class “%1”").arg(wanted), list_);
    item->setData(Qt::UserRole, wanted);
  }
  if (list_->currentRow() < 0) {
    list_->setCurrentRow(0);
  }
  const int rows = std::clamp(list_->count(), 1, shownRows);
  const int rowHeight = list_->count() > 0 ? list_->sizeHintForRow(0) : 3 * theme::grid;
  list_->setFixedHeight(rows * rowHeight + theme::tight);
  list_->setVisible(list_->count() > 0);
  adjustSize();
}

void ClassPopup::accept() {
  if (const QListWidgetItem* item = list_->currentItem()) {
    finish(item->data(Qt::UserRole).toString());
  }
}

void ClassPopup::finish(const QString& name) {
  end();
  Q_EMIT chosen(name);
}

void ClassPopup::giveUp() {
  end();
  Q_EMIT dismissed();
}

void ClassPopup::end() {
  isFinished_ = true;
  qApp->removeEventFilter(this);
  if (focusBefore_ != nullptr && search_->hasFocus()) {
    focusBefore_->setFocus(Qt::PopupFocusReason);
  }
  hide();
  deleteLater();
}

}  // namespace touchstone::ui
