#include "ui/tools/oriented_box_tool.h"

#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/ring.h"
#include "ui/tools/new_object.h"

#include <QCoreApplication>

#include <cmath>
#include <numbers>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double angleStep = std::numbers::pi / 12;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

double directionFrom(Point centre, Point to) {
  return std::atan2(to.y - centre.y, to.x - centre.x);
}

}  // namespace

ToolAnswer OrientedBoxTool::press(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  if (event.button != Qt::LeftButton || image == nullptr) {
    return unhandled();
  }
  isPressed_ = true;
  isDragging_ = false;
  isSecondClick_ = stage_ == Stage::Corner;
  if (stage_ == Stage::Nothing) {
    stage_ = Stage::Corner;
    corner_ = placedIn(*image, event.imagePoint);
    return {.edit = {}, .selection = std::vector<AnnotationId>{}};
  }
  return {};
}

ToolAnswer OrientedBoxTool::move(const PointerEvent& event, const ToolContext& /*context*/) {
  if (stage_ == Stage::Nothing) {
    return {};
  }
  const bool isFar = distanceBetween(corner_, event.imagePoint) > event.reach / 2;
  if (stage_ == Stage::Corner && isPressed_ && !isSecondClick_ && isFar) {
    isDragging_ = true;
  }
  if (stage_ == Stage::Corner && !isDragging_) {
    drafts_[0] = Line{{corner_, event.imagePoint}};
  } else {
    drafts_[0] = boxAt(event);
  }
  return {};
}

ToolAnswer OrientedBoxTool::release(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  if (event.button != Qt::LeftButton || !isPressed_ || image == nullptr) {
    return unhandled();
  }
  isPressed_ = false;
  switch (stage_) {
    case Stage::Corner:
      if (isDragging_) {
        upright_ = boxAt(event);
        turnFrom_ = event.imagePoint;
        stage_ = Stage::Upright;
      } else if (isSecondClick_ && distanceBetween(corner_, event.imagePoint) >= 1) {
        sideEnd_ = placedIn(*image, event.imagePoint);
        stage_ = Stage::Side;
      }
      return {};
    case Stage::Side:
    case Stage::Upright:
      return finish(boxAt(event), context);
    case Stage::Nothing:
      break;
  }
  return {};
}

OrientedBox OrientedBoxTool::boxAt(const PointerEvent& event) const {
  if (stage_ == Stage::Corner) {
    return orientedBoxFromDrag(corner_, event.imagePoint, 0);
  }
  if (stage_ == Stage::Side) {
    return orientedBoxFromPoints(corner_, sideEnd_, event.imagePoint);
  }
  const double angle =
      directionFrom(upright_.centre, event.imagePoint) - directionFrom(upright_.centre, turnFrom_);
  const bool snaps = event.modifiers.testFlag(Qt::ShiftModifier);
  OrientedBox box = upright_;
  box.angle = normalisedAngle(snaps ? std::round(angle / angleStep) * angleStep : angle);
  return box;
}

ToolAnswer OrientedBoxTool::finish(const OrientedBox& box, const ToolContext& context) {
  cancel();
  if (box.width < 1 || box.height < 1) {
    return refused(tr("The box is less than one pixel wide: nothing was drawn."));
  }
  return newObject(box, "Draw turned box", context);
}

bool OrientedBoxTool::wants(const KeyPress& key, const ToolContext& /*context*/) const {
  const bool finishes = key.key == Qt::Key_Return || key.key == Qt::Key_Enter;
  return (stage_ == Stage::Upright && finishes) ||
         (stage_ != Stage::Nothing && key.key == Qt::Key_Backspace);
}

ToolAnswer OrientedBoxTool::key(const KeyPress& key, const ToolContext& context) {
  if (!wants(key, context)) {
    return unhandled();
  }
  if (key.key != Qt::Key_Backspace) {
    return finish(upright_, context);
  }
  if (stage_ == Stage::Side) {
    stage_ = Stage::Corner;
    drafts_[0] = Line{{corner_, sideEnd_}};
  } else {
    cancel();
  }
  return {};
}

bool OrientedBoxTool::cancel() {
  const bool wasDrawing = stage_ != Stage::Nothing;
  stage_ = Stage::Nothing;
  isPressed_ = false;
  isDragging_ = false;
  drafts_.clear();
  return wasDrawing;
}

QString OrientedBoxTool::hint() const {
  switch (stage_) {
    case Stage::Nothing:
      return tr(
          "Click both ends of one side and then the opposite side, or drag an upright box "
          "and turn it.");
    case Stage::Corner:
      return tr("Click the other end of the side. Backspace or Escape gives up.");
    case Stage::Side:
      return tr("Click the opposite side. Backspace takes the last point back.");
    case Stage::Upright:
      return tr(
          "Move around the box to turn it (Shift: in steps of 15°) and click, or press Enter "
          "to leave it upright.");
  }
  return {};
}

}  // namespace touchstone::ui
