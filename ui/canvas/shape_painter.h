#pragma once

#include "labeling/geometry/shape.h"
#include "ui/canvas/view_transform.h"

#include <QColor>
#include <QImage>
#include <QString>

class QPainter;

namespace touchstone::ui {

/// How one object is drawn.
struct ShapeStyle {
  QColor colour;
  QString label;  ///< class name at the object; empty for none
  bool selected = false;
  bool hovered = false;
};

/// Paints the shape without its label; an image tag paints nothing. A mask needs `overlay`, its
/// tinted picture.
void paintShape(QPainter& painter,
                const labeling::Shape& shape,
                const ViewTransform& view,
                const ShapeStyle& style,
                const QImage& overlay = {});

/// Paints the label at the shape's top-left corner. After all shapes, so that no line crosses it.
void paintLabel(QPainter& painter,
                const labeling::Shape& shape,
                const ViewTransform& view,
                const ShapeStyle& style);

/// Returns the mask as a picture: `colour` inside, transparent outside.
[[nodiscard]] QImage tintedMask(const labeling::Mask& mask, QColor colour);

/// Black or white, whichever reads better on `background`.
[[nodiscard]] QColor readableOn(QColor background);

}  // namespace touchstone::ui
