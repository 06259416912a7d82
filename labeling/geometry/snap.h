#pragma once

#include "labeling/geometry/shape.h"

#include <optional>
#include <vector>

namespace touchstone::labeling {

/// The place that a point jumps to.
struct Snap {
  enum class Kind { Vertex, Edge };
  Kind kind = Kind::Vertex;
  Point position;
};

/// The vertices and edges of shapes that points can snap to.
class SnapTargets {
public:
  /// Adds corners and edges of a box, oriented box, polygon or line, and the places of labelled
  /// keypoints; tags and masks have neither.
  void add(const Shape& shape);

  /// Returns the nearest vertex within `reach` pixels or, when there is none, the nearest place on
  /// an edge within it.
  [[nodiscard]] std::optional<Snap> nearest(Point point, double reach) const;

private:
  struct Edge {
    Point from;
    Point to;
  };
  void addPath(const std::vector<Point>& points, bool closed);

  std::vector<Point> vertices_;
  std::vector<Edge> edges_;
};

}  // namespace touchstone::labeling
