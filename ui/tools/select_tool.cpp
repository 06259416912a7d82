#include "ui/tools/select_tool.h"

#include "labeling/geometry/ring.h"
#include "ui/tools/grip_painter.h"
#include "ui/tools/hit_test.h"
#include "ui/tools/shape_moves.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using namespace labeling;

const QString panOption = QStringLiteral("pan");
const QString frameOption = QStringLiteral("frame");

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

bool contains(const std::vector<AnnotationId>& ids, AnnotationId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool adds(const PointerEvent& event) {
  return event.modifiers.testFlag(Qt::ShiftModifier) ||
         event.modifiers.testFlag(Qt::ControlModifier);
}

/// The object that the selection is, when it is exactly one that may be changed.
const Annotation* onlySelected(const ToolContext& context) {
  if (context.selection.size() != 1 || !isPickable(context.selection.front(), context)) {
    return nullptr;
  }
  return context.document.annotation(context.selection.front());
}

Box frameOf(const Image& image) {
  return {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)};
}

DragRules rulesOf(const PointerEvent& event) {
  const bool shift = event.modifiers.testFlag(Qt::ShiftModifier);
  return {
      .resize = {.keepsRatio = shift, .fromCentre = event.modifiers.testFlag(Qt::ControlModifier)},
      .snapsAngle = shift};
}

std::string dragNameOf(const Grip& grip, const Shape& shape) {
  switch (grip.kind) {
    case Grip::Kind::Turn:
      return "Turn box";
    case Grip::Kind::Vertex:
      return "Move point";
    case Grip::Kind::Side:
      break;
  }
  return hasVertices(shape) ? "Resize" : "Resize box";
}

}  // namespace

ToolAnswer SelectTool::press(const PointerEvent& event, const ToolContext& context) {
  last_ = event;
  if (gesture_ != Gesture::None ||
      (event.button != Qt::LeftButton && event.button != Qt::RightButton)) {
    return unhandled();
  }
  start_ = event.imagePoint;
  end_ = start_;
  isMoving_ = false;
  meant_.reset();
  if (event.button == Qt::LeftButton) {
    if (auto answer = pressGrip(event, context)) {
      return *std::move(answer);
    }
  }
  chosen_.reset();
  return pressObject(event, context);
}

std::optional<ToolAnswer> SelectTool::pressGrip(const PointerEvent& event,
                                                const ToolContext& context) {
  const Annotation* object = onlySelected(context);
  if (object == nullptr) {
    return std::nullopt;
  }
  const AnnotationId id = context.selection.front();
  if (hasVertices(object->shape) && !resizesFrames_) {
    if (auto answer = pressVertex(event, context, id)) {
      return answer;
    }
  }
  const auto grip = gripAt(object->shape, event.imagePoint, event.reach, gripStyle());
  if (!grip) {
    return std::nullopt;
  }
  beginDrag(event, id, object->shape, *grip);
  return ToolAnswer{};
}

std::optional<ToolAnswer> SelectTool::pressVertex(const PointerEvent& event,
                                                  const ToolContext& context,
                                                  AnnotationId id) {
  const Shape& shape = context.document.annotation(id)->shape;
  const auto vertex = vertexAt(shape, event.imagePoint, event.reach);
  const bool alt = event.modifiers.testFlag(Qt::AltModifier);
  if (alt && event.modifiers.testFlag(Qt::ShiftModifier)) {
    return vertex ? std::optional(removeVertex(vertex->index, id, context)) : std::nullopt;
  }
  if (alt) {
    const auto edge = edgeAt(shape, event.imagePoint, event.reach);
    if (!edge) {
      return std::nullopt;
    }
    VertexIndex added = edge->index;
    ++added.vertex;
    beginDrag(event, id, withVertexIn(shape, edge->index, edge->position),
              {.kind = Grip::Kind::Vertex, .side = {}, .vertex = added});
    drafts_[id] = gripped_;
    return ToolAnswer{};
  }
  if (vertex && event.modifiers.testFlag(Qt::ControlModifier) &&
      std::holds_alternative<Keypoints>(shape)) {
    return ToolAnswer{
        .edit = editOf({{id, withVisibilityToggled(shape, vertex->index)}}, context.document,
                       vertex->isHidden ? "Mark point visible" : "Mark point hidden")};
  }
  return std::nullopt;
}

