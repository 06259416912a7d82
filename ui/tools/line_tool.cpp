#include "ui/tools/line_tool.h"

#include "ui/tools/new_object.h"

#include <QCoreApplication>

namespace touchstone::ui {

using namespace labeling;

QString LineTool::hint() const {
  return QCoreApplication::translate(
      "Tools",
      "Click to add points or drag to draw freehand, Enter or a double click finishes, Backspace "
      "takes the last point back.");
}

Shape LineTool::draftOf(std::vector<Point> points) const {
  return Line{std::move(points)};
}

ToolAnswer LineTool::finished(std::vector<Point> points, const ToolContext& context) {
  return newObject(Line{std::move(points)}, "Draw line", context);
}

}  // namespace touchstone::ui
