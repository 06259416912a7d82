#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon.h"
#include "labeling/geometry/polygon_boolean.h"
#include "labeling/geometry/polygon_raster.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

Ring square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

double total(const std::vector<Polygon>& pieces) {
  double area = 0;
  for (const Polygon& piece : pieces) {
    area += areaOf(piece);
  }
  return area;
}

/// Returns star-shaped outlines, some with a hole, that do not cross themselves.
Polygon randomPolygon(std::mt19937& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  const auto ring = [&](Point centre, double least, double most) {
    Ring result;
    const int corners = 3 + static_cast<int>(unit(random) * 9);
    for (int i = 0; i < corners; ++i) {
      const double angle = 6.283185307 * (i + 0.8 * unit(random)) / corners;
      const double radius = least + (most - least) * unit(random);
      result.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return result;
  };
  Polygon polygon;
  const int parts = 1 + static_cast<int>(unit(random) * 2);
  for (int i = 0; i < parts; ++i) {
    const Point centre{25 + 20 * unit(random) + 60 * i, 30 + 40 * unit(random)};
    PolygonPart part{.outer = ring(centre, 15, 28), .holes = {}};
    if (unit(random) < 0.5) {
      part.holes.push_back(ring(centre, 1, 4));
    }
    polygon.parts.push_back(std::move(part));
  }
  return polygon;
}

/// Returns how many of the rasters' pixels differ.
double different(const Mask& a, const Mask& b) {
  return areaOf(differenceOf(a, b)) + areaOf(differenceOf(b, a));
}

}  // namespace

