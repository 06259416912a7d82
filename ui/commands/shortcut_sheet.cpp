#include "ui/commands/shortcut_sheet.h"

#include "ui/theme/parts.h"

#include <QAction>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

void addRow(QTreeWidget& table, const QString& what, const QString& keys) {
  new QTreeWidgetItem(&table, {what, keys});
}

}  // namespace

ShortcutSheet::ShortcutSheet(const QList<QAction*>& actions, QWidget* parent) : QDialog(parent) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Keyboard shortcuts"));
  resize(60 * theme::grid, 80 * theme::grid);
  auto* table = new QTreeWidget;
  table->setHeaderLabels({tr("What"), tr("Keys")});
  table->setRootIsDecorated(false);
  table->setAccessibleName(windowTitle());
  for (const QAction* action : actions) {
    if (!action->shortcut().isEmpty()) {
      addRow(*table, action->text().remove(QLatin1Char('&')),
             QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText));
    }
  }
  addRow(*table, tr("Move the selected objects by 1 pixel (10 with Shift)"), tr("Arrow keys"));
  addRow(*table, tr("Select the next of objects that lie over each other"), tr("Tab"));
  addRow(*table, tr("Draw a square"), tr("Ctrl while dragging"));
  addRow(*table, tr("Zoom at the pointer"), tr("Wheel"));
  addRow(*table, tr("Move the picture"), tr("Middle button, or Alt and drag"));
  table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->header()->setStretchLastSection(false);
  table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->addWidget(makeHeading(windowTitle()));
  layout->addWidget(table);
}

}  // namespace touchstone::ui
