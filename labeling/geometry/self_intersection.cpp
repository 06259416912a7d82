#include "labeling/geometry/polygon.h"

#include <algorithm>
#include <vector>

namespace touchstone::labeling {
namespace {

struct Edge {
  Point a;
  Point b;
  std::size_t ring = 0;      ///< counted over all parts
  std::size_t position = 0;  ///< in its ring
  std::size_t ringSize = 0;

  [[nodiscard]] double left() const { return std::min(a.x, b.x); }
  [[nodiscard]] double right() const { return std::max(a.x, b.x); }
};

std::vector<Edge> edgesOf(const Polygon& polygon) {
  std::vector<Edge> edges;
  std::size_t number = 0;
  forEachRing(polygon, [&](const Ring& ring, VertexIndex) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      edges.push_back({.a = ring[i],
                       .b = ring[(i + 1) % ring.size()],
                       .ring = number,
                       .position = i,
                       .ringSize = ring.size()});
    }
    ++number;
  });
  return edges;
}

double turn(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool opposite(double a, double b) {
  return (a < 0 && b > 0) || (a > 0 && b < 0);
}

/// Returns whether `p`, on the line through the edge, lies between its ends.
bool strictlyBetween(const Edge& edge, Point p) {
  const double along =
      (p.x - edge.a.x) * (edge.b.x - edge.a.x) + (p.y - edge.a.y) * (edge.b.y - edge.a.y);
  const double length =
      (edge.b.x - edge.a.x) * (edge.b.x - edge.a.x) + (edge.b.y - edge.a.y) * (edge.b.y - edge.a.y);
  return along > 0 && along < length;
}

bool neighbours(const Edge& e, const Edge& f) {
  const std::size_t step =
      e.position > f.position ? e.position - f.position : f.position - e.position;
  return e.ring == f.ring && (step == 1 || step + 1 == e.ringSize);
}

bool overlap(const Edge& e, const Edge& f) {
  return turn(e.a, e.b, f.a) == 0 && turn(e.a, e.b, f.b) == 0 &&
         (strictlyBetween(e, f.a) || strictlyBetween(e, f.b) || strictlyBetween(f, e.a) ||
          strictlyBetween(f, e.b) || (e.a == f.a && e.b == f.b) || (e.a == f.b && e.b == f.a));
}

bool conflict(const Edge& e, const Edge& f) {
  if (e.a == e.b || f.a == f.b) {
    return false;
  }
  if (overlap(e, f)) {
    return true;
  }
  return !neighbours(e, f) && opposite(turn(e.a, e.b, f.a), turn(e.a, e.b, f.b)) &&
         opposite(turn(f.a, f.b, e.a), turn(f.a, f.b, e.b));
}

}  // namespace

bool selfIntersects(const Polygon& polygon) {
  std::vector<Edge> edges = edgesOf(polygon);
  std::sort(edges.begin(), edges.end(),
            [](const Edge& e, const Edge& f) { return e.left() < f.left(); });
  std::vector<const Edge*> open;
  for (const Edge& edge : edges) {
    std::erase_if(open, [&](const Edge* other) { return other->right() < edge.left(); });
    for (const Edge* other : open) {
      if (conflict(*other, edge)) {
        return true;
      }
    }
    open.push_back(&edge);
  }
  return false;
}

}  // namespace touchstone::labeling
