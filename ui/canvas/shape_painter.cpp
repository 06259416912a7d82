#include "ui/canvas/shape_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double lineWidth = 2;
constexpr double pointRadius = 4;
constexpr double directionMark = 9;  ///< how far the mark of an oriented box sticks out
constexpr int fullFill = 45;         ///< opacity at which areas are filled as designed

QPolygonF viewPoints(const std::vector<Point>& points, const ViewTransform& view) {
  QPolygonF polygon;
  polygon.reserve(static_cast<qsizetype>(points.size()));
  for (const Point& point : points) {
    polygon << view.toView(point);
  }
  return polygon;
}

/// The corners of an oriented box on the screen, and a mark at the side that it points to.
void addOrientedBox(QPainterPath& path, const OrientedBox& box, const ViewTransform& view) {
  const QPointF centre = view.toView(box.centre);
  const QTransform turn = QTransform().translate(centre.x(), centre.y()).rotateRadians(box.angle);
  const QSizeF half = QSizeF(box.width, box.height) * view.scale() / 2;
  path.addPolygon(turn.map(
      QPolygonF(QRectF(-half.width(), -half.height(), 2 * half.width(), 2 * half.height()))));
  path.closeSubpath();
  const double wing = std::min(directionMark / 2, half.height());
  path.addPolygon(turn.map(
      QPolygonF({{half.width(), -wing}, {half.width() + directionMark, 0}, {half.width(), wing}})));
}

/// The outline of everything that has one and is no plain rectangle, in widget coordinates.
QPainterPath outlineOf(const Shape& shape, const ViewTransform& view) {
  QPainterPath path;
  std::visit(Visitor{
                 [](const ImageTag&) {},
                 [](const Box&) {},
                 [&](const OrientedBox& box) { addOrientedBox(path, box, view); },
                 [&](const Polygon& polygon) {
                   for (const PolygonPart& part : polygon.parts) {
                     path.addPolygon(viewPoints(part.outer, view));
                     path.closeSubpath();
                     for (const auto& hole : part.holes) {
                       path.addPolygon(viewPoints(hole, view));
                       path.closeSubpath();
                     }
                   }
                 },
                 [](const Mask&) {},
                 [](const Keypoints&) {},
                 [&](const Line& line) { path.addPolygon(viewPoints(line.points, view)); },
             },
             shape);
  path.setFillRule(Qt::OddEvenFill);
  return path;
}

/// Four filled bars: a thousand boxes are drawn many times faster than by stroking rectangles.
void paintFrame(QPainter& painter, const QRectF& rect, double width, const QColor& colour) {
  const double half = width / 2;
  const QRectF outer = rect.adjusted(-half, -half, half, half);
  const double side = std::max(0.0, outer.height() - 2 * width);
  painter.fillRect(QRectF(outer.left(), outer.top(), outer.width(), width), colour);
  painter.fillRect(QRectF(outer.left(), outer.bottom() - width, outer.width(), width), colour);
  painter.fillRect(QRectF(outer.left(), outer.top() + width, width, side), colour);
  painter.fillRect(QRectF(outer.right() - width, outer.top() + width, width, side), colour);
}