class TestPolygonBoolean : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void squaresCombineExactly() {
    const Polygon a{{{square(0, 0, 10), {}}}};
    const Polygon b{{{square(5, 5, 10), {}}}};
    QCOMPARE(areaOf(*unionOf(a, b)), 175.0);
    QCOMPARE(areaOf(*intersectionOf(a, b)), 25.0);
    QCOMPARE(areaOf(*differenceOf(a, b)), 75.0);
    QCOMPARE(intersectionOf(a, b)->parts.front().outer.size(), 4U);
    const Polygon inner{{{square(3, 3, 2), {}}}};
    const Polygon ring = *differenceOf(a, inner);
    QCOMPARE(ring.parts.size(), 1U);
    QCOMPARE(ring.parts[0].holes.size(), 1U);
    QCOMPARE(areaOf(*unionOf(ring, inner)), 100.0);
    QVERIFY(differenceOf(inner, a)->parts.empty());
  }

  void directionIsStated() {
    Ring backwards = square(0, 0, 10);
    std::reverse(backwards.begin(), backwards.end());
    const Polygon polygon{{{backwards, {square(2, 2, 3)}}}};
    const Polygon result = *repaired(polygon);
    QVERIFY(signedAreaOf(result.parts[0].outer) > 0);
    QVERIFY(signedAreaOf(result.parts[0].holes[0]) < 0);
    QCOMPARE(areaOf(result), 91.0);
  }

  void verticesThatSurviveKeepTheirCoordinates() {
    const Polygon a{{{{{0.1, 0.2}, {10.3, 0.7}, {5.123456789012345, 9.1}}, {}}}};
    const Polygon b{{{square(100, 100, 3), {}}}};
    const Polygon both = *unionOf(a, b);
    std::size_t found = 0;
    for (const PolygonPart& part : both.parts) {
      for (const Point& p : part.outer) {
        for (const Point& q : a.parts[0].outer) {
          found += p == q ? 1U : 0U;
        }
      }
    }
    QCOMPARE(found, 3U);
  }

  void areasObeyTheIdentities() {
    std::mt19937 random(11);
    for (int trial = 0; trial < 200; ++trial) {
      const Polygon a = randomPolygon(random);
      const Polygon b = randomPolygon(random);
      const double ofA = areaOf(*repaired(a));
      const double ofB = areaOf(*repaired(b));
      const double both = areaOf(*intersectionOf(a, b));
      const double onlyA = areaOf(*differenceOf(a, b));
      const double onlyB = areaOf(*differenceOf(b, a));
      const double together = areaOf(*unionOf(a, b));
      QVERIFY(std::abs(onlyA + both - ofA) < 1e-3);
      QVERIFY(std::abs(onlyB + both - ofB) < 1e-3);
      QVERIFY(std::abs(together + both - ofA - ofB) < 1e-3);
    }
  }

  // Pixels whose middle lies within a grid step of an edge may fall on either side.
  void resultsCoverWhatTheirMasksDo() {
    std::mt19937 random(12);
    for (int trial = 0; trial < 100; ++trial) {
      const Polygon a = randomPolygon(random);
      const Polygon b = randomPolygon(random);
      const Mask maskA = maskOf(a, 130, 110);
      const Mask maskB = maskOf(b, 130, 110);
      const auto mask = [](const Result<Polygon>& polygon) { return maskOf(*polygon, 130, 110); };
      QVERIFY(different(mask(unionOf(a, b)), unionOf(maskA, maskB)) <= 12);
      QVERIFY(different(mask(intersectionOf(a, b)), intersectionOf(maskA, maskB)) <= 12);
      QVERIFY(different(mask(differenceOf(a, b)), differenceOf(maskA, maskB)) <= 12);
    }
  }

  void manyPolygonsJoin() {
    std::vector<Polygon> squares;
    for (int i = 0; i < 10; ++i) {
      squares.push_back({{{square(8.0 * i, 0, 10), {}}}});
    }
    const Polygon joined = *unionOf(squares);
    QCOMPARE(joined.parts.size(), 1U);
    QCOMPARE(areaOf(joined), 820.0);
  }

  void bowsBecomeTwoTriangles() {
    const Polygon bow{{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}, {}}}};
    QVERIFY(selfIntersects(bow));
    const Polygon result = *repaired(bow);
    QVERIFY(!selfIntersects(result));
    QCOMPARE(areaOf(result), 50.0);
  }

  void clippingKeepsTheInside() {
    const Polygon polygon{{{square(-5, -5, 20), {square(-2, -2, 4)}}}};
    const Polygon inside = *clippedTo(polygon, 100, 10);
    QCOMPARE(areaOf(inside), 150.0 - 4);
    const Box bounds = boundsOf(inside);
    QCOMPARE(bounds, (Box{0, 0, 15, 10}));
    QVERIFY(clippedTo({{{square(-50, 0, 10), {}}}}, 100, 100)->parts.empty());
  }

  void aLineCutsASquareInTwo() {
    const Polygon polygon{{{square(0, 0, 10), {}}}};
    const auto pieces = *sliced(polygon, {{3, -5}, {3, 15}});
    QCOMPARE(pieces.size(), 2U);
    QVERIFY(std::abs(areaOf(pieces[0]) - 70) < 1e-6);
    QVERIFY(std::abs(areaOf(pieces[1]) - 30) < 1e-6);
    QCOMPARE(pieces[0].parts[0].outer.size(), 4U);
    QCOMPARE(pieces[1].parts[0].outer.size(), 4U);
    QCOMPARE(boundsOf(pieces[1]), (Box{0, 0, 3, 10}));
  }

  void aBentLineCutsAlongItsVertices() {
    const Polygon polygon{{{square(0, 0, 10), {}}}};
    const auto pieces = *sliced(polygon, {{-1, 5}, {5, 5}, {5, 11}});
    QCOMPARE(pieces.size(), 2U);
    QVERIFY(std::abs(areaOf(pieces[1]) - 25) < 1e-6);
    for (const Polygon& piece : pieces) {
      const Ring& ring = piece.parts[0].outer;
      QVERIFY(std::find(ring.begin(), ring.end(), Point{5, 5}) != ring.end());
    }
  }

  void cutsThroughHolesOpenThem() {
    const Polygon polygon{{{square(0, 0, 10), {square(4, 4, 2)}}}};
    const auto through = *sliced(polygon, {{5, -1}, {5, 11}});
    QCOMPARE(through.size(), 2U);
    QVERIFY(std::abs(areaOf(through[0]) - 48) < 1e-6);
    QVERIFY(std::abs(areaOf(through[1]) - 48) < 1e-6);
    QVERIFY(through[0].parts[0].holes.empty());
    const auto beside = *sliced(polygon, {{2, -1}, {2, 11}});
    QCOMPARE(beside.size(), 2U);
    QCOMPARE(beside[0].parts[0].holes.size(), 1U);
  }

  void linesThatDoNotDivideLeaveThePolygon() {
    const Polygon polygon{{{square(0, 0, 10), {square(4, 4, 2)}}}};
    const std::vector<Polygon> whole{polygon};
    QCOMPARE(*sliced(polygon, {{3, -5}, {3, 5}}), whole);
    QCOMPARE(*sliced(polygon, {{5, -5}, {5, 5}}), whole);
    QCOMPARE(*sliced(polygon, {{1, 1}, {3, 3}}), whole);
    QCOMPARE(*sliced(polygon, {{20, 0}, {20, 10}}), whole);
    QCOMPARE(*sliced(polygon, {{3, -5}}), whole);
    QCOMPARE(*sliced(polygon, {}), whole);
  }

  void severalCrossingsGiveSeveralPieces() {
    const Polygon polygon{{{square(0, 0, 10), {}}}};
    const auto pieces = *sliced(polygon, {{-1, 2}, {11, 2}, {11, 8}, {-1, 8}});
    QCOMPARE(pieces.size(), 3U);
    QVERIFY(std::abs(areaOf(pieces[0]) - 60) < 1e-6);
    // A loop inside cuts out what it encloses; its loose end goes.
    const auto loop = *sliced(polygon, {{-1, 5}, {7, 5}, {7, 3}, {5, 3}, {5, 7}});
    QCOMPARE(loop.size(), 2U);
    QVERIFY(std::abs(areaOf(loop[1]) - 4) < 1e-6);
    QCOMPARE(loop[0].parts[0].holes.size(), 1U);
  }

  void partsThatAreNotCutStayWithTheLargestPiece() {
    const Polygon polygon{{{square(0, 0, 10), {}}, {square(20, 0, 50), {}}}};
    const auto pieces = *sliced(polygon, {{3, -5}, {3, 15}});
    QCOMPARE(pieces.size(), 2U);
    QCOMPARE(pieces[0].parts.size(), 2U);
    QVERIFY(std::abs(areaOf(pieces[0]) - 2570) < 1e-6);
    QVERIFY(std::abs(areaOf(pieces[1]) - 30) < 1e-6);
  }

  void piecesOfRandomCutsAddUp() {
    std::mt19937 random(13);
    std::uniform_real_distribution<double> place(-10, 140);
    int cut = 0;
    for (int trial = 0; trial < 300; ++trial) {
      const Polygon polygon = *repaired(randomPolygon(random));
      std::vector<Point> line;
      for (int i = 0; i < 2 + trial % 4; ++i) {
        line.push_back({place(random), place(random)});
      }
      const auto pieces = *sliced(polygon, line);
      QVERIFY(std::abs(total(pieces) - areaOf(polygon)) < 2e-3);
      cut += pieces.size() > 1 ? 1 : 0;
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t k = i + 1; k < pieces.size(); ++k) {
          QVERIFY(areaOf(*intersectionOf(pieces[i], pieces[k])) < 1e-3);
        }
      }
    }
    QVERIFY(cut > 100);
  }

  void impossibleCoordinatesAreRefused() {
    const Polygon good{{{square(0, 0, 10), {}}}};
    for (const double bad : {std::nan(""), 1e300, -2e7}) {
      const Polygon polygon{{{{{0, 0}, {bad, 0}, {0, 10}}, {}}}};
      QVERIFY(!unionOf(polygon, good));
      QVERIFY(!sliced(polygon, {{0, 0}, {1, 1}}));
      QVERIFY(!sliced(good, {{0, 0}, {bad, 1}}));
    }
    QVERIFY(unionOf(Polygon(), Polygon())->parts.empty());
  }
};

QTEST_APPLESS_MAIN(TestPolygonBoolean)
#include "tst_polygon_boolean.moc"
