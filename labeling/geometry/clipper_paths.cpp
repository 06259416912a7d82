#include "labeling/geometry/clipper_paths.h"

#include "labeling/geometry/polygon.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

constexpr double farthest = 1e7;

using namespace ClipperLib;

Paths inside(Paths rings) {
  Clipper clipper;
  clipper.StrictlySimple(true);
  clipper.AddPaths(rings, ptSubject, true);
  Paths result;
  clipper.Execute(ctUnion, result, pftEvenOdd);
  return result;
}

Paths coveredBy(const PolygonPart& part, ClipperGrid& grid) {
  const Paths outline = inside({grid.toGrid(part.outer)});
  if (part.holes.empty()) {
    return outline;
  }
  Clipper clipper;
  clipper.StrictlySimple(true);
  clipper.AddPaths(outline, ptSubject, true);
  for (const Ring& hole : part.holes) {
    clipper.AddPaths(inside({grid.toGrid(hole)}), ptClip, true);
  }
  Paths result;
  clipper.Execute(ctDifference, result, pftNonZero, pftNonZero);
  return result;
}

void addParts(const PolyNode& node, const ClipperGrid& grid, Polygon& polygon) {
  for (const PolyNode* outer : node.Childs) {
    PolygonPart part{.outer = grid.fromGrid(outer->Contour), .holes = {}};
    for (const PolyNode* hole : outer->Childs) {
      Ring ring = grid.fromGrid(hole->Contour);
      if (!ring.empty()) {
        part.holes.push_back(std::move(ring));
      }
    }
    if (!part.outer.empty()) {
      polygon.parts.push_back(std::move(part));
    }
    for (const PolyNode* hole : outer->Childs) {
      addParts(*hole, grid, polygon);
    }
  }
}

}  // namespace

IntPoint ClipperGrid::toGrid(Point point) {
  const IntPoint place(static_cast<cInt>(std::llround(point.x * clipperUnitsPerPixel)),
                       static_cast<cInt>(std::llround(point.y * clipperUnitsPerPixel)));
  exact_.try_emplace({place.X, place.Y}, point);
  return place;
}

Path ClipperGrid::toGrid(const std::vector<Point>& points) {
  Path path;
  path.reserve(points.size());
  for (const Point& point : points) {
    path.push_back(toGrid(point));
  }
  return path;
}

Point ClipperGrid::fromGrid(const IntPoint& point) const {
  const auto found = exact_.find({point.X, point.Y});
  return found != exact_.end() ? found->second
                               : Point{static_cast<double>(point.X) / clipperUnitsPerPixel,
                                       static_cast<double>(point.Y) / clipperUnitsPerPixel};
}

Ring ClipperGrid::fromGrid(const Path& path) const {
  Ring ring;
  for (const IntPoint& point : path) {
    const Point place = fromGrid(point);
    if (ring.empty() || ring.back() != place) {
      ring.push_back(place);
    }
  }
  while (ring.size() > 1 && ring.front() == ring.back()) {
    ring.pop_back();
  }
  return ring.size() < 3 ? Ring() : ring;
}

Polygon ClipperGrid::fromGrid(const PolyTree& tree) const {
  Polygon polygon;
  addParts(tree, *this, polygon);
  return polygon;
}

Paths coveredBy(const Polygon& polygon, ClipperGrid& grid) {
  Paths all;
  for (const PolygonPart& part : polygon.parts) {
    const Paths one = coveredBy(part, grid);
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

void combine(ClipType operation, const Paths& subject, const Paths& clip, PolyTree& result) {
  Clipper clipper;
  clipper.StrictlySimple(true);
  clipper.AddPaths(subject, ptSubject, true);
  clipper.AddPaths(clip, ptClip, true);
  clipper.Execute(operation, result, pftNonZero, pftNonZero);
}

std::optional<Error> refusalOf(const std::vector<Point>& points) {
  const bool bad = std::any_of(points.begin(), points.end(), [](Point p) {
    return !(std::abs(p.x) <= farthest && std::abs(p.y) <= farthest);
  });
  if (!bad) {
    return std::nullopt;
  }
  return Error{.kind = ErrorKind::BadInput,
               .file = {},
               .message =
                   "The outline has a point that is no number or lies more than 10 million "
                   "pixels away; remove it and try again."};
}

std::optional<Error> refusalOf(const Polygon& polygon) {
  std::optional<Error> refusal;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex) {
    if (!refusal) {
      refusal = refusalOf(ring);
    }
  });
  return refusal;
}

}  // namespace touchstone::labeling
