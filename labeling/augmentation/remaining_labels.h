#pragma once

#include "labeling/annotation/annotation.h"
#include "labeling/augmentation/transformed_shape.h"

#include <functional>
#include <optional>
#include <vector>

namespace touchstone::labeling {

/// Returns, for each annotation, the mask or polygon of the same object whose bounds its box is:
/// one of the same class that is in the same group, or whose bounds are within a pixel of the box
/// on every side. Nothing for annotations that are no box, or the box of an object without outline.
[[nodiscard]] std::vector<std::optional<std::size_t>> boxPartnersOf(
    const std::vector<Annotation>& annotations);

/// What is left of the labels of a picture of which something is no longer seen.
struct LabelLoss {
  /// What is left of a shape; nothing when it is gone.
  std::function<std::optional<VisibleShape>(const Shape&)> visible;
  double smallestShare = 0;     ///< objects of which less is left are dropped
  bool Attributes::*mark = {};  ///< set where a part is missing: truncated or occluded
};

/// Returns the annotations that are left. A box with a partner follows the partner's bounds and
/// goes when it goes.
[[nodiscard]] std::vector<Annotation> remaining(const std::vector<Annotation>& annotations,
                                                const LabelLoss& loss);

/// Returns the labels under a transform; objects that the border cuts are marked as truncated.
[[nodiscard]] std::vector<Annotation> transformed(const std::vector<Annotation>& annotations,
                                                  const GeometricTransform& transform,
                                                  double smallestShare);

/// Returns the labels of a picture in which the pixels of `cover` now show something else; objects
/// that lose pixels are marked as occluded.
///
/// - A mask loses the covered pixels and a polygon the covered area.
/// - A box becomes the least box around what is left of it.
/// - An oriented box and a line stay as they are; covered keypoints become hidden (visibility 1).
[[nodiscard]] std::vector<Annotation> behind(const Mask& cover,
                                             const std::vector<Annotation>& annotations,
                                             double smallestShare);

}  // namespace touchstone::labeling
