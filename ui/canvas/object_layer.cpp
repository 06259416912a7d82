#include "ui/canvas/object_layer.h"

#include "ui/label/label_state.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double nameRoom = 24;  ///< an object outside the view may have its name inside

ShapeStyle styleOf(const Document& document, ClassId id, bool named) {
  const LabelClass* labelClass = document.labelClass(id);
  ShapeStyle style;
  style.colour = labelClass == nullptr ? theme::colours().accent : QColor(labelClass->colour);
  if (named && labelClass != nullptr) {
    style.label = QString::fromStdString(labelClass->name);
  }
  return style;
}

}  // namespace

void ObjectLayer::paint(QPainter& painter,
                        const ViewTransform& view,
                        const Document& document,
                        const LabelState& state,
                        const Tool& tool) {
  const std::vector<AnnotationId>& selection = state.selection();
  std::vector<std::pair<const Shape*, ShapeStyle>> labelled;
  const QRectF window =
      QRectF(painter.viewport()).adjusted(-nameRoom, -nameRoom, nameRoom, nameRoom);
  const auto isInView = [&](const Shape& shape) {
    return window.intersects(view.toView(boundsOf(shape)).adjusted(-1, -1, 1, 1));
  };
  const auto paintOne = [&](AnnotationId id) {
    const Annotation* annotation = document.annotation(id);
    if (annotation == nullptr || state.isHidden(id)) {
      return;
    }
    const auto draft = tool.drafts().find(id);
    const Shape& shape = draft == tool.drafts().end() ? annotation->shape : draft->second;
    if (!isInView(shape)) {
      return;
    }
    ShapeStyle style = styleOf(document, annotation->labelClass, state.namesShown());
    style.selected = std::find(selection.begin(), selection.end(), id) != selection.end();
    style.hovered = tool.hovered() == id;
    const auto* mask = std::get_if<Mask>(&shape);
    paintShape(painter, shape, view, style,
               mask == nullptr ? QImage() : overlayOf(id, *mask, style.colour));
    labelled.emplace_back(&shape, style);
  };
  if (!state.objectsHidden()) {
    for (const AnnotationId id : document.annotationsOf(state.image())) {
      if (std::find(selection.begin(), selection.end(), id) == selection.end()) {
        paintOne(id);
      }
    }
    // Selected objects lie on top, so that their handles can be seen.
    std::for_each(selection.begin(), selection.end(), paintOne);
  }
  for (const auto& [shape, style] : labelled) {
    paintLabel(painter, *shape, view, style);
  }
  if (const auto drawn = tool.drafts().find(0); drawn != tool.drafts().end()) {
    ShapeStyle style = styleOf(document, state.currentClass(), state.namesShown());
    style.selected = true;
    paintShape(painter, drawn->second, view, style);
    paintLabel(painter, drawn->second, view, style);
  }
}

const QImage& ObjectLayer::overlayOf(AnnotationId id, const Mask& mask, QColor colour) {
  TintedMask& kept = masks_[id];
  if (kept.picture.isNull() || kept.colour != colour.rgb() || kept.mask != mask) {
    kept = {mask, colour.rgb(), tintedMask(mask, colour)};
  }
  return kept.picture;
}

}  // namespace touchstone::ui
