#include "ui/canvas/shape_painter.h"

#include <QPainter>
#include <QPainterPath>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double lineWidth = 2;
constexpr double pointRadius = 4;

QPolygonF viewPoints(const std::vector<Point>& points, const ViewTransform& view) {
  QPolygonF polygon;
  for (const Point& point : points) {
    polygon << view.toView(point);
  }
  return polygon;
}

/// The outline of everything that has one and is no plain rectangle, in widget coordinates.
QPainterPath outlineOf(const Shape& shape, const ViewTransform& view) {
  QPainterPath path;
  std::visit(Visitor{
                 [](const ImageTag&) {},
                 [](const Box&) {},
                 [&](const OrientedBox& box) {
                   QTransform turn;
                   const QPointF centre = view.toView(box.centre);
                   turn.translate(centre.x(), centre.y()).rotateRadians(box.angle);
                   const QSizeF size = QSizeF(box.width, box.height) * view.scale();
                   path.addPolygon(turn.map(QPolygonF(QRectF(-size.width() / 2, -size.height() / 2,
                                                             size.width(), size.height()))));
                   path.closeSubpath();
                 },
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
                 [&](const Keypoints& keypoints) {
                   for (const Keypoint& keypoint : keypoints.points) {
                     if (keypoint.visibility > 0) {
                       path.addEllipse(view.toView(keypoint.position), pointRadius, pointRadius);
                     }
                   }
                 },
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

bool hasInside(const Shape& shape) {
  return !std::holds_alternative<Line>(shape);
}

}  // namespace

void paintShape(QPainter& painter,
                const Shape& shape,
                const ViewTransform& view,
                const ShapeStyle& style,
                const QImage& overlay) {
  painter.setRenderHint(QPainter::Antialiasing, !std::holds_alternative<Box>(shape));
  if (const auto* mask = std::get_if<Mask>(&shape)) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.setOpacity(style.selected || style.hovered ? 0.65 : 0.45);
    const Box whole{0, 0, static_cast<double>(mask->width), static_cast<double>(mask->height)};
    painter.drawImage(view.toView(whole), overlay);
    painter.setOpacity(1);
  }
  const bool isDark = style.colour.lightness() < 60;
  const QColor casing = isDark ? QColor(255, 255, 255, 170) : QColor(0, 0, 0, 120);
  const double width = style.selected ? lineWidth + 0.5 : lineWidth;
  QColor inside = style.colour;
  inside.setAlpha(style.selected ? 40 : (style.hovered ? 28 : 0));
  const auto* box = std::get_if<Box>(&shape);
  if (box != nullptr) {
    paintFrame(painter, view.toView(*box), width + 2, casing);
    painter.fillRect(view.toView(*box), inside);
    paintFrame(painter, view.toView(*box), width, style.colour);
  } else {
    const QPainterPath outline = outlineOf(shape, view);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(casing, width + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(outline);
    painter.setBrush(hasInside(shape) ? QBrush(inside) : QBrush(Qt::NoBrush));
    painter.setPen(QPen(style.colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(outline);
  }
}

void paintLabel(QPainter& painter,
                const Shape& shape,
                const ViewTransform& view,
                const ShapeStyle& style) {
  if (style.label.isEmpty() || isImageTag(shape)) {
    return;
  }
  const Box bounds = boundsOf(shape);
  const QPointF corner = view.toView(Point{bounds.x0, bounds.y0});
  const QFontMetricsF metrics(painter.font());
  const double height = metrics.height() + 2;
  QRectF tag(corner.x() - lineWidth / 2 - 1, corner.y() - height,
             metrics.horizontalAdvance(style.label) + 10, height);
  if (tag.top() < 0) {
    tag.moveTop(corner.y());
  }
  QColor background = style.colour;
  background.setAlpha(style.selected || style.hovered ? 255 : 215);
  painter.fillRect(tag, background);
  painter.setPen(readableOn(style.colour));
  painter.drawText(tag, Qt::AlignCenter, style.label);
}

QImage tintedMask(const Mask& mask, QColor colour) {
  QImage picture(mask.width, mask.height, QImage::Format_ARGB32_Premultiplied);
  if (picture.isNull()) {
    return picture;
  }
  picture.fill(Qt::transparent);
  const QRgb tint = colour.rgb() | 0xFF000000U;
  const auto end = static_cast<std::uint64_t>(mask.width) * static_cast<std::uint64_t>(mask.height);
  const auto height = static_cast<std::uint64_t>(mask.height);
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    const std::uint64_t next = std::min(end, position + mask.counts[i]);
    for (; i % 2 == 1 && position < next; ++position) {
      auto* line = reinterpret_cast<QRgb*>(picture.scanLine(static_cast<int>(position % height)));
      line[position / height] = tint;
    }
    position = next;
  }
  return picture;
}

QColor readableOn(QColor background) {
  const double luminance =
      0.299 * background.redF() + 0.587 * background.greenF() + 0.114 * background.blueF();
  return luminance > 0.5 ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace touchstone::ui
