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
  addRow(*table, tr("Select the next or previous of objects that lie over each other"),
         tr("Tab, Shift+Tab"));
  addRow(*table, tr("Add to the selection or take away"), tr("Shift or Ctrl and click"));
  addRow(*table, tr("Select all objects inside a band"), tr("Drag beside objects"));
  addRow(*table, tr("Copy or move objects to another place"), tr("Drag with the right button"));
  addRow(*table, tr("Change the class of an object"), tr("Double-click"));
  addRow(*table, tr("Keep the ratio, or the centre, while resizing"), tr("Shift, Ctrl"));
  addRow(*table, tr("Turn a box in steps of 15°"), tr("Shift while turning"));
  addRow(*table, tr("Add a point to a polygon or line"), tr("Alt and click on an edge"));
  addRow(*table, tr("Remove a point"), tr("Alt+Shift and click, or click and Backspace"));
  addRow(*table, tr("Mark a keypoint hidden or visible"), tr("Ctrl and click on it"));
  addRow(*table, tr("Draw a square"), tr("Ctrl while dragging"));
  addRow(*table, tr("Finish a polygon, line or points"), tr("Enter or double-click"));
  addRow(*table, tr("Take the last point back"), tr("Backspace or Ctrl+Z"));
  addRow(*table, tr("Zoom at the pointer"), tr("Wheel"));
  addRow(*table, tr("Move the picture"), tr("Middle button"));
  table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->header()->setStretchLastSection(false);
  table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::wide, theme::wide, theme::wide, theme::wide);
  layout->addWidget(makeHeading(windowTitle()));
  layout->addWidget(table);
}

}  // namespace touchstone::ui
