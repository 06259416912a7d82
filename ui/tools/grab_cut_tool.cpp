#include "ui/tools/grab_cut_tool.h"

#include "ui/tools/mask_edits.h"
#include "ui/tools/picture_pixels.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <mutex>

namespace touchstone::ui {
namespace {

using namespace labeling;

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

bool isEnter(const KeyPress& key) {
  return key.key == Qt::Key_Return || key.key == Qt::Key_Enter;
}

}  // namespace

struct GrabCutTool::Work {
  std::mutex mutex;
  PictureRegion region;
  Box box;
  std::optional<Mask> expected;  ///< by a model
  std::optional<GrabCut> cut;
  std::size_t applied = 0;  ///< strokes that the cut knows

  Result<Mask> select(const std::vector<Stroke>& strokes, std::stop_token stop) {
    const std::scoped_lock lock(mutex);
    if (!cut) {
      auto started = GrabCut::start(region, box);
      if (!started) {
        return started.error();
      }
      cut = *std::move(started);
      if (expected) {
        cut->expect(*expected);
      }
    }
    for (; applied < strokes.size(); ++applied) {
      const Stroke& stroke = strokes[applied];
      cut->addStroke(stroke.ground, stroke.tip, stroke.points);
    }
    return cut->select(std::move(stop));
  }
};

ToolAnswer GrabCutTool::press(const PointerEvent& event, const ToolContext& context) {
  if (event.button != Qt::LeftButton || imageSize(context).empty()) {
    return unhandled();
  }
  if (work_ == nullptr) {
    corner_ = event.imagePoint;
    colour_ = colourFor(context, 0);
    return {};
  }
  const bool isBackground = event.modifiers.testFlag(Qt::ControlModifier);
  strokes_.push_back({.ground = isBackground ? Ground::Background : Ground::Object,
                      .tip = {.form = BrushTip::Form::Round, .diameter = tipDiameter_},
                      .points = {event.imagePoint}});
  isMarking_ = true;
  return {};
}

ToolAnswer GrabCutTool::move(const PointerEvent& event, const ToolContext& context) {
  if (isMarking_) {
    strokes_.back().points.push_back(event.imagePoint);
  } else if (corner_) {
    const cv::Size image = imageSize(context);
    drafts_[0] = clampedTo(boxBetween(*corner_, event.imagePoint), image.width, image.height);
  }
  return {};
}

ToolAnswer GrabCutTool::release(const PointerEvent& event, const ToolContext& context) {
  if (isMarking_) {
    isMarking_ = false;
    refine();
    return {};
  }
  if (!corner_) {
    return unhandled();
  }
  const cv::Size image = imageSize(context);
  const Box box = clampedTo(boxBetween(*corner_, event.imagePoint), image.width, image.height);
  corner_.reset();
  drafts_.clear();
  if (box.width() >= 2 && box.height() >= 2) {
    begin(box, context);
  }
  return {};
}

ToolAnswer GrabCutTool::doubleClick(const PointerEvent& /*event*/, const ToolContext& context) {
  return accept(context);
}

void GrabCutTool::begin(const Box& box, const ToolContext& context) {
  work_ = std::make_shared<Work>();
  work_->region = pictureRegion(context, labeling::areaAround(box, imageSize(context)));
  work_->box = box;
  work_->expected = context.suggestedMask ? context.suggestedMask(box) : std::nullopt;
  refine();
}

void GrabCutTool::refine() {
  job_.run([work = work_, strokes = strokes_](
               std::stop_token stop) { return work->select(strokes, std::move(stop)); },
           [this](Result<Mask> found) {
             problem_ = found ? QString() : QString::fromStdString(found.error().message);
             found_ = found ? *std::move(found) : Mask{};
             preview_.show(found_, colour_);
             announceChange();
           });
}

bool GrabCutTool::wants(const KeyPress& key, const ToolContext& /*context*/) const {
  return work_ != nullptr && isEnter(key);
}

ToolAnswer GrabCutTool::key(const KeyPress& /*key*/, const ToolContext& context) {
  return accept(context);
}

ToolAnswer GrabCutTool::accept(const ToolContext& context) {
  if (!hasPreview()) {
    return {};
  }
  const Mask found = std::move(found_);
  cancel();
  return maskAnswer(context, 0, found, {.name = "Cut out object", .removesUnderlying = false});
}

bool GrabCutTool::cancel() {
  const bool wasActive = work_ != nullptr || corner_.has_value();
  job_.cancel();
  corner_.reset();
  work_.reset();
  strokes_.clear();
  isMarking_ = false;
  found_ = {};
  problem_.clear();
  preview_.clear();
  drafts_.clear();
  return wasActive;
}

std::vector<ToolOption> GrabCutTool::options() const {
  return {{"size", tr("Stroke"), tr("Width of the strokes that mark object and background"),
           NumberOption{.value = tipDiameter_, .minimum = 1, .maximum = 200, .unit = tr(" px")}},
          {"accept", tr("Accept"), tr("Make the preview an object (Enter)"),
           ButtonOption{.icon = "check", .enabled = hasPreview()}}};
}

void GrabCutTool::setOption(const QString& id, const QVariant& value) {
  if (id == "size") {
    tipDiameter_ = std::clamp(value.toInt(), 1, 200);
  }
}

ToolAnswer GrabCutTool::pressButton(const QString& id, const ToolContext& context) {
  return id == "accept" ? accept(context) : unhandled();
}

QString GrabCutTool::hint() const {
  if (!problem_.isEmpty()) {
    return problem_;
  }
  return work_ == nullptr ? tr("Drag a box around an object, with a little of what is beside it.")
                          : tr("Drag over what is missing, with Ctrl over what is too much. Enter "
                               "accepts, Escape gives up.");
}

void GrabCutTool::paintOverlay(QPainter& painter,
                               const ViewTransform& view,
                               const ToolContext& /*context*/) const {
  preview_.paint(painter, view);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (work_ != nullptr) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour_, 1, Qt::DashLine));
    painter.drawRect(view.toView(work_->box));
  }
  for (const Stroke& stroke : strokes_) {
    QPolygonF line;
    for (const Point& point : stroke.points) {
      line << view.toView(point);
    }
    QColor colour = stroke.ground == Ground::Object ? QColor(Qt::green) : QColor(Qt::red);
    colour.setAlpha(150);
    painter.setPen(QPen(colour, std::max(2.0, stroke.tip.diameter * view.scale()), Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
  }
  painter.restore();
}

}  // namespace touchstone::ui
