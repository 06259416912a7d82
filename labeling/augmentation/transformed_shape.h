#pragma once

#include "labeling/augmentation/geometric_transform.h"
#include "labeling/geometry/shape.h"

#include <optional>

namespace touchstone::labeling {

/// What a picture still shows of an object.
struct VisibleShape {
  Shape shape;
  double share = 1;  ///< of the object's area, length or labelled points, in (0, 1]
};

/// Returns the shape under the transform, as far as it is inside the new picture; nothing when
/// nothing of it is, or when it reaches behind the horizon.
///
/// - An image tag stays.
/// - A box becomes the least box around what is visible of the quadrangle that its corners make.
/// - An oriented box is turned and scaled where the transform keeps angles; else it becomes the
///   least-area box around its four corners. It is not cut at the border: that would turn it.
/// - A polygon is cut at the border and keeps its holes.
/// - A mask is sampled anew, exactly as the picture is: see warped().
/// - Keypoints outside become unlabelled (visibility 0, at the origin, as COCO has it).
/// - A line is cut at the border; of several pieces the longest stays.
[[nodiscard]] std::optional<VisibleShape> transformed(const Shape& shape,
                                                      const GeometricTransform& transform);

}  // namespace touchstone::labeling
