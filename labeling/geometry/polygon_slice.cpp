#include "labeling/geometry/clipper_paths.h"
#include "labeling/geometry/polygon_boolean.h"

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {
namespace {

using namespace ClipperLib;

// The cut is a gap of 16 units (1.5e-5 pixels) at first; then each side's vertices move to the
// line's.
constexpr double halfGap = 8;
constexpr double sideProbe = 4 * halfGap;

double distanceBetween(const IntPoint& a, const IntPoint& b) {
  return std::hypot(static_cast<double>(b.X - a.X), static_cast<double>(b.Y - a.Y));
}

/// A straight piece of the line inside the polygon.
struct Cut {
  IntPoint from;
  IntPoint to;

  [[nodiscard]] double length() const { return distanceBetween(from, to); }
  /// Returns the point `along` and `across` units from the beginning.
  [[nodiscard]] IntPoint at(double along, double across) const {
    const double x = static_cast<double>(to.X - from.X) / length();
    const double y = static_cast<double>(to.Y - from.Y) / length();
    return {from.X + static_cast<cInt>(std::llround(along * x - across * y)),
            from.Y + static_cast<cInt>(std::llround(along * y + across * x))};
  }
  [[nodiscard]] Path gap() const {
    const double end = length() + halfGap;
    return {at(-halfGap, -halfGap), at(end, -halfGap), at(end, halfGap), at(-halfGap, halfGap)};
  }
};

/// Returns the line with a vertex at every place where it crosses itself.
std::vector<Point> withCrossings(const std::vector<Point>& line) {
  std::vector<Point> result;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    std::vector<Point> stops{line[i]};
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
      const bool beside = k + 1 >= i && k <= i + 1;
      const auto crossing =
          beside ? std::nullopt : crossingOf(line[i], line[i + 1], line[k], line[k + 1]);
      if (crossing) {
        stops.push_back(*crossing);
      }
    }
    std::sort(stops.begin(), stops.end(), [&](Point a, Point b) {
      return labeling::distanceBetween(line[i], a) < labeling::distanceBetween(line[i], b);
    });
    result.insert(result.end(), stops.begin(), stops.end());
  }
  result.push_back(line.back());
  return result;
}

std::vector<Cut> cutsOf(const Paths& covered, const Path& line) {
  Clipper clipper;
  // Clipper loses level segments that follow others in an open path, so each one is its own path.
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    clipper.AddPath({line[i], line[i + 1]}, ptSubject, false);
  }
  clipper.AddPaths(covered, ptClip, true);
  PolyTree tree;
  clipper.Execute(ctIntersection, tree, pftNonZero, pftNonZero);
  Paths inside;
  OpenPathsFromPolyTree(tree, inside);
  std::vector<Cut> cuts;
  for (const Path& path : inside) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      if (path[i] != path[i + 1]) {
        cuts.push_back({path[i], path[i + 1]});
      }
    }
  }
  return cuts;
}

void addPieces(const PolyNode& node, std::vector<Paths>& pieces) {
  for (const PolyNode* outer : node.Childs) {
    Paths piece{outer->Contour};
    for (const PolyNode* hole : outer->Childs) {
      piece.push_back(hole->Contour);
      addPieces(*hole, pieces);
    }
    pieces.push_back(std::move(piece));
  }
}

/// Returns the connected pieces left between the cuts, each an outline followed by its holes.
std::vector<Paths> piecesBetween(const Paths& covered, const std::vector<Cut>& cuts) {
  Paths gaps;
  for (const Cut& cut : cuts) {
    Path gap = cut.gap();
    if (!Orientation(gap)) {
      ReversePath(gap);
    }
    gaps.push_back(std::move(gap));
  }
  PolyTree tree;
  combine(ctDifference, covered, gaps, tree);
  std::vector<Paths> pieces;
  addPieces(tree, pieces);
  return pieces;
}

std::size_t pieceAt(const std::vector<Paths>& pieces, const IntPoint& point) {
  std::size_t i = 0;
  while (i < pieces.size()) {
    const Paths& piece = pieces[i];
    const bool inside = PointInPolygon(point, piece.front()) != 0 &&
                        std::none_of(piece.begin() + 1, piece.end(), [&](const Path& hole) {
                          return PointInPolygon(point, hole) == 1;
                        });
    if (inside) {
      break;
    }
    ++i;
  }
  return i;
}

