#include "ui/label/actions/action_rows.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> objectRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  LabelCommands& commands = w.commands();
  return {
      {"object.class", tr("Change class"), "tag", "Ctrl+E", [&w] { w.askForClass(); }},
      {"object.difficult", tr("Mark difficult"), "flag", "",
       [&commands] { commands.toggleDifficult(); }},
      {},
      {"object.duplicate", tr("Duplicate"), "copy", "Ctrl+D",
       [&commands] { commands.duplicateSelection(); }},
      {"object.copy", tr("Copy objects"), "copy", "Ctrl+C",
       [&commands] { commands.copySelection(); }},
      {"object.paste", tr("Paste objects, or those of the previous image"), "clipboard-paste",
       "Ctrl+V", [&w] { w.commands().paste(w.neighbour(-1)); }},
      {"object.delete", tr("Delete"), "trash-2", "Del; Backspace",
       [&commands] { commands.removeSelection(); }},
  };
}

}  // namespace touchstone::ui
