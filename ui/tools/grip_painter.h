#pragma once

#include "ui/tools/grips.h"

#include <optional>
#include <vector>

class QPainter;

namespace touchstone::ui {

class ViewTransform;

/// Paints the places by which the shape is changed; `chosen` is the vertex that was clicked last.
void paintGrips(QPainter& painter,
                const ViewTransform& view,
                const labeling::Shape& shape,
                GripStyle style,
                const std::optional<labeling::VertexIndex>& chosen);

/// Paints a rectangle being drawn around objects.
void paintBand(QPainter& painter, const ViewTransform& view, const labeling::Box& band);

/// Paints the points of an outline being drawn; the first one larger when a click on it closes the
/// outline.
void paintPath(QPainter& painter,
               const ViewTransform& view,
               const std::vector<labeling::Point>& points,
               bool canClose);

/// Paints a ring around the place that the next point jumps to.
void paintSnap(QPainter& painter, const ViewTransform& view, labeling::Point position);

}  // namespace touchstone::ui
