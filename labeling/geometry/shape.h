#pragma once

#include "labeling/geometry/box.h"

#include <cstdint>
#include <variant>
#include <vector>

namespace touchstone::labeling {

/// The class applies to the image as a whole.
struct ImageTag {
  bool operator==(const ImageTag&) const = default;
};

/// A rectangle turned clockwise by `angle` radians about its centre; width and height in pixels.
struct OrientedBox {
  Point centre;
  double width = 0;
  double height = 0;
  double angle = 0;
  bool operator==(const OrientedBox&) const = default;
};

/// One outline and the holes cut out of it.
struct PolygonPart {
  std::vector<Point> outer;
  std::vector<std::vector<Point>> holes;
  bool operator==(const PolygonPart&) const = default;
};

/// An object made of one or more separate parts.
struct Polygon {
  std::vector<PolygonPart> parts;
  bool operator==(const Polygon&) const = default;
};

/// A raster of width x height pixels as COCO's run-length code: column-major runs, beginning with
/// the number of zeros (which may be 0).
struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> counts;
  bool operator==(const Mask&) const = default;
};

/// One named place; visibility as in COCO (0 not labelled, 1 hidden, 2 visible).
struct Keypoint {
  Point position;
  int visibility = 2;
  bool operator==(const Keypoint&) const = default;
};

struct Keypoints {
  std::vector<Keypoint> points;
  bool operator==(const Keypoints&) const = default;
};

/// An open chain of points.
struct Line {
  std::vector<Point> points;
  bool operator==(const Line&) const = default;
};

using Shape = std::variant<ImageTag, Box, OrientedBox, Polygon, Mask, Keypoints, Line>;

/// Calls the overload that fits the shape; a missing overload does not compile.
template <class... Overloads>
struct Visitor : Overloads... {
  using Overloads::operator()...;
};
template <class... Overloads>
Visitor(Overloads...) -> Visitor<Overloads...>;

/// Returns the smallest box around the shape; empty for an image tag or a shape without extent.
[[nodiscard]] Box boundsOf(const Shape& shape);

/// Returns the area in square pixels: exact for rasters, shoelace minus holes for polygons, 0 for
/// tags, points and lines.
[[nodiscard]] double areaOf(const Shape& shape);

[[nodiscard]] inline bool isImageTag(const Shape& shape) {
  return std::holds_alternative<ImageTag>(shape);
}

}  // namespace touchstone::labeling
