#pragma once

#include "labeling/geometry/ring.h"
#include "labeling/geometry/shape.h"

#include <cstddef>
#include <optional>

namespace touchstone::labeling {

/// A vertex of a polygon, or the edge from this vertex to the next one of its ring. Ring 0 is the
/// part's outline, ring n its hole n - 1.
struct VertexIndex {
  std::size_t part = 0;
  std::size_t ring = 0;
  std::size_t vertex = 0;
  bool operator==(const VertexIndex&) const = default;
};

/// The vertex or the place on an edge that is nearest to a point, and how far it is in pixels.
struct NearPlace {
  VertexIndex index;
  Point position;
  double distance = 0;
};

/// Returns ring `index.ring` of part `index.part`, which must exist.
[[nodiscard]] const Ring& ringAt(const Polygon& polygon, VertexIndex index);

/// Calls `visit(ring, index)` for every ring, index.vertex being 0.
template <class Visit>
void forEachRing(const Polygon& polygon, Visit visit) {
  for (std::size_t part = 0; part < polygon.parts.size(); ++part) {
    for (std::size_t ring = 0; ring <= polygon.parts[part].holes.size(); ++ring) {
      const VertexIndex index{.part = part, .ring = ring, .vertex = 0};
      visit(ringAt(polygon, index), index);
    }
  }
}

/// Returns the area in square pixels: that of the outlines minus that of the holes.
[[nodiscard]] double areaOf(const Polygon& polygon);

/// Returns the centre of gravity of the area, holes left out; of the vertices where the area is 0;
/// the origin for a polygon without vertices.
[[nodiscard]] Point centroidOf(const Polygon& polygon);

/// Returns whether the point is in a part and in none of its holes.
[[nodiscard]] bool contains(const Polygon& polygon, Point point);

/// Return the nearest vertex and the nearest place on an edge; nothing for an empty polygon. Of
/// equally near ones the first counts.
[[nodiscard]] std::optional<NearPlace> nearestVertex(const Polygon& polygon, Point point);
[[nodiscard]] std::optional<NearPlace> nearestEdge(const Polygon& polygon, Point point);

/// The same for an open line: part and ring of the index are 0; an edge exists from two points on.
[[nodiscard]] std::optional<NearPlace> nearestVertex(const Line& line, Point point);
[[nodiscard]] std::optional<NearPlace> nearestEdge(const Line& line, Point point);

/// Returns the polygon with a vertex put into the edge that begins at `edge`.
[[nodiscard]] Polygon withVertexInserted(Polygon polygon, VertexIndex edge, Point position);

/// Returns the polygon with one vertex moved.
[[nodiscard]] Polygon withVertexMoved(Polygon polygon, VertexIndex vertex, Point position);

/// Returns the polygon without one vertex. A hole left with two vertices vanishes, and a part whose
/// outline is left with two; the result may be empty.
[[nodiscard]] Polygon withVertexRemoved(Polygon polygon, VertexIndex vertex);

/// Returns the polygon moved.
[[nodiscard]] Polygon translated(Polygon polygon, double right, double down);

/// Returns whether edges of the same ring or of different rings cross or overlap. Rings that only
/// touch in a vertex, and neighbouring edges that share theirs, do not count.
[[nodiscard]] bool selfIntersects(const Polygon& polygon);

}  // namespace touchstone::labeling
