#include "ui/label/actions/action_rows.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> drawRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  return {
      {"draw.select", tr("Select and move"), "mouse-pointer-2", "V; Ctrl+J",
       [&w] { w.useSelectTool(); }, true},
      {"draw.box", tr("Draw boxes"), "square-dashed", "W", [&w] { w.useBoxTool(); }, true},
      {},
      {"draw.cancel", tr("Cancel drawing"), "x", "Esc", [&w] { w.cancel(); }},
  };
}

}  // namespace touchstone::ui
