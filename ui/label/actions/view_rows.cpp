#include "ui/canvas/canvas.h"
#include "ui/label/actions/action_rows.h"
#include "ui/label/label_state.h"
#include "ui/label/label_workspace.h"

#include <QAction>

namespace touchstone::ui {

std::vector<ActionRow> viewRows(LabelWorkspace& w) {
  const auto tr = [](const char* text) { return LabelWorkspace::tr(text); };
  Canvas& canvas = w.canvas();
  LabelState& state = w.state();
  const auto toggle = [&canvas](ViewOption option) {
    return [&canvas, option] { canvas.options().toggle(option); };
  };
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
       [&state] { state.setNamesShown(!state.namesShown()); }, true},
      {"view.comments", tr("Comments on the picture"), "message-square", "",
       toggle(ViewOption::Comments), true},
      {"view.crosshair", tr("Lines through the pointer while drawing"), "crosshair", "",
       toggle(ViewOption::Crosshair), true},
      {"view.minimap", tr("Minimap"), "map", "", toggle(ViewOption::Minimap), true},
      {"view.keepZoom", tr("Keep zoom and position for the next image"), "pin", "",
       toggle(ViewOption::KeepView), true},
      {},
      {"view.panel", tr("Show or hide the label panel"), "layout-grid", "Ctrl+Shift+L",
       [&w] { w.toggleSidePanel(); }},
      {"view.tone", tr("Brightness, contrast, opacity …"), "sliders-horizontal", "",
       [&w] { w.showTonePanel(); }},
      {"view.brighten", tr("Lighter picture"), "sun", "Ctrl+Shift++",
       [&canvas] { canvas.brighten(1); }},
      {"view.darken", tr("Darker picture"), "moon", "Ctrl+Shift+-",
       [&canvas] { canvas.brighten(-1); }},
      {"view.neutral", tr("Picture as it is"), "rotate-ccw",
       "Ctrl+Shift+=", [&canvas] { canvas.setTone({}); }},
  };
}

void followViewOptions(LabelWorkspace& w) {
  const auto check = [&w] {
    const ViewOptions& options = w.canvas().options();
    const auto set = [&w](const char* id, bool on) {
      w.findChild<QAction*>(QLatin1String(id))->setChecked(on);
    };
    set("view.names", w.state().namesShown());
    set("view.comments", options.has(ViewOption::Comments));
    set("view.crosshair", options.has(ViewOption::Crosshair));
    set("view.minimap", options.has(ViewOption::Minimap));
    set("view.keepZoom", options.has(ViewOption::KeepView));
  };
  QObject::connect(&w.canvas().options(), &ViewOptions::changed, &w, check);
  QObject::connect(&w.state(), &LabelState::visibilityChanged, &w, check);
  check();
}

}  // namespace touchstone::ui
