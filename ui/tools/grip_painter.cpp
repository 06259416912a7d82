#include "ui/tools/grip_painter.h"

#include "ui/canvas/view_transform.h"
#include "ui/theme/theme.h"
#include "ui/tools/tool.h"

#include <QPainter>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double handleSize = 7;
constexpr double vertexRadius = 4;
constexpr double snapRadius = 8;

/// White with a dark border can be seen on any picture.
void setGripColours(QPainter& painter, bool isFilled) {
  painter.setPen(QPen(QColor(0, 0, 0, 200), 1));
  painter.setBrush(isFilled ? theme::colours().accent : QColor(Qt::white));
}

void paintHandle(QPainter& painter, QPointF centre) {
  painter.drawRect(
      QRectF(centre.x() - handleSize / 2, centre.y() - handleSize / 2, handleSize, handleSize));
}

void paintSides(QPainter& painter, const ViewTransform& view, const Shape& shape) {
  const double reach = reachOnScreen / view.scale();
  for (const Handle handle : allHandles) {
    const Grip grip{.kind = Grip::Kind::Side, .side = handle, .vertex = {}};
    paintHandle(painter, view.toView(positionOf(grip, shape, reach)));
  }
}

void paintTurn(QPainter& painter, const ViewTransform& view, const Shape& shape) {
  const double reach = reachOnScreen / view.scale();
  const Grip top{.kind = Grip::Kind::Side, .side = Handle::Top, .vertex = {}};
  const Grip turn{.kind = Grip::Kind::Turn, .side = {}, .vertex = {}};
  const QPointF from = view.toView(positionOf(top, shape, reach));
  const QPointF to = view.toView(positionOf(turn, shape, reach));
  painter.setPen(QPen(QColor(0, 0, 0, 200), 3));
  painter.drawLine(from, to);
  painter.setPen(QPen(Qt::white, 1));
  painter.drawLine(from, to);
  setGripColours(painter, false);
  painter.drawEllipse(to, vertexRadius + 1, vertexRadius + 1);
}

}  // namespace

void paintGrips(QPainter& painter,
                const ViewTransform& view,
                const Shape& shape,
                GripStyle style,
                const std::optional<VertexIndex>& chosen) {
  const bool isTurned = std::holds_alternative<OrientedBox>(shape);
  if (isTurned) {
    paintTurn(painter, view, shape);
  }
  setGripColours(painter, false);
  if (isTurned || std::holds_alternative<Box>(shape) ||
      (hasVertices(shape) && style == GripStyle::Frame)) {
    paintSides(painter, view, shape);
    return;
  }
  for (const Vertex& vertex : verticesOf(shape)) {
    const bool isChosen = chosen && *chosen == vertex.index;
    setGripColours(painter, isChosen);
    if (vertex.isHidden) {
      painter.setPen(QPen(QColor(0, 0, 0, 200), 1, Qt::DotLine));
      painter.setBrush(isChosen ? painter.brush() : QBrush(Qt::NoBrush));
    }
    const double radius = isChosen ? vertexRadius + 1 : vertexRadius;
    painter.drawEllipse(view.toView(vertex.position), radius, radius);
  }
}

void paintBand(QPainter& painter, const ViewTransform& view, const Box& band) {
  QColor inside = theme::colours().accent;
  inside.setAlpha(40);
  painter.setPen(QPen(theme::colours().accent, 1));
  painter.setBrush(inside);
  painter.drawRect(view.toView(band));
}

void paintPath(QPainter& painter,
               const ViewTransform& view,
               const std::vector<Point>& points,
               bool canClose) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool closes = canClose && i == 0;
    setGripColours(painter, closes);
    const double radius = closes ? vertexRadius + 2 : vertexRadius;
    painter.drawEllipse(view.toView(points[i]), radius, radius);
  }
}

void paintSnap(QPainter& painter, const ViewTransform& view, Point position) {
  const QPointF centre = view.toView(position);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(QColor(0, 0, 0, 200), 4));
  painter.drawEllipse(centre, snapRadius, snapRadius);
  painter.setPen(QPen(theme::colours().accent, 2));
  painter.drawEllipse(centre, snapRadius, snapRadius);
}

}  // namespace touchstone::ui
