#pragma once

#include "ui/canvas/shape_painter.h"

class QFontMetricsF;

namespace touchstone::ui {

/// Returns where the label of a shape with these bounds lies, at its top-left corner; empty when
/// the style has no label.
[[nodiscard]] QRectF labelPlace(const labeling::Box& bounds,
                                const ViewTransform& view,
                                const ShapeStyle& style,
                                const QFontMetricsF& metrics);

/// Paints the label. After all shapes, so that no line crosses it.
void paintLabel(QPainter& painter,
                const labeling::Box& bounds,
                const ViewTransform& view,
                const ShapeStyle& style);

/// Black or white, whichever reads better on `background`.
[[nodiscard]] QColor readableOn(QColor background);

}  // namespace touchstone::ui
