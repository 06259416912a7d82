#pragma once

#include "labeling/geometry/polygon.h"
#include "labeling/geometry/shape.h"

#include <optional>
#include <vector>

/// The points of polygons, lines and keypoints, which are changed one by one.
namespace touchstone::ui {

/// One point of a shape. For lines and keypoints only `vertex` of the index counts.
struct Vertex {
  labeling::VertexIndex index;
  labeling::Point position;
  bool isHidden = false;  ///< a keypoint that is there but cannot be seen
};

/// Whether the shape is made of points that can be moved one by one.
[[nodiscard]] bool hasVertices(const labeling::Shape& shape);

/// Returns the points, but for keypoints that are not labelled.
[[nodiscard]] std::vector<Vertex> verticesOf(const labeling::Shape& shape);

/// Returns the nearest of verticesOf() within `reach` pixels.
[[nodiscard]] std::optional<Vertex> vertexAt(const labeling::Shape& shape,
                                             labeling::Point point,
                                             double reach);

/// Returns the place on the nearest edge of a polygon or line within `reach` pixels.
[[nodiscard]] std::optional<labeling::NearPlace> edgeAt(const labeling::Shape& shape,
                                                        labeling::Point point,
                                                        double reach);

/// Returns the shape with one vertex moved.
[[nodiscard]] labeling::Shape withVertexAt(labeling::Shape shape,
                                           labeling::VertexIndex index,
                                           labeling::Point position);

/// Returns the polygon or line with a vertex put into the edge that begins at `edge`; its index is
/// that of the edge with `vertex` one higher.
[[nodiscard]] labeling::Shape withVertexIn(labeling::Shape shape,
                                           labeling::VertexIndex edge,
                                           labeling::Point position);

/// Returns the shape without one vertex; nothing when too few would be left.
[[nodiscard]] std::optional<labeling::Shape> withoutVertex(labeling::Shape shape,
                                                           labeling::VertexIndex index);

/// Returns the keypoints with one of them hidden or visible again.
[[nodiscard]] labeling::Shape withVisibilityToggled(labeling::Shape shape,
                                                    labeling::VertexIndex index);

}  // namespace touchstone::ui
