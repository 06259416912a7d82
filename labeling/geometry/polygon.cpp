#include "labeling/geometry/polygon.h"

#include "labeling/result.h"

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {
namespace {

Ring& ringOf(Polygon& polygon, VertexIndex index) {
  require(index.part < polygon.parts.size(), "the polygon has this part");
  PolygonPart& part = polygon.parts[index.part];
  require(index.ring <= part.holes.size(), "the part has this ring");
  return index.ring == 0 ? part.outer : part.holes[index.ring - 1];
}

/// Twice the area-weighted sum of a ring's triangles' centres; the sign follows the ring's area.
Point momentOf(const Ring& ring) {
  Point moment;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    const double cross = a.x * b.y - b.x * a.y;
    moment.x += (a.x + b.x) * cross / 6;
    moment.y += (a.y + b.y) * cross / 6;
  }
  return moment;
}

Point meanOfVertices(const Polygon& polygon) {
  Point sum;
  double count = 0;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex) {
    for (const Point& p : ring) {
      sum = {sum.x + p.x, sum.y + p.y};
      ++count;
    }
  });
  return count > 0 ? Point{sum.x / count, sum.y / count} : Point{};
}

void keepNearer(std::optional<NearPlace>& best, VertexIndex index, Point position, Point point) {
  const double distance = distanceBetween(position, point);
  if (!best || distance < best->distance) {
    best = {.index = index, .position = position, .distance = distance};
  }
}

void nearestVertexOf(const std::vector<Point>& points,
                     VertexIndex index,
                     Point point,
                     std::optional<NearPlace>& best) {
  for (index.vertex = 0; index.vertex < points.size(); ++index.vertex) {
    keepNearer(best, index, points[index.vertex], point);
  }
}

void nearestEdgeOf(const std::vector<Point>& points,
                   std::size_t edges,
                   VertexIndex index,
                   Point point,
                   std::optional<NearPlace>& best) {
  for (index.vertex = 0; index.vertex < edges; ++index.vertex) {
    const Point& a = points[index.vertex];
    const Point& b = points[(index.vertex + 1) % points.size()];
    keepNearer(best, index, nearestOnSegment(a, b, point), point);
  }
}

}  // namespace

const Ring& ringAt(const Polygon& polygon, VertexIndex index) {
  const PolygonPart& part = polygon.parts[index.part];
  return index.ring == 0 ? part.outer : part.holes[index.ring - 1];
}

double areaOf(const Polygon& polygon) {
  double area = 0;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex index) {
    area += (index.ring == 0 ? 1 : -1) * std::abs(signedAreaOf(ring));
  });
  return area;
}

Point centroidOf(const Polygon& polygon) {
  double area = 0;
  Point moment;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex index) {
    const double signedArea = signedAreaOf(ring);
    const Point own = momentOf(ring);
    // Outlines add and holes take away, whichever way round they were drawn.
    const double sign = (signedArea < 0) == (index.ring == 0) ? -1 : 1;
    area += sign * signedArea;
    moment = {moment.x + sign * own.x, moment.y + sign * own.y};
  });
  return area > 0 ? Point{moment.x / area, moment.y / area} : meanOfVertices(polygon);
}

bool contains(const Polygon& polygon, Point point) {
  return std::any_of(polygon.parts.begin(), polygon.parts.end(), [&](const PolygonPart& part) {
    return ringContains(part.outer, point) &&
           std::none_of(part.holes.begin(), part.holes.end(),
                        [&](const Ring& hole) { return ringContains(hole, point); });
  });
}

std::optional<NearPlace> nearestVertex(const Polygon& polygon, Point point) {
  std::optional<NearPlace> best;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex index) {
    nearestVertexOf(ring, index, point, best);
  });
  return best;
}

std::optional<NearPlace> nearestEdge(const Polygon& polygon, Point point) {
  std::optional<NearPlace> best;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex index) {
    nearestEdgeOf(ring, ring.size(), index, point, best);
  });
  return best;
}

std::optional<NearPlace> nearestVertex(const Line& line, Point point) {
  std::optional<NearPlace> best;
  nearestVertexOf(line.points, {}, point, best);
  return best;
}

std::optional<NearPlace> nearestEdge(const Line& line, Point point) {
  std::optional<NearPlace> best;
  nearestEdgeOf(line.points, std::max<std::size_t>(line.points.size(), 1) - 1, {}, point, best);
  return best;
}

Polygon withVertexInserted(Polygon polygon, VertexIndex edge, Point position) {
  Ring& ring = ringOf(polygon, edge);
  require(edge.vertex < ring.size(), "the ring has this edge");
  ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(edge.vertex) + 1, position);
  return polygon;
}

Polygon withVertexMoved(Polygon polygon, VertexIndex vertex, Point position) {
  Ring& ring = ringOf(polygon, vertex);
  require(vertex.vertex < ring.size(), "the ring has this vertex");
  ring[vertex.vertex] = position;
  return polygon;
}

Polygon withVertexRemoved(Polygon polygon, VertexIndex vertex) {
  Ring& ring = ringOf(polygon, vertex);
  require(vertex.vertex < ring.size(), "the ring has this vertex");
  ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(vertex.vertex));
  if (ring.size() < 3) {
    const auto part = polygon.parts.begin() + static_cast<std::ptrdiff_t>(vertex.part);
    if (vertex.ring == 0) {
      polygon.parts.erase(part);
    } else {
      part->holes.erase(part->holes.begin() + static_cast<std::ptrdiff_t>(vertex.ring) - 1);
    }
  }
  return polygon;
}

Polygon translated(Polygon polygon, double right, double down) {
  const auto move = [&](Ring& ring) {
    for (Point& p : ring) {
      p = {p.x + right, p.y + down};
    }
  };
  for (PolygonPart& part : polygon.parts) {
    move(part.outer);
    std::for_each(part.holes.begin(), part.holes.end(), move);
  }
  return polygon;
}

}  // namespace touchstone::labeling
