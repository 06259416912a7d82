#include "ui/tools/scissors_tool.h"

#include "labeling/geometry/convert.h"
#include "labeling/geometry/ring.h"
#include "labeling/geometry/simplify.h"
#include "ui/canvas/view_transform.h"
#include "ui/theme/theme.h"
#include "ui/tools/picture_pixels.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr int lookAhead = 256;  ///< pixels to each side of an anchor in which edges are followed
constexpr int anchorReach = 4;  ///< pixels within which an anchor jumps to an edge

QString tr(const char* text) {
  return QCoreApplication::translate("Tools", text);
}

cv::Rect squareAround(Point point, int reach, cv::Size image) {
  const cv::Point middle = pixelUnder(point);
  return cv::Rect(middle.x - reach, middle.y - reach, 2 * reach + 1, 2 * reach + 1) &
         cv::Rect({0, 0}, image);
}

Point inside(Point point, cv::Size image) {
  return {std::clamp(point.x, 0.0, 1.0 * image.width),
          std::clamp(point.y, 0.0, 1.0 * image.height)};
}

}  // namespace

ToolAnswer ScissorsTool::press(const PointerEvent& event, const ToolContext& context) {
  const cv::Size image = imageSize(context);
  if (event.button != Qt::LeftButton || image.empty()) {
    return unhandled();
  }
  if (anchors_.size() > 2 && distanceBetween(event.imagePoint, anchors_.front()) <= event.reach) {
    return finish(context);
  }
  addAnchor(inside(event.imagePoint, image), context);
  return {};
}

ToolAnswer ScissorsTool::move(const PointerEvent& event, const ToolContext& context) {
  if (!anchors_.empty()) {
    live_ = wayTo(inside(event.imagePoint, imageSize(context)));
  }
  return {};
}

ToolAnswer ScissorsTool::release(const PointerEvent& /*event*/, const ToolContext& /*context*/) {
  return {};
}

ToolAnswer ScissorsTool::doubleClick(const PointerEvent& /*event*/, const ToolContext& context) {
  return finish(context);
}

void ScissorsTool::addAnchor(Point point, const ToolContext& context) {
  const cv::Rect near = squareAround(point, 2 * anchorReach, imageSize(context));
  const Point anchor = strongestEdgeNear(pictureRegion(context, near), point, anchorReach);
  if (!anchors_.empty()) {
    ways_.push_back(wayTo(anchor));
  }
  anchors_.push_back(anchor);
  live_.clear();
  lookAround(context);
}

void ScissorsTool::lookAround(const ToolContext& context) {
  map_.reset();
  const Point anchor = anchors_.back();
  job_.run(
      [region = pictureRegion(context, squareAround(anchor, lookAhead, imageSize(context))),
       anchor](std::stop_token stop) {
        return ScissorsMap::around(region, anchor, lookAhead, std::move(stop));
      },
      [this](Result<ScissorsMap> map) {
        // Without a map the way stays a straight line.
        if (map) {
          map_ = *std::move(map);
        }
        announceChange();
      });
}

void ScissorsTool::takeBack(const ToolContext& context) {
  anchors_.pop_back();
  live_.clear();
  if (anchors_.empty()) {
    cancel();
    return;
  }
  ways_.pop_back();
  lookAround(context);
}

ScissorsTool::Way ScissorsTool::wayTo(Point point) const {
  if (!map_) {
    return {anchors_.back(), point};
  }
  Way way = map_->contourTo(point);
  way.push_back(point);
  return way;
}

std::vector<Point> ScissorsTool::outline() const {
  std::vector<Point> points;
  for (const Way& way : ways_) {
    points.insert(points.end(), way.begin(), way.end());
  }
  return simplifiedRing(points, smoothing_);
}

ToolAnswer ScissorsTool::finish(const ToolContext& context) {
  if (anchors_.size() < 3) {
    return {};
  }
  ways_.push_back(wayTo(anchors_.front()));
  const std::vector<Point> ring = outline();
  const cv::Size image = imageSize(context);
  const bool asMask = asMask_;
  cancel();
  Shape shape = Polygon{{PolygonPart{.outer = ring, .holes = {}}}};
  if (asMask) {
    auto mask = convertedTo(shape, ShapeKind::Mask, {.width = image.width, .height = image.height});
    if (!mask) {
      return {};
    }
    shape = *std::move(mask);
  }
  const AnnotationId id = context.newAnnotationId();
  Annotation drawn;
  drawn.image = context.image;
  drawn.labelClass = context.currentClass;
  drawn.shape = std::move(shape);
  return {.edit = Edit{.name = "Cut along edges",
                       .gesture = 0,
                       .changes = {AnnotationChange{id, std::move(drawn)}}},
          .selection = std::vector<AnnotationId>{id}};
}

bool ScissorsTool::wants(const KeyPress& key, const ToolContext& /*context*/) const {
  return !anchors_.empty() &&
         (key.key == Qt::Key_Return || key.key == Qt::Key_Enter || key.key == Qt::Key_Backspace);
}

ToolAnswer ScissorsTool::key(const KeyPress& key, const ToolContext& context) {
  if (key.key != Qt::Key_Backspace) {
    return finish(context);
  }
  takeBack(context);
  return {};
}

bool ScissorsTool::cancel() {
  const bool wasActive = !anchors_.empty();
  job_.cancel();
  anchors_.clear();
  ways_.clear();
  live_.clear();
  map_.reset();
  return wasActive;
}

std::vector<ToolOption> ScissorsTool::options() const {
  return {{"kind", tr("Makes a"), tr("What the outline becomes"),
           ChoiceOption{.index = asMask_ ? 1 : 0, .names = {tr("Polygon"), tr("Mask")}}},
          {"smoothing", tr("Smoothing"), tr("How far the outline may leave the edge"),
           NumberOption{.value = smoothing_, .minimum = 0, .maximum = 20, .unit = tr(" px")}}};
}

void ScissorsTool::setOption(const QString& id, const QVariant& value) {
  if (id == "kind") {
    asMask_ = value.toInt() == 1;
  } else if (id == "smoothing") {
    smoothing_ = std::clamp(value.toInt(), 0, 20);
  }
}

QString ScissorsTool::hint() const {
  return anchors_.empty()
             ? tr("Click on the edge of an object, and on along it; the line finds the edge.")
             : tr("Click on along the edge. Click the first point, or Enter, closes; Backspace "
                  "takes the last click back.");
}

void ScissorsTool::paintOverlay(QPainter& painter,
                                const ViewTransform& view,
                                const ToolContext& /*context*/) const {
  if (anchors_.empty()) {
    return;
  }
  QPolygonF line;
  const auto append = [&](const Way& way) {
    for (const Point& point : way) {
      line << view.toView(point);
    }
  };
  std::for_each(ways_.begin(), ways_.end(), append);
  append(live_);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  for (const QPen& pen : {QPen(Qt::black, 3), QPen(theme::colours().accent, 1.5)}) {
    painter.setPen(pen);
    painter.drawPolyline(line);
  }
  painter.setPen(QPen(Qt::black, 1));
  painter.setBrush(Qt::white);
  for (const Point& anchor : anchors_) {
    painter.drawEllipse(view.toView(anchor), 4, 4);
  }
  painter.restore();
}

}  // namespace touchstone::ui