void SelectTool::beginDrag(const PointerEvent& event,
                           AnnotationId id,
                           const Shape& shape,
                           const Grip& grip) {
  gesture_ = Gesture::Drag;
  held_ = {id};
  grip_ = grip;
  gripped_ = shape;
  gripStart_ = positionOf(grip, shape, event.reach);
  chosen_.reset();
  if (grip.kind == Grip::Kind::Vertex) {
    chosen_ = grip.vertex;
    chosenOf_ = id;
  }
}

ToolAnswer SelectTool::pressObject(const PointerEvent& event, const ToolContext& context) {
  const auto candidates = objectsAt(context, event.imagePoint, event.reach);
  const bool isRight = event.button == Qt::RightButton;
  std::vector<AnnotationId> selection = context.selection;
  if (candidates.empty()) {
    if (!adds(event)) {
      selection.clear();
    }
    if (isRight || panBesides_) {
      return {.edit = {}, .selection = selection, .handled = false};
    }
    gesture_ = Gesture::Band;
    return {.edit = {}, .selection = selection};
  }
  const AnnotationId front = candidates.front();
  const bool holdsSelected = std::any_of(candidates.begin(), candidates.end(),
                                         [&](AnnotationId id) { return contains(selection, id); });
  if (adds(event) && !isRight) {
    if (contains(selection, front)) {
      std::erase(selection, front);
    } else {
      selection.push_back(front);
    }
  } else if (!holdsSelected) {
    selection = {front};
  } else if (!cycledAt_ || distanceBetween(*cycledAt_, event.imagePoint) > event.reach) {
    meant_ = front;
  }
  gesture_ = isRight ? Gesture::Carry : Gesture::Move;
  held_ = selection;
  return {.edit = {}, .selection = selection};
}

ToolAnswer SelectTool::move(const PointerEvent& event, const ToolContext& context) {
  last_ = event;
  if (gesture_ == Gesture::None) {
    hover(event, context);
    return {};
  }
  // A click that trembles is not a move.
  const double way =
      std::max(std::abs(event.imagePoint.x - start_.x), std::abs(event.imagePoint.y - start_.y));
  isMoving_ = isMoving_ || way > event.reach / 2;
  if (isMoving_) {
    drag(event, context);
  }
  return {};
}

void SelectTool::drag(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  const Point by{event.imagePoint.x - start_.x, event.imagePoint.y - start_.y};
  if (gesture_ == Gesture::Band) {
    end_ = event.imagePoint;
  } else if (gesture_ == Gesture::Drag && image != nullptr) {
    // The borders of boxes lie between pixels.
    const bool isBox = std::holds_alternative<Box>(gripped_);
    const Point to{gripStart_.x + (isBox ? std::round(by.x) : by.x),
                   gripStart_.y + (isBox ? std::round(by.y) : by.y)};
    drafts_[held_.front()] = dragged(gripped_, grip_, to, rulesOf(event), frameOf(*image));
  } else if (gesture_ == Gesture::Move || gesture_ == Gesture::Carry) {
    drafts_ = movedTogether(context.document, held_, {std::round(by.x), std::round(by.y)});
    cursor_ = gesture_ == Gesture::Carry ? Qt::DragCopyCursor : Qt::SizeAllCursor;
  }
}

ToolAnswer SelectTool::release(const PointerEvent& event, const ToolContext& context) {
  const Gesture gesture = gesture_;
  const bool isOther = (gesture == Gesture::Carry) != (event.button == Qt::RightButton);
  if (gesture == Gesture::None || isOther) {
    return unhandled();
  }
  gesture_ = Gesture::None;
  ToolAnswer answer;
  switch (gesture) {
    case Gesture::Drag:
      answer = releaseDrag(context);
      break;
    case Gesture::Move:
      answer = releaseMove(event, context);
      break;
    case Gesture::Carry:
      // The drafts stay in view while the menu asks; cancel() follows.
      return isMoving_ ? releaseCarry(context) : unhandled();
    case Gesture::Band:
      answer = releaseBand(event, context);
      break;
    case Gesture::None:
      break;
  }
  drafts_.clear();
  hover(event, context);
  return answer;
}

