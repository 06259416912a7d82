#include "ui/tools/box_tool.h"

#include "ui/tools/new_object.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using namespace labeling;

/// Returns the point of the square with the corner `start` that is dragged towards `end`.
Point squareCorner(Point start, Point end) {
  const double side = std::max(std::abs(end.x - start.x), std::abs(end.y - start.y));
  return {start.x + std::copysign(side, end.x - start.x),
          start.y + std::copysign(side, end.y - start.y)};
}

/// Borders of a box lie between pixels.
Box onPixels(const Box& box) {
  return {std::round(box.x0), std::round(box.y0), std::round(box.x1), std::round(box.y1)};
}

}  // namespace

ToolAnswer BoxTool::press(const PointerEvent& event, const ToolContext& context) {
  if (event.button != Qt::LeftButton || context.document.image(context.image) == nullptr) {
    return unhandled();
  }
  isSecondClick_ = start_.has_value();
  if (!isSecondClick_) {
    start_ = event.imagePoint;
  }
  return {.edit = {}, .selection = std::vector<AnnotationId>{}};
}

ToolAnswer BoxTool::move(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  if (start_ && image != nullptr) {
    drafts_[0] = boxTo(event, *image);
  }
  return {};
}

ToolAnswer BoxTool::release(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  if (!start_ || image == nullptr || event.button != Qt::LeftButton) {
    return unhandled();
  }
  const double way =
      std::max(std::abs(event.imagePoint.x - start_->x), std::abs(event.imagePoint.y - start_->y));
  if (!isSecondClick_ && way <= event.reach / 2) {
    return {};
  }
  const Box box = boxTo(event, *image);
  cancel();
  return box.area() < 1 ? ToolAnswer{} : newObject(box, "Draw box", context);
}

Box BoxTool::boxTo(const PointerEvent& event, const Image& image) const {
  const bool isSquare = drawsSquares_ || event.modifiers.testFlag(Qt::ControlModifier);
  const Point end = isSquare ? squareCorner(*start_, event.imagePoint) : event.imagePoint;
  return onPixels(clampedTo(boxBetween(*start_, end), image.width, image.height));
}

std::vector<ToolOption> BoxTool::options() const {
  return {{.id = squareOption(),
           .text = QCoreApplication::translate("Tools", "Squares"),
           .toolTip = QCoreApplication::translate("Tools", "Draw squares (Ctrl+Shift+R)"),
           .what = FlagOption{drawsSquares_}}};
}

void BoxTool::setOption(const QString& id, const QVariant& value) {
  if (id == squareOption()) {
    drawsSquares_ = value.toBool();
  }
}

bool BoxTool::cancel() {
  const bool wasDrawing = start_.has_value();
  start_.reset();
  drafts_.clear();
  return wasDrawing;
}

QString BoxTool::hint() const {
  return start_ ? QCoreApplication::translate(
                      "Tools",
                      "Release or click at the opposite corner. Ctrl draws a square, "
                      "Escape gives up.")
                : QCoreApplication::translate(
                      "Tools",
                      "Drag from corner to corner, or click both corners. Ctrl draws a "
                      "square.");
}

}  // namespace touchstone::ui
