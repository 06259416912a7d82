#include "labeling/geometry/shape.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace touchstone::labeling {
namespace {

class BoundsBuilder {
public:
  void add(Point p) {
    box_.x0 = std::min(box_.x0, p.x);
    box_.y0 = std::min(box_.y0, p.y);
    box_.x1 = std::max(box_.x1, p.x);
    box_.y1 = std::max(box_.y1, p.y);
    empty_ = false;
  }
  void add(const std::vector<Point>& points) {
    for (const Point& p : points) {
      add(p);
    }
  }
  [[nodiscard]] Box box() const { return empty_ ? Box{} : box_; }

private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box_{infinity, infinity, -infinity, -infinity};
  bool empty_ = true;
};

}  // namespace

Box boundsOf(const Shape& shape) {
  BoundsBuilder bounds;
  return std::visit(Visitor{
                        [](const ImageTag&) { return Box{}; },
                        [](const Box& box) { return box; },
                        [&](const OrientedBox& box) {
                          const double c = std::abs(std::cos(box.angle));
                          const double s = std::abs(std::sin(box.angle));
                          const double halfWidth = (box.width * c + box.height * s) / 2;
                          const double halfHeight = (box.width * s + box.height * c) / 2;
                          return Box{box.centre.x - halfWidth, box.centre.y - halfHeight,
                                     box.centre.x + halfWidth, box.centre.y + halfHeight};
                        },
                        [&](const Polygon& polygon) {
                          for (const PolygonPart& part : polygon.parts) {
                            bounds.add(part.outer);
                          }
                          return bounds.box();
                        },
                        [](const Mask& mask) { return boundsOf(mask); },
                        [&](const Keypoints& keypoints) {
                          for (const Keypoint& keypoint : keypoints.points) {
                            if (keypoint.visibility > 0) {
                              bounds.add(keypoint.position);
                            }
                          }
                          return bounds.box();
                        },
                        [&](const Line& line) {
                          bounds.add(line.points);
                          return bounds.box();
                        },
                    },
                    shape);
}

double areaOf(const Shape& shape) {
  return std::visit(Visitor{
                        [](const ImageTag&) { return 0.0; },
                        [](const Box& box) { return box.area(); },
                        [](const OrientedBox& box) { return box.width * box.height; },
                        [](const Polygon& polygon) { return areaOf(polygon); },
                        [](const Mask& mask) { return areaOf(mask); },
                        [](const Keypoints&) { return 0.0; },
                        [](const Line&) { return 0.0; },
                    },
                    shape);
}

}  // namespace touchstone::labeling
