#include "labeling/augmentation/transformed_shape.h"

#include "labeling/augmentation/visible_line.h"
#include "labeling/augmentation/warp.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_runs.h"
#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/polygon.h"
#include "labeling/geometry/polygon_boolean.h"

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

using MaybeVisible = std::optional<VisibleShape>;

bool isInside(const Box& box, ImageSize size) {
  return box.x0 >= 0 && box.y0 >= 0 && box.x1 <= size.width && box.y1 <= size.height;
}

/// Maps every point, or returns false when one is behind the horizon.
bool mapAll(std::vector<Point>& points, const Homography& map) {
  return std::all_of(points.begin(), points.end(), [&](Point& point) {
    const auto place = map(point);
    point = place.value_or(point);
    return place.has_value();
  });
}

bool mapAll(Polygon& polygon, const Homography& map) {
  return std::all_of(polygon.parts.begin(), polygon.parts.end(), [&](PolygonPart& part) {
    return mapAll(part.outer, map) && std::all_of(part.holes.begin(), part.holes.end(),
                                                  [&](Ring& hole) { return mapAll(hole, map); });
  });
}

/// The polygon as far as it is inside, and its share.
struct VisiblePolygon {
  Polygon polygon;
  double share = 1;
};

std::optional<VisiblePolygon> visiblePart(Polygon polygon, const GeometricTransform& transform) {
  if (!mapAll(polygon, transform.map)) {
    return std::nullopt;
  }
  if (isInside(boundsOf(polygon), transform.size)) {
    return VisiblePolygon{std::move(polygon), 1};
  }
  auto inside = clippedTo(polygon, transform.size.width, transform.size.height);
  const double whole = areaOf(polygon);
  if (!inside || !(areaOf(*inside) > 0) || !(whole > 0)) {
    return std::nullopt;
  }
  const double share = std::min(areaOf(*inside) / whole, 1.0);
  return VisiblePolygon{*std::move(inside), share};
}

MaybeVisible transformedBox(const Box& box, const GeometricTransform& transform) {
  const auto visible = visiblePart(polygonOf(box), transform);
  if (!visible) {
    return std::nullopt;
  }
  return VisibleShape{boundsOf(visible->polygon), visible->share};
}

MaybeVisible transformedOrientedBox(const OrientedBox& box, const GeometricTransform& transform) {
  const auto visible = visiblePart(polygonOf(box), transform);
  std::vector<Point> corners = cornersOf(box);
  if (!visible || !mapAll(corners, transform.map)) {
    return std::nullopt;
  }
  if (!transform.map.isSimilarity()) {
    return VisibleShape{minimumAreaBox(corners), visible->share};
  }
  const Point along{corners[1].x - corners[0].x, corners[1].y - corners[0].y};
  const OrientedBox turned{
      .centre = {(corners[0].x + corners[2].x) / 2, (corners[0].y + corners[2].y) / 2},
      .width = distanceBetween(corners[0], corners[1]),
      .height = distanceBetween(corners[1], corners[2]),
      .angle = std::atan2(along.y, along.x)};
  return VisibleShape{turned, visible->share};
}

MaybeVisible transformedPolygon(const Polygon& polygon, const GeometricTransform& transform) {
  auto visible = visiblePart(polygon, transform);
  if (!visible) {
    return std::nullopt;
  }
  return VisibleShape{std::move(visible->polygon), visible->share};
}

/// Returns the share of the mask's pixels whose middle comes to lie inside the new picture.
double visibleShareOf(const Mask& mask, const GeometricTransform& transform) {
  const Box picture{0, 0, static_cast<double>(transform.size.width),
                    static_cast<double>(transform.size.height)};
  double visible = 0;
  for (const ColumnRun& run : columnRunsOf(mask)) {
    for (int y = run.y0; y < run.y1; ++y) {
      const auto place = transform.map({run.x + 0.5, y + 0.5});
      visible += place && picture.contains(*place) ? 1 : 0;
    }
  }
  return visible / std::max(areaOf(mask), 1.0);
}

MaybeVisible transformedMask(const Mask& mask, const GeometricTransform& transform) {
  Mask inside = warped(mask, transform);
  if (isEmpty(inside)) {
    return std::nullopt;
  }
  return VisibleShape{std::move(inside), visibleShareOf(mask, transform)};
}

MaybeVisible transformedKeypoints(Keypoints keypoints, const GeometricTransform& transform) {
  const Box picture{0, 0, static_cast<double>(transform.size.width),
                    static_cast<double>(transform.size.height)};
  int labelled = 0;
  int visible = 0;
  for (Keypoint& keypoint : keypoints.points) {
    if (keypoint.visibility == 0) {
      continue;
    }
    const auto place = transform.map(keypoint.position);
    const bool inside = place && picture.contains(*place);
    keypoint = inside ? Keypoint{*place, keypoint.visibility} : Keypoint{{0, 0}, 0};
    labelled += 1;
    visible += inside ? 1 : 0;
  }
  if (visible == 0) {
    return std::nullopt;
  }
  return VisibleShape{std::move(keypoints), static_cast<double>(visible) / labelled};
}

MaybeVisible transformedLine(Line line, const GeometricTransform& transform) {
  if (!mapAll(line.points, transform.map)) {
    return std::nullopt;
  }
  Line inside = longestPieceInside(line, transform.size);
  if (inside.points.empty()) {
    return std::nullopt;
  }
  const double whole = lengthOf(line);
  const double share = whole > 0 ? lengthOf(inside) / whole : 1;
  return VisibleShape{std::move(inside), share};
}

}  // namespace

std::optional<VisibleShape> transformed(const Shape& shape, const GeometricTransform& transform) {
  return std::visit(
      Visitor{
          [](const ImageTag& tag) -> MaybeVisible {
            return VisibleShape{tag, 1};
          },
          [&](const Box& box) { return transformedBox(box, transform); },
          [&](const OrientedBox& box) { return transformedOrientedBox(box, transform); },
          [&](const Polygon& polygon) { return transformedPolygon(polygon, transform); },
          [&](const Mask& mask) { return transformedMask(mask, transform); },
          [&](const Keypoints& keypoints) { return transformedKeypoints(keypoints, transform); },
          [&](const Line& line) { return transformedLine(line, transform); },
      },
      shape);
}

}  // namespace touchstone::labeling
