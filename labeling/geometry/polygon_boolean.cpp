#include "labeling/geometry/polygon_boolean.h"

#include "labeling/geometry/clipper_paths.h"

namespace touchstone::labeling {
namespace {

Result<Polygon> combined(ClipperLib::ClipType operation, const Polygon& a, const Polygon& b) {
  for (const Polygon* polygon : {&a, &b}) {
    if (auto refusal = refusalOf(*polygon)) {
      return *std::move(refusal);
    }
  }
  return withClipper([&] {
    ClipperGrid grid;
    const ClipperLib::Paths subject = coveredBy(a, grid);
    const ClipperLib::Paths clip = coveredBy(b, grid);
    ClipperLib::PolyTree tree;
    combine(operation, subject, clip, tree);
    return grid.fromGrid(tree);
  });
}

}  // namespace

Result<Polygon> unionOf(const Polygon& a, const Polygon& b) {
  return combined(ClipperLib::ctUnion, a, b);
}

Result<Polygon> intersectionOf(const Polygon& a, const Polygon& b) {
  return combined(ClipperLib::ctIntersection, a, b);
}

Result<Polygon> differenceOf(const Polygon& a, const Polygon& b) {
  return combined(ClipperLib::ctDifference, a, b);
}

Result<Polygon> unionOf(const std::vector<Polygon>& polygons) {
  Polygon all;
  for (const Polygon& polygon : polygons) {
    all.parts.insert(all.parts.end(), polygon.parts.begin(), polygon.parts.end());
  }
  return repaired(all);
}

Result<Polygon> repaired(const Polygon& polygon) {
  return unionOf(polygon, Polygon{});
}

Result<Polygon> clippedTo(const Polygon& polygon, double width, double height) {
  const Polygon image{{{{{0, 0}, {width, 0}, {width, height}, {0, height}}, {}}}};
  return intersectionOf(polygon, image);
}

}  // namespace touchstone::labeling
