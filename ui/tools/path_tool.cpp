#include "ui/tools/path_tool.h"

#include "labeling/geometry/ring.h"
#include "ui/tools/grip_painter.h"
#include "ui/tools/new_object.h"

#include <QCoreApplication>

namespace touchstone::ui {
namespace {

using namespace labeling;

const QString snapOption = QStringLiteral("snap");

/// Between points drawn freehand, in reaches.
constexpr double freehandStep = 1.5;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

SnapTargets targetsOf(const ToolContext& context) {
  SnapTargets targets;
  for (const AnnotationId id : context.document.annotationsOf(context.image)) {
    if (!context.isHidden || !context.isHidden(id)) {
      targets.add(context.document.annotation(id)->shape);
    }
  }
  return targets;
}

bool takesBack(const KeyPress& key) {
  return (key.key == Qt::Key_Backspace && key.modifiers == Qt::NoModifier) ||
         (key.key == Qt::Key_Z && key.modifiers == Qt::ControlModifier);
}

bool finishes(const KeyPress& key) {
  return key.key == Qt::Key_Return || key.key == Qt::Key_Enter;
}

}  // namespace

ToolAnswer PathTool::press(const PointerEvent& event, const ToolContext& context) {
  if (event.button != Qt::LeftButton || context.document.image(context.image) == nullptr) {
    return unhandled();
  }
  if (points_.empty()) {
    targets_.reset();
    if (const QString refusal = begin(event, context); !refusal.isEmpty()) {
      return refused(refusal);
    }
  } else if (closesAt(event)) {
    return finish(context);
  }
  isPressed_ = true;
  isSketching_ = false;
  add(place(event, context), event);
  return endsAtFirstPoint() ? finish(context) : ToolAnswer{};
}

ToolAnswer PathTool::move(const PointerEvent& event, const ToolContext& context) {
  if (context.document.image(context.image) == nullptr) {
    return {};
  }
  pointer_ = place(event, context);
  const bool sketches = isPressed_ && isFreehand() && !points_.empty();
  if (sketches && distanceBetween(points_.back(), *pointer_) > freehandStep * event.reach) {
    isSketching_ = true;
    add(*pointer_, event);
  }
  showDraft();
  return {};
}

ToolAnswer PathTool::release(const PointerEvent& event, const ToolContext& context) {
  if (event.button != Qt::LeftButton) {
    return unhandled();
  }
  const bool closes = isPressed_ && isSketching_ && closesAt(event);
  isPressed_ = false;
  return closes ? finish(context) : ToolAnswer{};
}

ToolAnswer PathTool::doubleClick(const PointerEvent& event, const ToolContext& context) {
  if (event.button != Qt::LeftButton || points_.size() < fewestPoints()) {
    return press(event, context);
  }
  return finish(context);
}

bool PathTool::wants(const KeyPress& key, const ToolContext& /*context*/) const {
  return !points_.empty() && (takesBack(key) || finishes(key));
}

ToolAnswer PathTool::key(const KeyPress& key, const ToolContext& context) {
  if (!wants(key, context)) {
    return unhandled();
  }
  if (finishes(key)) {
    return finish(context);
  }
  removeLast();
  return {};
}

bool PathTool::cancel() {
  const bool wasDrawing = !points_.empty();
  points_.clear();
  drafts_.clear();
  targets_.reset();
  snapped_.reset();
  isPressed_ = false;
  return wasDrawing;
}

std::vector<ToolOption> PathTool::options() const {
  return {{snapOption, tr("Snap to objects"),
           tr("Points jump to points and edges of other objects. Ctrl does the opposite."),
           FlagOption{snaps_}}};
}

void PathTool::setOption(const QString& id, const QVariant& value) {
  if (id == snapOption) {
    snaps_ = value.toBool();
  }
}

void PathTool::paintOverlay(QPainter& painter,
                            const ViewTransform& view,
                            const ToolContext& /*context*/) const {
  paintPath(painter, view, points_, canClose());
  if (snapped_) {
    paintSnap(painter, view, *snapped_);
  }
}

bool PathTool::canClose() const {
  return isClosed() && points_.size() >= fewestPoints();
}

bool PathTool::closesAt(const PointerEvent& event) const {
  return canClose() && distanceBetween(event.imagePoint, points_.front()) <= event.reach;
}

Point PathTool::place(const PointerEvent& event, const ToolContext& context) {
  snapped_.reset();
  if (snaps_ != event.modifiers.testFlag(Qt::ControlModifier)) {
    if (!targets_) {
      targets_ = targetsOf(context);
    }
    if (const auto snap = targets_->nearest(event.imagePoint, event.reach)) {
      snapped_ = snap->position;
      return snap->position;
    }
  }
  return placedIn(*context.document.image(context.image), event.imagePoint);
}

void PathTool::add(Point point, const PointerEvent& event) {
  if (points_.empty() || points_.back() != point) {
    points_.push_back(point);
    pointAdded(event);
  }
  pointer_ = point;
  showDraft();
}

void PathTool::removeLast() {
  points_.pop_back();
  showDraft();
}

void PathTool::showDraft() {
  drafts_.clear();
  if (points_.empty()) {
    return;
  }
  std::vector<Point> shown = points_;
  if (pointer_ && *pointer_ != shown.back()) {
    shown.push_back(*pointer_);
  }
  drafts_[0] = draftOf(std::move(shown));
}

ToolAnswer PathTool::finish(const ToolContext& context) {
  if (points_.size() < fewestPoints()) {
    return refused(tr("%1 points are needed at least.").arg(fewestPoints()));
  }
  std::vector<Point> points = std::move(points_);
  cancel();
  return finished(std::move(points), context);
}

}  // namespace touchstone::ui