/// Upright and level lines as filled bars, for the same reason; only those in view.
void paintBars(QPainter& painter,
               const std::vector<QLineF>& lines,
               const ViewTransform& view,
               double width,
               const QColor& colour) {
  const QRectF shown =
      (painter.hasClipping() ? painter.clipBoundingRect() : QRectF(painter.viewport()))
          .adjusted(-width, -width, width, width);
  const double half = width / 2;
  QList<QRectF> bars;
  for (const QLineF& line : lines) {
    const QRectF bar =
        QRectF(view.toView(Point{line.x1(), line.y1()}), view.toView(Point{line.x2(), line.y2()}))
            .adjusted(-half, -half, half, half);
    if (bar.intersects(shown)) {
      bars << bar;
    }
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawRects(bars);
}

struct Ink {
  QColor line;
  QColor casing;  ///< around the line, so that it can be seen on any picture
  QColor inside;
  double width = lineWidth;
};

Ink inkOf(const ShapeStyle& style) {
  Ink ink;
  ink.line = style.colour;
  const bool isDark = style.colour.lightness() < 60;
  ink.casing = isDark ? QColor(255, 255, 255, 170) : QColor(0, 0, 0, 120);
  ink.width = style.selected ? lineWidth + 0.5 : lineWidth;
  ink.inside = style.colour;
  const int alpha = style.selected ? 40 : (style.hovered ? 28 : 0);
  ink.inside.setAlpha(std::min(255, alpha * style.opacity / fullFill));
  return ink;
}

void paintBox(QPainter& painter, const QRectF& rect, const Ink& ink) {
  painter.setRenderHint(QPainter::Antialiasing, false);
  paintFrame(painter, rect, ink.width + 2, ink.casing);
  if (ink.inside.alpha() > 0) {
    painter.fillRect(rect, ink.inside);
  }
  paintFrame(painter, rect, ink.width, ink.line);
}

void paintOutline(QPainter& painter, const QPainterPath& outline, const Ink& ink, bool hasInside) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink.casing, ink.width + 2, Qt::SolidLine, Qt::SquareCap, Qt::BevelJoin));
  painter.drawPath(outline);
  const bool isFilled = hasInside && ink.inside.alpha() > 0;
  painter.setBrush(isFilled ? QBrush(ink.inside) : QBrush(Qt::NoBrush));
  painter.setPen(QPen(ink.line, ink.width, Qt::SolidLine, Qt::SquareCap, Qt::BevelJoin));
  painter.drawPath(outline);
}

void paintMask(QPainter& painter,
               const MaskPicture& mask,
               const ViewTransform& view,
               const Ink& ink) {
  if (mask.pixels.isNull()) {
    return;
  }
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.drawImage(view.toView(mask.place), mask.pixels);
  if (mask.lines.empty()) {
    return;
  }
  paintBars(painter, mask.lines, view, ink.width + 2, ink.casing);
  paintBars(painter, mask.lines, view, ink.width, ink.line);
}

/// A visible point is filled, a hidden one is a ring; each has its number when it is selected.
void paintKeypoints(QPainter& painter,
                    const Keypoints& keypoints,
                    const ViewTransform& view,
                    const Ink& ink,
                    bool isSelected) {
  painter.setRenderHint(QPainter::Antialiasing);
  int number = 0;
  for (const Keypoint& keypoint : keypoints.points) {
    ++number;
    if (keypoint.visibility == 0) {
      continue;
    }
    const QPointF at = view.toView(keypoint.position);
    const double radius = isSelected ? pointRadius + 1 : pointRadius;
    painter.setPen(QPen(ink.casing, ink.width + 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(at, radius, radius);
    painter.setPen(QPen(ink.line, ink.width));
    painter.setBrush(keypoint.visibility == 2 ? QBrush(ink.line) : QBrush(Qt::NoBrush));
    painter.drawEllipse(at, radius, radius);
    if (isSelected && keypoints.points.size() > 1) {
      painter.setPen(Qt::black);
      painter.drawText(at + QPointF(radius + 4, 5), QString::number(number));
      painter.setPen(Qt::white);
      painter.drawText(at + QPointF(radius + 3, 4), QString::number(number));
    }
  }
}

}  // namespace

MaskLook maskLookOf(const ShapeStyle& style, double scale) {
  const bool isStrong = style.selected || style.hovered;
  return {.colour = style.colour.rgb(),
          .opacity = isStrong ? std::min(100, style.opacity * 3 / 2) : style.opacity,
          .scale = scale};
}

void paintShape(QPainter& painter,
                const Shape& shape,
                const ViewTransform& view,
                const ShapeStyle& style,
                const MaskPicture* mask) {
  const Ink ink = inkOf(style);
  if (const auto* raster = std::get_if<Mask>(&shape)) {
    const double scale = view.scale() * painter.device()->devicePixelRatioF();
    paintMask(painter, mask != nullptr ? *mask : paintedMask(*raster, maskLookOf(style, scale)),
              view, ink);
  } else if (const auto* box = std::get_if<Box>(&shape)) {
    paintBox(painter, view.toView(*box), ink);
  } else if (const auto* keypoints = std::get_if<Keypoints>(&shape)) {
    paintKeypoints(painter, *keypoints, view, ink, style.selected);
  } else if (!isImageTag(shape)) {
    paintOutline(painter, outlineOf(shape, view), ink, !std::holds_alternative<Line>(shape));
  }
}

}  // namespace touchstone::ui
