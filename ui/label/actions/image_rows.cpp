#include "ui/label/actions/action_rows.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> imageRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  LabelCommands& commands = w.commands();
  return {
      {"image.next", tr("Next image"), "arrow-right", "D", [&w] { w.go(1); }},
      {"image.previous", tr("Previous image"), "arrow-left", "A", [&w] { w.go(-1); }},
      {"image.search", tr("Search images"), "search", "Ctrl+Shift+L", [&w] { w.focusSearch(); }},
      {},
      {"image.verify", tr("Verify image"), "circle-check", "Space",
       [&commands] { commands.toggleVerified(); }},
      {"image.exclude", tr("Exclude image"), "ban", "Ctrl+Shift+X",
       [&commands] { commands.toggleExcluded(); }},
  };
}

}  // namespace touchstone::ui