ToolAnswer SelectTool::releaseDrag(const ToolContext& context) {
  ToolAnswer answer;
  Edit edit = editOf(drafts_, context.document, dragNameOf(grip_, gripped_));
  if (!edit.changes.empty()) {
    const Annotation* stored = context.document.annotation(held_.front());
    const bool isAdded = stored != nullptr && verticesOf(stored->shape).size() <
                                                  verticesOf(drafts_.begin()->second).size();
    edit.name = isAdded ? "Add point" : edit.name;
    answer.edit = std::move(edit);
  }
  return answer;
}

ToolAnswer SelectTool::releaseMove(const PointerEvent& event, const ToolContext& context) {
  if (!isMoving_) {
    if (meant_ && !adds(event)) {
      return {.edit = {}, .selection = std::vector<AnnotationId>{*meant_}};
    }
    return {};
  }
  Edit edit = editOf(drafts_, context.document, "Move");
  if (edit.changes.empty()) {
    return {};
  }
  return {.edit = std::move(edit)};
}

ToolAnswer SelectTool::releaseCarry(const ToolContext& context) {
  Edit copy{
      .name = drafts_.size() == 1 ? "Copy object" : "Copy objects", .gesture = 0, .changes = {}};
  std::vector<AnnotationId> copies;
  for (const auto& [id, shape] : drafts_) {
    if (const Annotation* stored = context.document.annotation(id)) {
      Annotation added = *stored;
      added.shape = shape;
      added.sourceId = 0;
      added.attributes.verified = false;
      copies.push_back(context.newAnnotationId());
      copy.changes.emplace_back(AnnotationChange{copies.back(), std::move(added)});
    }
  }
  ToolAnswer answer;
  answer.choices.push_back({tr("Copy here"), std::move(copy), std::move(copies)});
  answer.choices.push_back(
      {tr("Move here"), editOf(drafts_, context.document, "Move"), std::nullopt});
  return answer;
}

ToolAnswer SelectTool::releaseBand(const PointerEvent& event, const ToolContext& context) {
  if (!isMoving_) {
    return {};
  }
  std::vector<AnnotationId> selection = adds(event) ? context.selection : decltype(held_){};
  for (const AnnotationId id : objectsWithin(context, boxBetween(start_, event.imagePoint))) {
    if (!contains(selection, id)) {
      selection.push_back(id);
    }
  }
  return {.edit = {}, .selection = std::move(selection)};
}

ToolAnswer SelectTool::doubleClick(const PointerEvent& event, const ToolContext& context) {
  last_ = event;
  const auto candidates = objectsAt(context, event.imagePoint, event.reach);
  if (event.button != Qt::LeftButton || candidates.empty() || adds(event)) {
    return press(event, context);
  }
  std::vector<AnnotationId> selection = context.selection;
  if (selection.size() != 1 || !contains(candidates, selection.front())) {
    selection = {candidates.front()};
  }
  return {.edit = {},
          .selection = std::move(selection),
          .handled = true,
          .choices = {},
          .request = ToolRequest::ChangeClass};
}

bool SelectTool::wants(const KeyPress& key, const ToolContext& context) const {
  return key.key == Qt::Key_Backspace && hasChosenVertex(context);
}

ToolAnswer SelectTool::key(const KeyPress& key, const ToolContext& context) {
  return wants(key, context) ? removeVertex(*chosen_, chosenOf_, context) : unhandled();
}

bool SelectTool::hasChosenVertex(const ToolContext& context) const {
  const Annotation* object = onlySelected(context);
  if (!chosen_ || object == nullptr || context.selection.front() != chosenOf_) {
    return false;
  }
  const auto vertices = verticesOf(object->shape);
  return std::any_of(vertices.begin(), vertices.end(),
                     [&](const Vertex& vertex) { return vertex.index == *chosen_; });
}

