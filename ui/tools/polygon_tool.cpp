#include "ui/tools/polygon_tool.h"

#include "labeling/geometry/polygon_boolean.h"
#include "ui/tools/hit_test.h"
#include "ui/tools/new_object.h"
#include "ui/tools/shape_moves.h"

#include <QCoreApplication>

namespace touchstone::ui {
namespace {

using namespace labeling;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

/// The polygon that is selected, when it is exactly one that may be changed.
const Polygon* selectedPolygon(const ToolContext& context) {
  if (context.selection.size() != 1 || !isPickable(context.selection.front(), context)) {
    return nullptr;
  }
  return std::get_if<Polygon>(&context.document.annotation(context.selection.front())->shape);
}

Polygon polygonOf(std::vector<Point> ring) {
  return {{PolygonPart{std::move(ring), {}}}};
}

/// Gives the selected object the shape, or says why not.
ToolAnswer changed(const Result<Polygon>& shape,
                   const std::string& step,
                   const ToolContext& context) {
  if (!shape) {
    return refused(QString::fromStdString(shape.error().message));
  }
  if (shape->parts.empty()) {
    return refused(tr("Nothing would be left of the polygon. Delete it instead."));
  }
  Edit edit = editOf({{context.selection.front(), *shape}}, context.document, step);
  if (edit.changes.empty()) {
    return refused(tr("The outline does not meet the selected polygon."));
  }
  return {.edit = std::move(edit)};
}

/// The largest piece stays the object; the others become objects like it.
ToolAnswer slicedBy(const std::vector<Point>& line,
                    const Polygon& polygon,
                    const ToolContext& context) {
  auto pieces = sliced(polygon, line);
  if (!pieces) {
    return refused(QString::fromStdString(pieces.error().message));
  }
  if (pieces->size() < 2) {
    return refused(tr("The line does not cross the selected polygon."));
  }
  const AnnotationId id = context.selection.front();
  Annotation piece = *context.document.annotation(id);
  Edit edit = editOf({{id, Shape(pieces->front())}}, context.document, "Slice polygon");
  std::vector<AnnotationId> selection{id};
  piece.sourceId = 0;
  for (std::size_t i = 1; i < pieces->size(); ++i) {
    piece.shape = (*pieces)[i];
    selection.push_back(context.newAnnotationId());
    edit.changes.emplace_back(AnnotationChange{selection.back(), piece});
  }
  return {.edit = std::move(edit), .selection = std::move(selection)};
}

}  // namespace

std::vector<ToolOption> PolygonTool::options() const {
  std::vector<ToolOption> options = PathTool::options();
  const QStringList names{tr("New polygon"), tr("Add a part"), tr("Cut a hole"), tr("Slice")};
  options.insert(options.begin(),
                 {modeOption(), tr("What the outline does"),
                  tr("Add a part (Shift at the first point), cut a hole (Alt) and slice change the "
                     "selected polygon."),
                  ChoiceOption{static_cast<int>(chosen_), names}, false});
  return options;
}

void PolygonTool::setOption(const QString& id, const QVariant& value) {
  if (id == modeOption()) {
    cancel();
    chosen_ = static_cast<Mode>(std::clamp(value.toInt(), 0, static_cast<int>(Mode::Slice)));
    mode_ = chosen_;
  } else {
    PathTool::setOption(id, value);
  }
}

QString PolygonTool::hint() const {
  if (points().empty()) {
    switch (chosen_) {
      case Mode::New:
        return tr(
            "Click to add points or drag to draw freehand, Enter or a click on the first "
            "point finishes. Shift adds a part to the selected polygon, Alt cuts a hole.");
      case Mode::Part:
        return tr("Outline another part of the selected polygon. Where it overlaps, both join.");
      case Mode::Hole:
        return tr("Outline what to cut out of the selected polygon.");
      case Mode::Slice:
        return tr("Click a line across the selected polygon, Enter or a double click cuts it.");
    }
  }
  return mode_ == Mode::Slice
             ? tr("Enter or a double click cuts, Backspace takes the last point back, Escape gives "
                  "up.")
             : tr("Enter, a double click or a click on the first point finishes, Backspace takes "
                  "the last point back, Ctrl snaps to other objects.");
}

QString PolygonTool::begin(const PointerEvent& event, const ToolContext& context) {
  mode_ = chosen_;
  if (event.modifiers.testFlag(Qt::ShiftModifier)) {
    mode_ = Mode::Part;
  } else if (event.modifiers.testFlag(Qt::AltModifier)) {
    mode_ = Mode::Hole;
  }
  if (mode_ != Mode::New && selectedPolygon(context) == nullptr) {
    mode_ = chosen_;
    return tr("Select the polygon to change first: one, with the select tool (V).");
  }
  return {};
}

Shape PolygonTool::draftOf(std::vector<Point> points) const {
  if (mode_ == Mode::Slice || points.size() < 3) {
    return Line{std::move(points)};
  }
  return polygonOf(std::move(points));
}

ToolAnswer PolygonTool::finished(std::vector<Point> points, const ToolContext& context) {
  const Mode mode = std::exchange(mode_, chosen_);
  if (mode == Mode::New) {
    return newObject(polygonOf(std::move(points)), "Draw polygon", context);
  }
  const Polygon* selected = selectedPolygon(context);
  if (selected == nullptr) {
    return refused(tr("The polygon to change is not selected any more."));
  }
  switch (mode) {
    case Mode::Part:
      return changed(unionOf(*selected, polygonOf(std::move(points))), "Add part", context);
    case Mode::Hole:
      return changed(differenceOf(*selected, polygonOf(std::move(points))), "Cut hole", context);
    case Mode::Slice:
      return slicedBy(points, *selected, context);
    case Mode::New:
      break;
  }
  return {};
}

}  // namespace touchstone::ui
