#include "ui/label/actions/action_rows.h"
#include "ui/label/label_workspace.h"
#include "ui/tools/tool_table.h"

namespace touchstone::ui {

std::vector<ActionRow> drawRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  std::vector<ActionRow> rows;
  int group = 0;
  for (const ToolEntry& entry : toolTable()) {
    if (entry.group != group) {
      rows.emplace_back();
      group = entry.group;
    }
    rows.push_back({entry.id, entry.text, entry.icon, entry.keys,
                    [&w, kind = entry.kind] { w.useTool(kind); }, true});
  }
  rows.emplace_back();
  rows.push_back(
      {"draw.squares", tr("Draw squares"), "square", "Ctrl+Shift+R", [&w] { w.toggleSquares(); }});
  rows.push_back({"draw.stay", tr("Keep the tool after each object"), "repeat", "Ctrl+Shift+A",
                  [&w] { w.setKeepsTool(!w.keepsTool()); }, true});
  rows.push_back({"draw.cancel", tr("Cancel drawing"), "x", "Esc", [&w] { w.cancel(); }});
  return rows;
}

}  // namespace touchstone::ui
