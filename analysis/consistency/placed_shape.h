#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"

#include <optional>

namespace touchstone::analysis {

/// The shape of an object as it is laid over others of its image. Two boxes are compared exactly;
/// of other shapes the pixels are. Points and lines count as the box around them, at least a pixel
/// wide and high, as does every shape of an image of unknown size.
class PlacedShape {
public:
  PlacedShape(const labeling::Shape& shape, labeling::ImageSize image);

  [[nodiscard]] bool isTag() const { return isTag_; }
  [[nodiscard]] const labeling::Box& bounds() const { return bounds_; }
  /// Square pixels, exact for outlines.
  [[nodiscard]] double area() const;
  /// Returns its pixels, made at the first call; empty for a tag.
  [[nodiscard]] const labeling::Mask& mask() const;
  [[nodiscard]] bool isBox() const { return isBox_; }

private:
  labeling::Shape shape_;
  labeling::ImageSize image_;
  labeling::Box bounds_;
  bool isTag_ = false;
  bool isBox_ = false;
  mutable std::optional<labeling::Mask> mask_;
};

/// Returns the area that both cover.
[[nodiscard]] double sharedArea(const PlacedShape& a, const PlacedShape& b);

/// Returns shared area over the area of both together, in [0, 1]. Two image tags are in one place.
[[nodiscard]] double overlapOf(const PlacedShape& a, const PlacedShape& b);

/// Returns the share of `part` that lies in `whole`, in [0, 1].
[[nodiscard]] double shareWithin(const PlacedShape& part, const PlacedShape& whole);

/// Returns whether nothing lies between two objects: they share pixels, or pixels of both are
/// neighbours, be it at a corner; boxes, whether less than a pixel lies between them.
[[nodiscard]] bool touch(const PlacedShape& a, const PlacedShape& b);

}  // namespace touchstone::analysis
