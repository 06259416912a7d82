#include "ui/tools/superpixel_tool.h"

#include "ui/tools/mask_edits.h"
#include "ui/tools/picture_pixels.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double mostPixels = 1e6;  ///< divided at a time: about half a second
constexpr BrushTip pointerTip{.form = BrushTip::Form::Round, .diameter = 1};
constexpr QRgb netColour = 0x60FFFFFF;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

QImage netOf(const Superpixels& superpixels) {
  const cv::Mat1b borders = superpixels.borders();
  QImage net(borders.cols, borders.rows, QImage::Format_ARGB32);
  for (int y = 0; y < borders.rows; ++y) {
    auto* line = reinterpret_cast<QRgb*>(net.scanLine(y));
    std::transform(borders[y], borders[y] + borders.cols, line,
                   [](std::uint8_t border) { return border != 0 ? netColour : 0U; });
  }
  return net;
}

}  // namespace

ToolAnswer SuperpixelTool::press(const PointerEvent& event, const ToolContext& context) {
  if (event.button != Qt::LeftButton || !isReady()) {
    return unhandled();
  }
  taken_ = superpixels_->under(pointerTip, event.imagePoint, event.imagePoint);
  last_ = event.imagePoint;
  colour_ = colourFor(context, selectedMask(context));
  showTaken();
  return {};
}

ToolAnswer SuperpixelTool::move(const PointerEvent& event, const ToolContext& context) {
  if (last_) {
    taken_.merge(superpixels_->under(pointerTip, *last_, event.imagePoint));
    last_ = event.imagePoint;
    showTaken();
    return {};
  }
  divideAround(event.imagePoint, context);
  if (isReady()) {
    std::set<int> under = superpixels_->under(pointerTip, event.imagePoint, event.imagePoint);
    if (under != taken_) {
      taken_ = std::move(under);
      colour_ = colourFor(context, selectedMask(context));
      showTaken();
    }
  }
  return {};
}

ToolAnswer SuperpixelTool::release(const PointerEvent& event, const ToolContext& context) {
  if (!last_) {
    return unhandled();
  }
  const Mask found = superpixels_->maskOf(taken_);
  const bool takesAway = event.modifiers.testFlag(Qt::ControlModifier);
  cancel();
  return foundAnswer(
      context, found, takesAway ? MaskCombination::Subtract : MaskCombination::Add,
      {.name = takesAway ? "Take patches away" : "Paint patches", .removesUnderlying = false});
}

void SuperpixelTool::divideAround(Point point, const ToolContext& context) {
  const cv::Size image = imageSize(context);
  const bool isKnown = image_ == context.image && area_.contains(pixelUnder(point));
  const Box whole{0, 0, static_cast<double>(image.width), static_cast<double>(image.height)};
  if (isKnown || !whole.contains(point)) {
    return;
  }
  const cv::Rect area = areaAround(point, image, mostPixels);
  PictureRegion region = pictureRegion(context, area);
  if (region.pixels.empty()) {
    return;
  }
  image_ = context.image;
  area_ = area;
  superpixels_.reset();
  net_ = {};
  preview_.clear();
  job_.run(
      [region = std::move(region), side = side_](std::stop_token stop) {
        return Superpixels::of(region, {.side = side}, std::move(stop));
      },
      [this](Result<Superpixels> made) {
        if (made) {
          take(*std::move(made));
        }
        announceChange();
      });
}

void SuperpixelTool::take(Superpixels superpixels) {
  net_ = netOf(superpixels);
  superpixels_ = std::move(superpixels);
  taken_.clear();
}

void SuperpixelTool::showTaken() {
  preview_.show(superpixels_->maskOf(taken_), colour_);
}

bool SuperpixelTool::wants(const KeyPress& key, const ToolContext& context) const {
  return !context.selection.empty() && (key.key == Qt::Key_Return || key.key == Qt::Key_Enter);
}

ToolAnswer SuperpixelTool::key(const KeyPress& /*key*/, const ToolContext& /*context*/) {
  return {.edit = {}, .selection = std::vector<AnnotationId>{}};
}

bool SuperpixelTool::cancel() {
  const bool wasActive = last_.has_value();
  last_.reset();
  taken_.clear();
  preview_.clear();
  return wasActive;
}

std::vector<ToolOption> SuperpixelTool::options() const {
  return {{"side", tr("Patch"), tr("Length of a patch's side"),
           NumberOption{.value = side_, .minimum = 4, .maximum = 200, .unit = tr(" px")}}};
}

void SuperpixelTool::setOption(const QString& id, const QVariant& value) {
  if (id == "side" && side_ != value.toInt()) {
    side_ = std::clamp(value.toInt(), 4, 200);
    cancel();
    superpixels_.reset();
    net_ = {};
    image_ = 0;
  }
}

QString SuperpixelTool::hint() const {
  return tr(
      "Drag over patches to paint them, with Ctrl to take them away. Strokes add to the "
      "selected mask; Enter begins a new object.");
}

void SuperpixelTool::paintOverlay(QPainter& painter,
                                  const ViewTransform& view,
                                  const ToolContext& /*context*/) const {
  if (!net_.isNull()) {
    painter.drawImage(
        view.toView(Box{static_cast<double>(area_.x), static_cast<double>(area_.y),
                        static_cast<double>(area_.br().x), static_cast<double>(area_.br().y)}),
        net_);
  }
  preview_.paint(painter, view);
}

}  // namespace touchstone::ui
