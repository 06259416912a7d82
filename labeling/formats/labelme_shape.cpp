#include "labeling/formats/labelme_shape.h"

#include "labeling/formats/base64.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/oriented_box.h"
#include "labeling/images/palette_png.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace touchstone::labeling {
namespace {

double distance(Point a, Point b) {
  return std::hypot(b.x - a.x, b.y - a.y);
}

Polygon polygonThrough(std::vector<Point> ring) {
  return Polygon{{{.outer = std::move(ring), .holes = {}}}};
}

/// The corners that labelme's converter to COCO gives a circle.
Polygon polygonOfCircle(Point centre, Point edge) {
  const double radius = distance(centre, edge);
  const double step = radius > 0.5 ? std::acos(1 - 1 / radius) : std::numbers::pi;
  const int corners = std::max(12, static_cast<int>(std::min(std::numbers::pi / step, 1e5)));
  std::vector<Point> ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    ring.push_back({centre.x + radius * std::sin(angle), centre.y + radius * std::cos(angle)});
  }
  return polygonThrough(std::move(ring));
}

double turn(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// The convex outline of points (Andrew's monotone chain).
Polygon outlineAround(std::vector<Point> points) {
  std::sort(points.begin(), points.end(),
            [](Point a, Point b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<Point> ring;
  for (int pass = 0; pass < 2; ++pass) {
    const std::size_t start = ring.size();
    for (const Point& point : points) {
      while (ring.size() >= start + 2 && turn(ring[ring.size() - 2], ring.back(), point) <= 0) {
        ring.pop_back();
      }
      ring.push_back(point);
    }
    ring.pop_back();
    std::reverse(points.begin(), points.end());
  }
  return polygonThrough(std::move(ring));
}

OrientedBox orientedBoxThrough(const std::vector<Point>& corners) {
  Point centre;
  for (const Point& corner : corners) {
    centre.x += corner.x / 4;
    centre.y += corner.y / 4;
  }
  return {.centre = centre,
          .width = distance(corners[0], corners[1]),
          .height = distance(corners[1], corners[2]),
          .angle = std::atan2(corners[1].y - corners[0].y, corners[1].x - corners[0].x)};
}

Box boundsOfPoints(const std::vector<Point>& points) {
  return boundsOf(polygonThrough(points));
}

Shape closestShape(const std::vector<Point>& points) {
  if (points.size() == 1) {
    return Keypoints{{{.position = points[0], .visibility = 2}}};
  }
  return points.size() == 2 ? Shape(Line{points}) : Shape(polygonThrough(points));
}

/// Python's round(): halves to even.
int rounded(double value) {
  return static_cast<int>(std::nearbyint(std::clamp(value, -1e6, 1e6)));
}

}  // namespace

std::optional<std::size_t> pointCountOf(std::string_view type, std::size_t found) {
  if (type == "point") {
    return 1;
  }
  if (type == "rectangle") {
    return found == 4 ? 4 : 2;
  }
  if (type == "line" || type == "circle" || type == "mask") {
    return 2;
  }
  if (type == "oriented_rectangle" || type == "rotation" || type == "quadrilateral") {
    return 4;
  }
  return type == "cuboid" ? std::optional<std::size_t>(8) : std::nullopt;
}

Shape shapeOfLabelme(std::string_view type, const std::vector<Point>& points) {
  if (type == "polygon" || type == "quadrilateral") {
    return polygonThrough(points);
  }
  if (type == "rectangle") {
    return boundsOfPoints(points);
  }
  if (type == "oriented_rectangle" || type == "rotation") {
    return orientedBoxThrough(points);
  }
  if (type == "circle") {
    return polygonOfCircle(points[0], points[1]);
  }
  if (type == "line" || type == "linestrip") {
    return Line{points};
  }
  return type == "cuboid" ? Shape(outlineAround(points)) : closestShape(points);
}

std::string labelmeTypeOf(const Shape& shape, std::string_view before, LabelmeDialect dialect) {
  const bool isX = dialect == LabelmeDialect::XAnyLabeling;
  return std::visit(
      Visitor{
          [](const ImageTag&) { return std::string(); },
          [](const Box&) { return std::string("rectangle"); },
          [&](const OrientedBox&) { return std::string(isX ? "rotation" : "oriented_rectangle"); },
          [&](const Polygon& polygon) {
            const bool quad = isX && before == "quadrilateral" && polygon.parts.size() == 1 &&
                              polygon.parts[0].outer.size() == 4;
            return std::string(quad ? "quadrilateral" : "polygon");
          },
          [](const Mask&) { return std::string("mask"); },
          [](const Keypoints&) { return std::string("point"); },
          [&](const Line& line) {
            const bool isLine = line.points.size() == 2 && before != "linestrip";
            return std::string(isLine ? "line" : "linestrip");
          },
      },
      shape);
}

std::vector<std::vector<Point>> labelmePoints(const Shape& shape, LabelmeDialect dialect) {
  using Lists = std::vector<std::vector<Point>>;
  return std::visit(
      Visitor{
          [](const ImageTag&) { return Lists(); },
          [&](const Box& box) {
            const Lists two{{{box.x0, box.y0}, {box.x1, box.y1}}};
            const Lists four{
                {{box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}}};
            return dialect == LabelmeDialect::XAnyLabeling ? four : two;
          },
          [](const OrientedBox& box) { return Lists{cornersOf(box)}; },
          [](const Polygon& polygon) {
            Lists lists;
            for (const PolygonPart& part : polygon.parts) {
              lists.push_back(part.outer);
            }
            return lists;
          },
          [](const Mask&) { return Lists(); },
          [](const Keypoints& keypoints) {
            Lists lists;
            for (const Keypoint& keypoint : keypoints.points) {
              lists.push_back({keypoint.position});
            }
            return lists;
          },
          [](const Line& line) { return Lists{line.points}; },
      },
      shape);
}

std::optional<Mask> maskFromLabelme(std::string_view base64,
                                    Point corner,
                                    ImageSize size,
                                    const LabelmeLimits& limits) {
  const auto bytes = bytesFromBase64(base64);
  const std::uint64_t pixels =
      static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height);
  if (!bytes || pixels == 0 || pixels > limits.maskPixels) {
    return std::nullopt;
  }
  auto picture = readIndexedPng(*bytes, "mask", limits.maskPixels);
  if (!picture) {
    return std::nullopt;
  }
  const cv::Mat1b shown(picture->height, picture->width, picture->pixels.data());
  return maskOfPixels(shown, {rounded(corner.x), rounded(corner.y)}, size.width, size.height);
}

std::optional<LabelmeMask> labelmeMaskOf(const Mask& mask) {
  const cv::Rect area = pixelBoundsOf(mask);
  if (area.empty()) {
    return std::nullopt;
  }
  const cv::Mat1b shown = pixelsOf(mask, area);
  IndexedPicture picture{.width = area.width, .height = area.height, .pixels = {}, .palette = {}};
  for (const std::uint8_t pixel : shown) {
    picture.pixels.push_back(pixel != 0 ? 1 : 0);
  }
  const auto png = indexedPngOf(picture);
  if (!png) {
    return std::nullopt;
  }
  const double left = area.x;
  const double top = area.y;
  return LabelmeMask{.corners = {{left, top}, {left + area.width - 1, top + area.height - 1}},
                     .base64 = base64Of(*png)};
}

}  // namespace touchstone::labeling
