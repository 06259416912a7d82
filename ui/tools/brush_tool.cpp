#include "ui/tools/brush_tool.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_regions.h"
#include "ui/tools/mask_edits.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr int largestTip = 1000;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

/// One step of the keys [ and ]: fine for small tips, coarse for large ones.
int stepFor(int diameter) {
  return std::max(1, diameter / 8);
}

/// Returns the box around those that there are.
std::optional<Box> around(std::initializer_list<std::optional<Box>> boxes) {
  std::optional<Box> all;
  for (const auto& box : boxes) {
    if (box) {
      all = all ? Box{std::min(all->x0, box->x0), std::min(all->y0, box->y0),
                      std::max(all->x1, box->x1), std::max(all->y1, box->y1)}
                : *box;
    }
  }
  return all;
}

}  // namespace

ToolAnswer BrushTool::press(const PointerEvent& event, const ToolContext& context) {
  const Image* image = context.document.image(context.image);
  if (event.button != Qt::LeftButton || image == nullptr || image->width <= 0) {
    return unhandled();
  }
  const bool swaps = event.modifiers.testFlag(Qt::ControlModifier);
  const PaintMode mode = (mode_ == PaintMode::Add) == swaps ? PaintMode::Erase : PaintMode::Add;
  const AnnotationId object = selectedMask(context);
  if (object == 0 && mode == PaintMode::Erase) {
    return {};
  }
  Mask start = object == 0 ? emptyMask(image->width, image->height)
                           : std::get<Mask>(context.document.annotation(object)->shape);
  stroke_ = Stroke{.object = object,
                   .mode = mode,
                   .last = event.imagePoint,
                   .canvas = std::make_unique<MaskCanvas>(std::move(start)),
                   .preview = MaskPreview(colourFor(context, object))};
  if (object != 0) {
    // The preview shows the object as it becomes: the stored one must not shine through.
    drafts_[object] = Mask{};
  }
  paintTo(event.imagePoint);
  return {};
}

ToolAnswer BrushTool::move(const PointerEvent& event, const ToolContext& /*context*/) {
  const auto before = ringBox();
  pointer_ = event.imagePoint;
  const auto painted = stroke_ ? paintTo(event.imagePoint) : std::nullopt;
  return {.changed = around({before, ringBox(), painted})};
}

ToolAnswer BrushTool::release(const PointerEvent& event, const ToolContext& context) {
  if (!stroke_) {
    return unhandled();
  }
  paintTo(event.imagePoint);
  Mask painted = stroke_->canvas->mask();
  const AnnotationId object = stroke_->object;
  const bool adds = stroke_->mode == PaintMode::Add;
  cancel();
  return maskAnswer(context, object, std::move(painted),
                    {.name = adds ? "Paint mask" : "Erase from mask",
                     .removesUnderlying = adds && removesUnderlying_});
}

std::optional<Box> BrushTool::paintTo(Point point) {
  const cv::Rect painted = stroke_->canvas->stroke(tip_, stroke_->last, point, stroke_->mode);
  stroke_->preview.noteChange(painted);
  stroke_->last = point;
  return painted.empty() ? std::nullopt
                         : std::optional(Box{1.0 * painted.x, 1.0 * painted.y, 1.0 * painted.br().x,
                                             1.0 * painted.br().y});
}

std::optional<Box> BrushTool::ringBox() const {
  if (!pointer_) {
    return std::nullopt;
  }
  const Point centre = stampCentre(tip_, *pointer_);
  const double half = tip_.diameter / 2.0;
  return Box{centre.x - half, centre.y - half, centre.x + half, centre.y + half};
}

bool BrushTool::wants(const KeyPress& key, const ToolContext& context) const {
  return key.key == Qt::Key_BracketLeft || key.key == Qt::Key_BracketRight ||
         ((key.key == Qt::Key_Return || key.key == Qt::Key_Enter) && !stroke_ &&
          !context.selection.empty());
}

ToolAnswer BrushTool::key(const KeyPress& key, const ToolContext& /*context*/) {
  if (key.key == Qt::Key_BracketLeft || key.key == Qt::Key_BracketRight) {
    const int step = stepFor(tip_.diameter);
    const int change = key.key == Qt::Key_BracketRight ? step : -step;
    tip_.diameter = std::clamp(tip_.diameter + change, 1, largestTip);
    return {};
  }
  return {.edit = {}, .selection = std::vector<AnnotationId>{}};
}

bool BrushTool::cancel() {
  const bool wasPainting = stroke_.has_value();
  stroke_.reset();
  drafts_.clear();
  return wasPainting;
}

std::vector<ToolOption> BrushTool::options() const {
  return {{"size", tr("Size"), tr("Diameter of the tip ([ and ])"),
           NumberOption{
               .value = tip_.diameter, .minimum = 1, .maximum = largestTip, .unit = tr(" px")}},
          {"form",
           tr("Tip"),
           {},
           ChoiceOption{.index = tip_.form == BrushTip::Form::Square ? 1 : 0,
                        .names = {tr("Round"), tr("Square")}}},
          {"underlying", tr("Take from other masks"),
           tr("Pixels that are painted are removed from the masks below"),
           FlagOption{removesUnderlying_}},
          {"fill", tr("Fill holes"), tr("Fill the holes of the selected mask"),
           ButtonOption{.icon = "paint-bucket", .enabled = true}}};
}

void BrushTool::setOption(const QString& id, const QVariant& value) {
  if (id == "size") {
    tip_.diameter = std::clamp(value.toInt(), 1, largestTip);
  } else if (id == "form") {
    tip_.form = value.toInt() == 1 ? BrushTip::Form::Square : BrushTip::Form::Round;
  } else if (id == "underlying") {
    removesUnderlying_ = value.toBool();
  }
}

ToolAnswer BrushTool::pressButton(const QString& id, const ToolContext& context) {
  const AnnotationId object = selectedMask(context);
  if (id != "fill" || object == 0) {
    return unhandled();
  }
  const Mask& mask = std::get<Mask>(context.document.annotation(object)->shape);
  return maskAnswer(context, object, withHolesFilled(mask),
                    {.name = "Fill holes", .removesUnderlying = removesUnderlying_});
}

QString BrushTool::hint() const {
  return mode_ == PaintMode::Add
             ? tr("Drag to paint, with Ctrl to erase. Strokes add to the selected mask; Enter "
                  "begins a new object. [ and ] change the size.")
             : tr("Drag over the selected mask to erase, with Ctrl to paint. [ and ] change the "
                  "size.");
}

void BrushTool::paintOverlay(QPainter& painter,
                             const ViewTransform& view,
                             const ToolContext& /*context*/) const {
  if (stroke_) {
    stroke_->preview.paint(painter, view, *stroke_->canvas);
  }
  paintRing(painter, view);
}

void BrushTool::paintRing(QPainter& painter, const ViewTransform& view) const {
  if (!pointer_) {
    return;
  }
  const QRectF ring = view.toView(*ringBox());
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  // A dark and a light line can be seen on any picture.
  for (const QPen& pen : {QPen(Qt::black, 3), QPen(Qt::white, 1)}) {
    painter.setPen(pen);
    if (tip_.form == BrushTip::Form::Round) {
      painter.drawEllipse(ring);
    } else {
      painter.drawRect(ring);
    }
  }
  painter.restore();
}

}  // namespace touchstone::ui
