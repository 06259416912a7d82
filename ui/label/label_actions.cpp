#include "ui/label/label_actions.h"

#include "ui/canvas/canvas.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QMenu>

#include <functional>

namespace touchstone::ui {
namespace {

/// One row of the table; an empty text is a separator.
struct ActionRow {
  QString text{};
  QString icon{};
  QString keys{};  ///< separated by "; "
  std::function<void()> run{};
};

QAction* makeAction(LabelWorkspace& workspace, const ActionRow& row) {
  auto* action = new QAction(row.text, &workspace);
  if (row.text.isEmpty()) {
    action->setSeparator(true);
    return action;
  }
  if (!row.icon.isEmpty()) {
    action->setIcon(theme::icon(row.icon));
    action->setProperty("symbol", row.icon);
  }
  action->setShortcuts(QKeySequence::listFromString(row.keys, QKeySequence::PortableText));
  action->setToolTip(row.keys.isEmpty()
                         ? row.text
                         : QStringLiteral("%1 (%2)").arg(
                               row.text, action->shortcut().toString(QKeySequence::NativeText)));
  QObject::connect(action, &QAction::triggered, &workspace, row.run);
  workspace.addAction(action);
  return action;
}

std::vector<ActionRow> imageRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  LabelCommands& commands = w.commands();
  return {
      {tr("Next image"), "arrow-right", "D", [&w] { w.go(1); }},
      {tr("Previous image"), "arrow-left", "A", [&w] { w.go(-1); }},
      {tr("Search images"), "search", "Ctrl+Shift+L", [&w] { w.focusSearch(); }},
      {tr("Verify image"), "circle-check", "Space", [&commands] { commands.toggleVerified(); }},
      {tr("Exclude image"), "ban", "Ctrl+Shift+X", [&commands] { commands.toggleExcluded(); }},
      {},
  };
}

std::vector<ActionRow> objectRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  LabelCommands& commands = w.commands();
  return {
      {tr("Draw boxes"), "square-dashed", "W", [&w] { w.useBoxTool(); }},
      {tr("Select and move"), "mouse-pointer-2", "V; Ctrl+J", [&w] { w.useSelectTool(); }},
      {tr("Change class"), "tag", "Ctrl+E", [&w] { w.askForClass(); }},
      {tr("Mark difficult"), "flag", "", [&commands] { commands.toggleDifficult(); }},
      {tr("Duplicate"), "copy", "Ctrl+D", [&commands] { commands.duplicateSelection(); }},
      {tr("Copy objects"), "copy", "Ctrl+C", [&commands] { commands.copySelection(); }},
      {tr("Paste objects, or those of the previous image"), "clipboard-paste", "Ctrl+V",
       [&w] { w.commands().paste(w.neighbour(-1)); }},
      {tr("Delete"), "trash-2", "Del; Backspace", [&commands] { commands.removeSelection(); }},
      {},
  };
}

std::vector<ActionRow> viewRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  Canvas& canvas = w.canvas();
  LabelState& state = w.state();
  return {
      {tr("Zoom in"), "zoom-in", "Ctrl++", [&canvas] { canvas.zoomBy(1.25); }},
      {tr("Zoom out"), "zoom-out", "Ctrl+-", [&canvas] { canvas.zoomBy(1 / 1.25); }},
      {tr("Fit the window"), "maximize", "Ctrl+F", [&canvas] { canvas.zoomToFit(); }},
      {tr("Fit the width"), "move-horizontal", "Ctrl+Shift+F", [&canvas] { canvas.zoomToWidth(); }},
      {tr("Actual size"), "ratio", "Ctrl+=", [&canvas] { canvas.zoomToActualSize(); }},
      {tr("Hide all objects"), "eye-off", "Ctrl+H", [&state] { state.setObjectsHidden(true); }},
      {tr("Show all objects"), "eye", "Ctrl+A", [&state] { state.setObjectsHidden(false); }},
      {tr("Class names on the picture"), "tags", "",
       [&state] { state.setNamesShown(!state.namesShown()); }},
      {},
  };
}

std::vector<ActionRow> classRows(LabelWorkspace& w) {
  std::vector<ActionRow> rows;
  for (char key = '1'; key <= '9'; ++key) {
    rows.push_back({LabelWorkspace::tr("Choose class %1").arg(QLatin1Char(key)), "hash",
                    QString(QLatin1Char(key)), [&w, key] { w.commands().chooseKey(key); }});
  }
  return rows;
}

}  // namespace

QList<QAction*> makeLabelActions(LabelWorkspace& workspace) {
  QList<QAction*> actions;
  for (const auto& rows : {imageRows(workspace), objectRows(workspace), viewRows(workspace)}) {
    for (const ActionRow& row : rows) {
      actions << makeAction(workspace, row);
    }
  }
  auto* classes = new QMenu(LabelWorkspace::tr("Choose class"), &workspace);
  classes->setIcon(theme::icon(QStringLiteral("hash")));
  for (const ActionRow& row : classRows(workspace)) {
    classes->addAction(makeAction(workspace, row));
  }
  actions << classes->menuAction();
  auto* cancel = makeAction(workspace, {LabelWorkspace::tr("Cancel drawing"), "x", "Esc",
                                        [&workspace] { workspace.cancel(); }});
  actions << cancel;
  return actions;
}

}  // namespace touchstone::ui
