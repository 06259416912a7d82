#include "ui/tools/flood_tool.h"

#include "ui/tools/mask_edits.h"
#include "ui/tools/picture_pixels.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double mostPixels = 16e6;  ///< looked at for one click: it has to answer at once

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

}  // namespace

ToolAnswer FloodTool::press(const PointerEvent& event, const ToolContext& context) {
  const cv::Size image = imageSize(context);
  const Box whole{0, 0, static_cast<double>(image.width), static_cast<double>(image.height)};
  if (event.button != Qt::LeftButton || !whole.contains(event.imagePoint)) {
    return unhandled();
  }
  click_ = Click{.point = event.imagePoint,
                 .tolerance = options_.tolerance,
                 .region = pictureRegion(context, areaAround(event.imagePoint, image, mostPixels)),
                 .found = {},
                 .colour = colourFor(context, 0)};
  flood();
  return {};
}

ToolAnswer FloodTool::move(const PointerEvent& event, const ToolContext& /*context*/) {
  if (click_) {
    // The reach is 8 pixels of the screen: one step of tolerance for four of them.
    const double dragged = (event.imagePoint.x - click_->point.x) / event.reach * 2;
    const int tolerance =
        std::clamp(click_->tolerance + static_cast<int>(std::lround(dragged)), 0, 255);
    if (tolerance != options_.tolerance) {
      options_.tolerance = tolerance;
      flood();
    }
  }
  return {};
}

ToolAnswer FloodTool::release(const PointerEvent& event, const ToolContext& context) {
  if (!click_) {
    return unhandled();
  }
  const Mask found = std::move(click_->found);
  cancel();
  if (found.counts.empty()) {
    return {};
  }
  const MaskCombination combination =
      event.modifiers.testFlag(Qt::ShiftModifier)     ? MaskCombination::Add
      : event.modifiers.testFlag(Qt::ControlModifier) ? MaskCombination::Subtract
                                                      : MaskCombination::Replace;
  return foundAnswer(context, found, combination,
                     {.name = "Select by colour", .removesUnderlying = false});
}

void FloodTool::flood() {
  auto found = floodSelection(click_->region, click_->point, options_);
  click_->found = found ? *std::move(found) : Mask{};
  preview_.show(click_->found, click_->colour);
}

bool FloodTool::cancel() {
  const bool wasActive = click_.has_value();
  click_.reset();
  preview_.clear();
  return wasActive;
}

std::vector<ToolOption> FloodTool::options() const {
  return {
      {"tolerance", tr("Tolerance"), tr("How far colours may differ (drag after clicking)"),
       NumberOption{.value = options_.tolerance, .minimum = 0, .maximum = 255, .unit = {}}},
      {"contiguous", tr("Connected only"),
       tr("Only pixels that are connected with the clicked one"), FlagOption{options_.contiguous}}};
}

void FloodTool::setOption(const QString& id, const QVariant& value) {
  if (id == "tolerance") {
    options_.tolerance = std::clamp(value.toInt(), 0, 255);
  } else if (id == "contiguous") {
    options_.contiguous = value.toBool();
  }
}

QString FloodTool::hint() const {
  return tr(
      "Click a colour; drag sideways to take more or less. Shift adds to the selected mask, "
      "Ctrl takes away.");
}

void FloodTool::paintOverlay(QPainter& painter,
                             const ViewTransform& view,
                             const ToolContext& /*context*/) const {
  preview_.paint(painter, view);
}

}  // namespace touchstone::ui
