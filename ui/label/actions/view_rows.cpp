#include "ui/canvas/canvas.h"
#include "ui/label/actions/action_rows.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"

namespace touchstone::ui {

std::vector<ActionRow> viewRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  Canvas& canvas = w.canvas();
  LabelState& state = w.state();
  return {
      {"view.zoomIn", tr("Zoom in"), "zoom-in", "Ctrl++", [&canvas] { canvas.zoomBy(1.25); }},
      {"view.zoomOut", tr("Zoom out"), "zoom-out", "Ctrl+-",
       [&canvas] { canvas.zoomBy(1 / 1.25); }},
      {"view.fit", tr("Fit the window"), "maximize", "Ctrl+F", [&canvas] { canvas.zoomToFit(); }},
      {"view.fitWidth", tr("Fit the width"), "move-horizontal", "Ctrl+Shift+F",
       [&canvas] { canvas.zoomToWidth(); }},
      {"view.actualSize", tr("Actual size"), "ratio",
       "Ctrl+=", [&canvas] { canvas.zoomToActualSize(); }},
      {},
      {"view.hideAll", tr("Hide all objects"), "eye-off", "Ctrl+H",
       [&state] { state.setObjectsHidden(true); }},
      {"view.showAll", tr("Show all objects"), "eye", "Ctrl+A", [&state] { state.showAll(); }},
      {"view.names", tr("Class names on the picture"), "tags", "",
       [&state] { state.setNamesShown(!state.namesShown()); }},
  };
}

}  // namespace touchstone::ui
