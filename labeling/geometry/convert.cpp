#include "labeling/geometry/convert.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_outline.h"
#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/polygon.h"
#include "labeling/geometry/polygon_raster.h"

#include <variant>

namespace touchstone::labeling {
namespace {

static_assert(std::variant_size_v<Shape> == static_cast<std::size_t>(ShapeKind::Line) + 1);

Error refusal(const char* message) {
  return {.kind = ErrorKind::Usage, .file = {}, .message = message};
}

constexpr const char* nowhere = "An image tag has no place in the image; draw a shape instead.";
constexpr const char* nothingLeft =
    "The shape covers nothing of the image; draw it again or delete it.";

/// Returns the points of a chain: a line's, or the labelled keypoints'.
std::vector<Point> chainOf(const Shape& shape) {
  if (const auto* line = std::get_if<Line>(&shape)) {
    return line->points;
  }
  std::vector<Point> points;
  if (const auto* keypoints = std::get_if<Keypoints>(&shape)) {
    for (const Keypoint& keypoint : keypoints->points) {
      if (keypoint.visibility > 0) {
        points.push_back(keypoint.position);
      }
    }
  }
  return points;
}

Result<Polygon> outlineFrom(const Shape& shape) {
  return std::visit(Visitor{
                        [](const ImageTag&) -> Result<Polygon> { return refusal(nowhere); },
                        [](const Box& box) -> Result<Polygon> { return polygonOf(box); },
                        [](const OrientedBox& box) -> Result<Polygon> { return polygonOf(box); },
                        [](const Polygon& polygon) -> Result<Polygon> { return polygon; },
                        [](const Mask& mask) -> Result<Polygon> { return outlineOf(mask); },
                        [&](const auto&) -> Result<Polygon> {
                          std::vector<Point> points = chainOf(shape);
                          if (points.size() < 3) {
                            return refusal("An area needs at least three points; add some first.");
                          }
                          return Polygon{{{.outer = std::move(points), .holes = {}}}};
                        },
                    },
                    shape);
}

Result<Shape> asBox(const Shape& shape, ImageSize image) {
  if (isImageTag(shape)) {
    return refusal(nowhere);
  }
  const Box box = clampedTo(boundsOf(shape), image.width, image.height);
  if (box.area() == 0) {
    return refusal(nothingLeft);
  }
  return Shape(box);
}

Result<Shape> asOrientedBox(const Shape& shape) {
  OrientedBox box;
  if (const auto* plain = std::get_if<Box>(&shape)) {
    box = orientedBoxOf(*plain);
  } else if (const std::vector<Point> points = chainOf(shape); !points.empty()) {
    box = minimumAreaBox(points);
  } else {
    const auto outline = outlineFrom(shape);
    if (!outline) {
      return outline.error();
    }
    box = minimumAreaBox(*outline);
  }
  if (!(box.width > 0 && box.height > 0)) {
    return refusal(nothingLeft);
  }
  return Shape(box);
}

Result<Shape> asPolygon(const Shape& shape) {
  auto outline = outlineFrom(shape);
  if (!outline) {
    return outline.error();
  }
  if (areaOf(*outline) == 0) {
    return refusal(nothingLeft);
  }
  return Shape(*std::move(outline));
}

Result<Shape> asMask(const Shape& shape, ImageSize image) {
  if (image.width <= 0 || image.height <= 0) {
    return refusal("The image's size is not known; open the image once and try again.");
  }
  const auto outline = outlineFrom(shape);
  if (!outline) {
    return outline.error();
  }
  Mask mask = maskOf(*outline, image.width, image.height);
  if (isEmpty(mask)) {
    return refusal(nothingLeft);
  }
  return Shape(std::move(mask));
}

Result<Shape> asLine(const Shape& shape) {
  std::vector<Point> points = chainOf(shape);
  if (points.empty()) {
    const auto outline = outlineFrom(shape);
    if (!outline) {
      return outline.error();
    }
    if (outline->parts.size() != 1 || !outline->parts.front().holes.empty()) {
      return refusal("A line has one part and no holes; take the shape apart first.");
    }
    points = outline->parts.front().outer;
    points.push_back(points.front());
  }
  if (points.size() < 2) {
    return refusal("A line needs at least two points; add one first.");
  }
  return Shape(Line{std::move(points)});
}

Result<Shape> asKeypoints(const Shape& shape) {
  std::vector<Point> points = chainOf(shape);
  if (points.empty()) {
    const auto outline = outlineFrom(shape);
    if (!outline) {
      return outline.error();
    }
    if (outline->parts.empty()) {
      return refusal(nothingLeft);
    }
    points.push_back(centroidOf(*outline));
  }
  Keypoints keypoints;
  for (const Point& point : points) {
    keypoints.points.push_back({.position = point, .visibility = 2});
  }
  return Shape(std::move(keypoints));
}

}  // namespace

ShapeKind kindOf(const Shape& shape) {
  return static_cast<ShapeKind>(shape.index());
}

Polygon polygonOf(const Box& box) {
  return {{{.outer = cornersOf(box), .holes = {}}}};
}

Polygon polygonOf(const OrientedBox& box) {
  return {{{.outer = cornersOf(box), .holes = {}}}};
}

Result<Shape> convertedTo(const Shape& shape, ShapeKind kind, ImageSize image) {
  if (kindOf(shape) == kind) {
    return shape;
  }
  switch (kind) {
    case ShapeKind::ImageTag:
      return Shape(ImageTag());
    case ShapeKind::Box:
      return asBox(shape, image);
    case ShapeKind::OrientedBox:
      return asOrientedBox(shape);
    case ShapeKind::Polygon:
      return asPolygon(shape);
    case ShapeKind::Mask:
      return asMask(shape, image);
    case ShapeKind::Keypoints:
      return asKeypoints(shape);
    case ShapeKind::Line:
      return asLine(shape);
  }
  return refusal(nothingLeft);
}

}  // namespace touchstone::labeling
