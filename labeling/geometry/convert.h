#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"

namespace touchstone::labeling {

/// The kinds of shapes, in the order of Shape's alternatives.
enum class ShapeKind { ImageTag, Box, OrientedBox, Polygon, Mask, Keypoints, Line };

/// Returns which kind a shape is.
[[nodiscard]] ShapeKind kindOf(const Shape& shape);

/// Return the four corners as a polygon.
[[nodiscard]] Polygon polygonOf(const Box& box);
[[nodiscard]] Polygon polygonOf(const OrientedBox& box);

/// Returns the shape as another kind on an image of that size; the same shape for its own kind.
///
/// - To an image tag: always. To a box: the bounds, cut at the image's border.
/// - To an oriented box: the least-area box of the outline or the points.
/// - To a polygon: the corners, a mask's exact outline, a line or keypoints of three or more points
///   joined to a ring. To a mask: the pixels of the polygon as COCO's tools set them.
/// - To a line: the closed outline of one part without holes, or the keypoints in their order.
/// - To keypoints: a line's points; one point in the centre of everything else.
///
/// Fails with a sentence for a person when nothing would be left or the shape cannot be told so.
[[nodiscard]] Result<Shape> convertedTo(const Shape& shape, ShapeKind kind, ImageSize image);

}  // namespace touchstone::labeling
