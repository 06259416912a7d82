#include "ui/tools/tool_table.h"

#include "labeling/result.h"
#include "ui/tools/box_tool.h"
#include "ui/tools/brush_tool.h"
#include "ui/tools/flood_tool.h"
#include "ui/tools/grab_cut_tool.h"
#include "ui/tools/line_tool.h"
#include "ui/tools/oriented_box_tool.h"
#include "ui/tools/points_tool.h"
#include "ui/tools/polygon_tool.h"
#include "ui/tools/scissors_tool.h"
#include "ui/tools/select_tool.h"
#include "ui/tools/superpixel_tool.h"

#include <QCoreApplication>

#include <algorithm>

namespace touchstone::ui {
namespace {

template <class SomeTool>
std::unique_ptr<Tool> make() {
  return std::make_unique<SomeTool>();
}

ToolEntry entryOf(ToolKind kind) {
  const std::vector<ToolEntry> table = toolTable();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const ToolEntry& entry) { return entry.kind == kind; });
  require(found != table.end(), "a tool of the table");
  return *found;
}

}  // namespace

std::vector<ToolEntry> toolTable() {
  const auto tr = [](const char* text) { return QCoreApplication::translate("Tools", text); };
  return {
      {ToolKind::Select, "draw.select", tr("Select and move"), "mouse-pointer-2", "V; Ctrl+J", 0,
       make<SelectTool>},
      {ToolKind::Box, "draw.box", tr("Draw boxes"), "square-dashed", "W", 1, make<BoxTool>},
      {ToolKind::OrientedBox, "draw.orientedBox", tr("Draw turned boxes"), "diamond", "O", 1,
       make<OrientedBoxTool>},
      {ToolKind::Polygon, "draw.polygon", tr("Draw polygons"), "vector-polygon", "P; Ctrl+N", 1,
       make<PolygonTool>},
      {ToolKind::Line, "draw.line", tr("Draw lines"), "spline", "L", 1, make<LineTool>},
      {ToolKind::Points, "draw.points", tr("Place points"), "circle-dot", "K; .", 1,
       make<PointsTool>},
      {ToolKind::Brush, "draw.brush", tr("Paint masks"), "brush", "B", 2,
       [] { return std::make_unique<BrushTool>(labeling::PaintMode::Add); }},
      {ToolKind::Eraser, "draw.eraser", tr("Erase from masks"), "eraser", "E", 2,
       [] { return std::make_unique<BrushTool>(labeling::PaintMode::Erase); }},
      {ToolKind::Flood, "draw.flood", tr("Select by colour"), "wand-sparkles", "F; Shift+W", 3,
       make<FloodTool>},
      {ToolKind::GrabCut, "draw.grabCut", tr("Cut an object out"), "shield-half", "Shift+G", 3,
       make<GrabCutTool>},
      {ToolKind::Scissors, "draw.scissors", tr("Follow edges"), "scissors", "Shift+E", 3,
       make<ScissorsTool>},
      {ToolKind::Superpixels, "draw.superpixels", tr("Paint patches"), "blocks", "Shift+B", 3,
       make<SuperpixelTool>},
  };
}

std::unique_ptr<Tool> makeTool(ToolKind kind) {
  return entryOf(kind).make();
}

QString idOf(ToolKind kind) {
  return entryOf(kind).id;
}

}  // namespace touchstone::ui
