#include "ui/label/class_popup.h"

#include "ui/label/swatch.h"
#include "ui/theme/parts.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int shownRows = 8;

}  // namespace

ClassPopup::ClassPopup(const labeling::Document& document,
                       labeling::ClassId current,
                       QWidget* parent)
    : QFrame(parent, Qt::Popup), search_(new QLineEdit), list_(new QListWidget) {
  setAttribute(Qt::WA_DeleteOnClose);
  theme::setRole(this, theme::Role::Popup);
  setAccessibleName(tr("Choose a class"));
  for (const auto& [id, labelClass] : document.classes()) {
    entries_.push_back({QString::fromStdString(labelClass.name), labelClass.colour});
    if (id == current) {
      currentName_ = entries_.back().name;
    }
  }
  search_->setPlaceholderText(entries_.empty() ? tr("Name of the class")
                                               : tr("Find or name a class"));
  search_->setAccessibleName(tr("Class name"));
  search_->installEventFilter(this);
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setUniformItemSizes(true);
  list_->setIconSize(swatchSize);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addWidget(search_);
  layout->addWidget(list_);
  layout->addWidget(makeCaption(tr("Enter takes it · Esc gives up")));
  setFixedWidth(32 * theme::grid);
  connect(search_, &QLineEdit::textChanged, this, &ClassPopup::filter);
  connect(list_, &QListWidget::itemClicked, this, &ClassPopup::accept);
  filter({});
}

void ClassPopup::popUp(const QPoint& globalPosition) {
  adjustSize();
  QPoint position = globalPosition;
  if (const QScreen* screen = QGuiApplication::screenAt(globalPosition)) {
    const QRect area = screen->availableGeometry();
    position.setX(
        std::clamp(position.x(), area.left(), std::max(area.left(), area.right() - width())));
    position.setY(
        std::clamp(position.y(), area.top(), std::max(area.top(), area.bottom() - height())));
  }
  move(position);
  show();
  search_->setFocus();
}

bool ClassPopup::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const int step = key->key() == Qt::Key_Down ? 1 : (key->key() == Qt::Key_Up ? -1 : 0);
    if (step != 0 && list_->count() > 0) {
      list_->setCurrentRow(std::clamp(list_->currentRow() + step, 0, list_->count() - 1));
      return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
      accept();
      return true;
    }
  }
  return QFrame::eventFilter(watched, event);
}

void ClassPopup::closeEvent(QCloseEvent* event) {
  QFrame::closeEvent(event);
  if (!isChosen_) {
    Q_EMIT dismissed();
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
  const QListWidgetItem* item = list_->currentItem();
  if (item == nullptr) {
    return;
  }
  isChosen_ = true;
  const QString name = item->data(Qt::UserRole).toString();
  close();
  Q_EMIT chosen(name);
}

}  // namespace touchstone::ui