ToolAnswer SelectTool::removeVertex(VertexIndex index,
                                    AnnotationId id,
                                    const ToolContext& context) {
  chosen_.reset();
  auto left = withoutVertex(context.document.annotation(id)->shape, index);
  if (!left) {
    return {.edit = {},
            .selection = {},
            .handled = true,
            .choices = {},
            .request = ToolRequest::None,
            .message = tr("Too few points would be left. Delete the object instead.")};
  }
  return {.edit = editOf({{id, *std::move(left)}}, context.document, "Remove point")};
}

ToolAnswer SelectTool::cycle(int step, const ToolContext& context) {
  if (!last_ || gesture_ != Gesture::None) {
    return unhandled();
  }
  const auto candidates = objectsAt(context, last_->imagePoint, last_->reach);
  if (candidates.size() < 2) {
    return unhandled();
  }
  const auto current = std::find_if(candidates.begin(), candidates.end(), [&](AnnotationId id) {
    return contains(context.selection, id);
  });
  const auto count = static_cast<std::ptrdiff_t>(candidates.size());
  const std::ptrdiff_t at = current == candidates.end() ? -1 : current - candidates.begin();
  const std::ptrdiff_t next = at < 0 ? 0 : (at + step + count) % count;
  cycledAt_ = last_->imagePoint;
  chosen_.reset();
  return {.edit = {},
          .selection = std::vector<AnnotationId>{candidates[static_cast<std::size_t>(next)]}};
}

bool SelectTool::cancel() {
  const bool wasActive = gesture_ != Gesture::None;
  gesture_ = Gesture::None;
  held_.clear();
  drafts_.clear();
  meant_.reset();
  return wasActive;
}

void SelectTool::hover(const PointerEvent& event, const ToolContext& context) {
  const auto candidates = objectsAt(context, event.imagePoint, event.reach);
  hovered_ = candidates.empty() ? 0 : candidates.front();
  cursor_ = hovered_ == 0 ? Qt::ArrowCursor : Qt::PointingHandCursor;
  const Annotation* object = onlySelected(context);
  if (object == nullptr) {
    return;
  }
  if (const auto grip = gripAt(object->shape, event.imagePoint, event.reach, gripStyle())) {
    cursor_ = cursorOf(*grip, object->shape);
  } else if (event.modifiers == Qt::AltModifier && !resizesFrames_ &&
             edgeAt(object->shape, event.imagePoint, event.reach)) {
    cursor_ = Qt::CrossCursor;
  }
}

std::vector<ToolOption> SelectTool::options() const {
  return {
      {frameOption, tr("Resize whole"),
       tr("Polygons, lines and points get the handles of a box in place of their points."),
       FlagOption{resizesFrames_}},
      {panOption, tr("Drag pans"),
       tr("A drag beside objects moves the picture. Otherwise it draws a band that selects what "
          "is inside it."),
       FlagOption{panBesides_}}};
}

void SelectTool::setOption(const QString& id, const QVariant& value) {
  (id == panOption ? panBesides_ : resizesFrames_) = value.toBool();
}

QString SelectTool::hint() const {
  if (chosen_) {
    return tr("Backspace removes the point. Alt+click on an edge adds one.");
  }
  return tr(
      "Click or drag around objects to select them, Shift+click adds, Tab takes the one beneath. "
      "Double-click changes the class.");
}

void SelectTool::paintOverlay(QPainter& painter,
                              const ViewTransform& view,
                              const ToolContext& context) const {
  if (gesture_ == Gesture::Band && isMoving_) {
    paintBand(painter, view, boxBetween(start_, end_));
  }
  if (const Annotation* object = onlySelected(context)) {
    const auto draft = drafts_.find(context.selection.front());
    paintGrips(painter, view, draft == drafts_.end() ? object->shape : draft->second, gripStyle(),
               hasChosenVertex(context) ? chosen_ : std::nullopt);
  }
}

}  // namespace touchstone::ui