/// Returns the cuts that have different pieces on their two sides; the others end inside a piece.
std::vector<Cut> dividing(const std::vector<Cut>& cuts, const std::vector<Paths>& pieces) {
  std::vector<Cut> result;
  for (const Cut& cut : cuts) {
    const double middle = cut.length() / 2;
    if (pieceAt(pieces, cut.at(middle, -sideProbe)) != pieceAt(pieces, cut.at(middle, sideProbe))) {
      result.push_back(cut);
    }
  }
  return result;
}

/// Moves each vertex beside a cut to the end of a cut that is nearest.
void closeGaps(std::vector<Paths>& pieces, const std::vector<Cut>& cuts, const Paths& covered) {
  std::vector<IntPoint> ends;
  for (const Cut& cut : cuts) {
    ends.push_back(cut.from);
    ends.push_back(cut.to);
  }
  for (const Path& path : covered) {
    ends.insert(ends.end(), path.begin(), path.end());
  }
  const auto byX = [](const IntPoint& a, const IntPoint& b) { return a.X < b.X; };
  std::sort(ends.begin(), ends.end(), byX);
  // Where a cut meets the outline at a sharp angle the gap's corner is farther from its end.
  constexpr double reach = 64 * halfGap;
  for (Paths& piece : pieces) {
    for (Path& path : piece) {
      for (IntPoint& vertex : path) {
        const IntPoint low(vertex.X - static_cast<cInt>(reach), 0);
        double nearest = reach;
        IntPoint target = vertex;
        for (auto end = std::lower_bound(ends.begin(), ends.end(), low, byX);
             end != ends.end() && end->X <= vertex.X + static_cast<cInt>(reach); ++end) {
          const double distance = distanceBetween(*end, vertex);
          if (distance < nearest) {
            nearest = distance;
            target = *end;
          }
        }
        vertex = target;
      }
    }
  }
}

double areaOfPiece(const Paths& piece) {
  double area = 0;
  for (const Path& path : piece) {
    area += Area(path);
  }
  return area;
}

PolygonPart partOf(const Paths& piece, const ClipperGrid& grid) {
  PolygonPart part{.outer = grid.fromGrid(piece.front()), .holes = {}};
  for (std::size_t i = 1; i < piece.size(); ++i) {
    Ring hole = grid.fromGrid(piece[i]);
    if (!hole.empty()) {
      part.holes.push_back(std::move(hole));
    }
  }
  return part;
}

/// Returns whether a cut runs along the piece.
bool touchesCut(const std::vector<Paths>& pieces, std::size_t piece, const std::vector<Cut>& cuts) {
  return std::any_of(cuts.begin(), cuts.end(), [&](const Cut& cut) {
    const double middle = cut.length() / 2;
    return pieceAt(pieces, cut.at(middle, -sideProbe)) == piece ||
           pieceAt(pieces, cut.at(middle, sideProbe)) == piece;
  });
}

std::vector<Polygon> piecesOf(const Polygon& polygon, const std::vector<Point>& line) {
  ClipperGrid grid;
  const Paths covered = coveredBy(polygon, grid);
  std::vector<Cut> cuts = cutsOf(covered, grid.toGrid(withCrossings(line)));
  cuts = dividing(cuts, piecesBetween(covered, cuts));
  if (cuts.empty()) {
    return {polygon};
  }
  std::vector<Paths> pieces = piecesBetween(covered, cuts);
  std::vector<bool> cut(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    cut[i] = touchesCut(pieces, i, cuts);
  }
  closeGaps(pieces, cuts, covered);
  std::vector<std::pair<double, Polygon>> divided;
  std::vector<PolygonPart> others;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    PolygonPart part = partOf(pieces[i], grid);
    if (part.outer.empty()) {
      continue;
    }
    if (cut[i]) {
      divided.emplace_back(areaOfPiece(pieces[i]), Polygon{{std::move(part)}});
    } else {
      others.push_back(std::move(part));
    }
  }
  std::stable_sort(divided.begin(), divided.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Polygon> result;
  for (auto& piece : divided) {
    result.push_back(std::move(piece.second));
  }
  if (result.empty()) {
    return {polygon};
  }
  result.front().parts.insert(result.front().parts.end(), others.begin(), others.end());
  return result;
}

}  // namespace

Result<std::vector<Polygon>> sliced(const Polygon& polygon, const std::vector<Point>& line) {
  if (auto refusal = refusalOf(polygon)) {
    return *std::move(refusal);
  }
  if (auto refusal = refusalOf(line)) {
    return *std::move(refusal);
  }
  if (line.size() < 2) {
    return std::vector<Polygon>{polygon};
  }
  return withClipper([&] { return piecesOf(polygon, line); });
}

}  // namespace touchstone::labeling
