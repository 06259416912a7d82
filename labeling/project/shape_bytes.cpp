#include "labeling/project/shape_bytes.h"

#include "labeling/project/byte_code.h"

#include <limits>

namespace touchstone::labeling {
namespace {

/// The first byte: the place of the kind among the shapes.
enum class ShapeKind : std::uint8_t { Tag, Box, OrientedBox, Polygon, Mask, Keypoints, Line };

void addPoints(ByteWriter& bytes, const std::vector<Point>& points) {
  std::vector<double> numbers;
  numbers.reserve(points.size() * 2);
  for (const Point& point : points) {
    numbers.push_back(point.x);
    numbers.push_back(point.y);
  }
  bytes.addCount(points.size());
  bytes.addSeries(numbers, 2);
}

void addPolygon(ByteWriter& bytes, const Polygon& polygon) {
  bytes.addCount(polygon.parts.size());
  for (const PolygonPart& part : polygon.parts) {
    addPoints(bytes, part.outer);
    bytes.addCount(part.holes.size());
    for (const auto& hole : part.holes) {
      addPoints(bytes, hole);
    }
  }
}

void addMask(ByteWriter& bytes, const Mask& mask) {
  bytes.addSigned(mask.width);
  bytes.addSigned(mask.height);
  bytes.addCount(mask.counts.size());
  for (const std::uint32_t count : mask.counts) {
    bytes.addCount(count);
  }
}

void addKeypoints(ByteWriter& bytes, const Keypoints& keypoints) {
  std::vector<Point> points;
  for (const Keypoint& keypoint : keypoints.points) {
    points.push_back(keypoint.position);
  }
  addPoints(bytes, points);
  for (const Keypoint& keypoint : keypoints.points) {
    bytes.addSigned(keypoint.visibility);
  }
}

std::vector<Point> pointsIn(ByteReader& bytes) {
  const std::uint64_t count = bytes.count();
  const auto numbers =
      bytes.series(count > bytes.left() ? std::numeric_limits<std::size_t>::max() : count * 2, 2);
  std::vector<Point> points(numbers.size() / 2);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = {numbers[2 * i], numbers[2 * i + 1]};
  }
  return points;
}

Box boxIn(ByteReader& bytes) {
  const auto numbers = bytes.series(4, 2);
  return bytes.isIntact() ? Box{numbers[0], numbers[1], numbers[2], numbers[3]} : Box{};
}

OrientedBox orientedBoxIn(ByteReader& bytes) {
  const auto numbers = bytes.series(5, 5);
  return bytes.isIntact() ? OrientedBox{.centre = {numbers[0], numbers[1]},
                                        .width = numbers[2],
                                        .height = numbers[3],
                                        .angle = numbers[4]}
                          : OrientedBox{};
}

Polygon polygonIn(ByteReader& bytes) {
  Polygon polygon;
  for (std::uint64_t parts = bytes.count(); parts > 0 && bytes.isIntact(); --parts) {
    PolygonPart part{.outer = pointsIn(bytes), .holes = {}};
    for (std::uint64_t holes = bytes.count(); holes > 0 && bytes.isIntact(); --holes) {
      part.holes.push_back(pointsIn(bytes));
    }
    polygon.parts.push_back(std::move(part));
  }
  return polygon;
}

Mask maskIn(ByteReader& bytes) {
  Mask mask{.width = static_cast<int>(bytes.signedNumber()),
            .height = static_cast<int>(bytes.signedNumber()),
            .counts = {}};
  const std::uint64_t runs = bytes.count();
  mask.counts.reserve(std::min<std::uint64_t>(runs, bytes.left()));
  for (std::uint64_t i = 0; i < runs && bytes.isIntact(); ++i) {
    mask.counts.push_back(static_cast<std::uint32_t>(bytes.count()));
  }
  return mask;
}

Keypoints keypointsIn(ByteReader& bytes) {
  Keypoints keypoints;
  for (const Point& point : pointsIn(bytes)) {
    keypoints.points.push_back({.position = point, .visibility = 0});
  }
  for (Keypoint& keypoint : keypoints.points) {
    keypoint.visibility = static_cast<int>(bytes.signedNumber());
  }
  return keypoints;
}

Shape shapeIn(ByteReader& bytes, ShapeKind kind) {
  switch (kind) {
    case ShapeKind::Tag:
      return ImageTag{};
    case ShapeKind::Box:
      return boxIn(bytes);
    case ShapeKind::OrientedBox:
      return orientedBoxIn(bytes);
    case ShapeKind::Polygon:
      return polygonIn(bytes);
    case ShapeKind::Mask:
      return maskIn(bytes);
    case ShapeKind::Keypoints:
      return keypointsIn(bytes);
    case ShapeKind::Line:
      return Line{pointsIn(bytes)};
  }
  return ImageTag{};
}

}  // namespace

std::string bytesOf(const Shape& shape) {
  ByteWriter bytes;
  bytes.addByte(static_cast<std::uint8_t>(shape.index()));
  std::visit(
      Visitor{
          [](const ImageTag&) {},
          [&](const Box& box) {
            bytes.addSeries({box.x0, box.y0, box.x1, box.y1}, 2);
          },
          [&](const OrientedBox& box) {
            bytes.addSeries({box.centre.x, box.centre.y, box.width, box.height, box.angle}, 5);
          },
          [&](const Polygon& polygon) { addPolygon(bytes, polygon); },
          [&](const Mask& mask) { addMask(bytes, mask); },
          [&](const Keypoints& keypoints) { addKeypoints(bytes, keypoints); },
          [&](const Line& line) { addPoints(bytes, line.points); },
      },
      shape);
  return bytes.take();
}

std::optional<Shape> shapeOfBytes(std::string_view bytes) {
  ByteReader reader(bytes);
  const std::uint8_t kind = reader.byte();
  if (kind > static_cast<std::uint8_t>(ShapeKind::Line)) {
    return std::nullopt;
  }
  Shape shape = shapeIn(reader, static_cast<ShapeKind>(kind));
  const bool whole = reader.isIntact() && reader.left() == 0;
  return whole ? std::optional(std::move(shape)) : std::nullopt;
}

}  // namespace touchstone::labeling
