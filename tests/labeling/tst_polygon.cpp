#include "labeling/geometry/polygon.h"
#include "labeling/geometry/simplify.h"
#include "labeling/geometry/snap.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// A 20 x 10 rectangle with a 4 x 4 hole, and a triangle.
Polygon example() {
  return {{{{{0, 0}, {20, 0}, {20, 10}, {0, 10}}, {{{12, 3}, {16, 3}, {16, 7}, {12, 7}}}},
           {{{30, 0}, {40, 0}, {30, 10}}, {}}}};
}

Ring circle(Point centre, double radius, int corners) {
  Ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  return ring;
}

double distanceToLine(const std::vector<Point>& line, bool closed, Point point) {
  double least = 1e300;
  for (std::size_t i = 0; i + (closed ? 0 : 1) < line.size(); ++i) {
    const Point foot = nearestOnSegment(line[i], line[(i + 1) % line.size()], point);
    least = std::min(least, distanceBetween(foot, point));
  }
  return least;
}

}  // namespace

class TestPolygon : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void areaAndCentreLeaveHolesOut() {
    QCOMPARE(areaOf(example()), 200.0 - 16 + 50);
    const Polygon framed{
        {{{{0, 0}, {20, 0}, {20, 10}, {0, 10}}, {{{12, 3}, {12, 7}, {16, 7}, {16, 3}}}}}};
    const Point centre = centroidOf(framed);
    QCOMPARE(centre.x, (200.0 * 10 - 16 * 14) / 184);
    QCOMPARE(centre.y, 5.0);
    // The direction of drawing does not matter.
    Polygon turned = framed;
    std::reverse(turned.parts[0].outer.begin(), turned.parts[0].outer.end());
    QCOMPARE(centroidOf(turned).x, centre.x);
    QCOMPARE(centroidOf({{{{{1, 1}, {3, 1}}, {}}}}), (Point{2, 1}));
    QCOMPARE(centroidOf({}), Point());
  }

  void insideIsInAPartAndInNoHole() {
    const Polygon polygon = example();
    QVERIFY(contains(polygon, {5, 5}));
    QVERIFY(!contains(polygon, {14, 5}));
    QVERIFY(contains(polygon, {32, 2}));
    QVERIFY(!contains(polygon, {25, 5}));
    QVERIFY(contains(polygon, {0, 0}));
    QVERIFY(!contains(polygon, {20, 10}));
  }

  void nearestVertexAndEdgeSayWhereTheyAre() {
    const auto vertex = nearestVertex(example(), {16.5, 7.5});
    QVERIFY(vertex);
    QCOMPARE(vertex->index, (VertexIndex{.part = 0, .ring = 1, .vertex = 2}));
    QCOMPARE(vertex->distance, std::sqrt(0.5));
    const auto edge = nearestEdge(example(), {36, 6});
    QVERIFY(edge);
    QCOMPARE(edge->index, (VertexIndex{.part = 1, .ring = 0, .vertex = 1}));
    QCOMPARE(edge->position, (Point{35, 5}));
    const auto closing = nearestEdge(example(), {-2, 4});
    QCOMPARE(closing->index, (VertexIndex{.part = 0, .ring = 0, .vertex = 3}));
    QCOMPARE(closing->position, (Point{0, 4}));
    QVERIFY(!nearestVertex(Polygon(), {0, 0}));
    QVERIFY(!nearestEdge(Line{{{1, 1}}}, {0, 0}));
    QCOMPARE(nearestEdge(Line{{{0, 0}, {10, 0}, {10, 10}}}, {12, 4})->index.vertex, 1U);
    QCOMPARE(nearestVertex(Line{{{0, 0}, {10, 0}}}, {9, 1})->index.vertex, 1U);
  }

  void verticesAreInsertedMovedAndRemoved() {
    const VertexIndex last{.part = 0, .ring = 1, .vertex = 3};
    const Polygon more = withVertexInserted(example(), last, {11, 5});
    QCOMPARE(more.parts[0].holes[0].back(), (Point{11, 5}));
    const VertexIndex added{.part = 0, .ring = 1, .vertex = 4};
    QCOMPARE(withVertexRemoved(more, added), example());
    QCOMPARE(withVertexMoved(more, added, {10, 5}).parts[0].holes[0][4], (Point{10, 5}));
    const VertexIndex corner{.part = 1, .ring = 0, .vertex = 0};
    QCOMPARE(withVertexRemoved(example(), corner).parts.size(), 1U);
    const VertexIndex ofHole{.part = 0, .ring = 1, .vertex = 0};
    const Polygon triangular = withVertexRemoved(example(), ofHole);
    QCOMPARE(triangular.parts[0].holes[0].size(), 3U);
    QVERIFY(withVertexRemoved(triangular, ofHole).parts[0].holes.empty());
    QCOMPARE(translated(translated(example(), 3, -2), -3, 2), example());
  }

  void crossingEdgesAreFound_data() {
    QTest::addColumn<std::vector<Point>>("ring");
    QTest::addColumn<bool>("crosses");
    using R = std::vector<Point>;
    QTest::newRow("square") << R{{0, 0}, {4, 0}, {4, 4}, {0, 4}} << false;
    QTest::newRow("bow") << R{{0, 0}, {4, 4}, {4, 0}, {0, 4}} << true;
    QTest::newRow("triangle") << R{{0, 0}, {4, 0}, {0, 4}} << false;
    QTest::newRow("touching in a vertex")
        << R{{0, 0}, {2, 2}, {4, 0}, {4, 4}, {2, 2}, {0, 4}} << false;
    QTest::newRow("spike along an edge") << R{{0, 0}, {6, 0}, {4, 0}, {4, 4}} << true;
    QTest::newRow("edges that overlap")
        << R{{0, 0}, {4, 0}, {4, 4}, {6, 4}, {6, 0}, {2, 0}, {2, -3}} << true;
    QTest::newRow("repeated point") << R{{0, 0}, {4, 0}, {4, 0}, {4, 4}} << false;
    QTest::newRow("level edges beside each other")
        << R{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 3}, {0, 3}} << false;
  }

  void crossingEdgesAreFound() {
    QFETCH(std::vector<Point>, ring);
    QFETCH(bool, crosses);
    QCOMPARE(selfIntersects({{{ring, {}}}}), crosses);
    for (Point& p : ring) {
      std::swap(p.x, p.y);
    }
    QCOMPARE(selfIntersects({{{ring, {}}}}), crosses);
  }

  void crossingRingsAreFound() {
    QVERIFY(!selfIntersects(example()));
    Polygon polygon = example();
    polygon.parts[0].holes[0][1].x = 22;
    QVERIFY(selfIntersects(polygon));
    QVERIFY(!selfIntersects({{{circle({500, 500}, 400, 20000), {}}}}));
  }

  void simplifiedLinesStayWithinTheTolerance() {
    std::mt19937 random(8);
    std::uniform_real_distribution<double> noise(-2, 2);
    for (int trial = 0; trial < 50; ++trial) {
      std::vector<Point> line;
      for (int i = 0; i < 200; ++i) {
        line.push_back({i + noise(random), 20 * std::sin(i / 15.0) + noise(random)});
      }
      for (const double tolerance : {0.5, 2.0, 5.0}) {
        const std::vector<Point> open = simplified(line, tolerance);
        const Ring closed = simplifiedRing(line, tolerance);
        QVERIFY(open.size() < line.size() || tolerance < 1);
        QCOMPARE(open.front(), line.front());
        QCOMPARE(open.back(), line.back());
        for (const Point& p : line) {
          QVERIFY(distanceToLine(open, false, p) <= tolerance + 1e-12);
          QVERIFY(distanceToLine(closed, true, p) <= tolerance + 1e-12);
        }
      }
    }
  }

  void simplifyingDropsWhatLiesOnEdges() {
    QCOMPARE(simplifiedRing({{0, 0}, {2, 0}, {4, 0}, {4, 4}, {2, 4}, {0, 4}, {0, 2}}, 0),
             (Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
    QCOMPARE(simplifiedRing(circle({0, 0}, 10, 100), 1000).size(), 3U);
    QCOMPARE(simplified(example(), 0.1), example());
    QCOMPARE(simplified(std::vector<Point>{{0, 0}, {1, 5}, {2, 0}}, 6).size(), 2U);
  }

  void pointsSnapToVerticesBeforeEdges() {
    SnapTargets targets;
    QVERIFY(!targets.nearest({0, 0}, 10));
    targets.add(Box{10, 10, 30, 20});
    targets.add(example());
    targets.add(Line{{{100, 0}, {120, 0}}});
    targets.add(Keypoints{{{{200, 200}, 2}, {{300, 300}, 0}}});
    targets.add(ImageTag());
    const auto vertex = targets.nearest({28, 19}, 3);
    QVERIFY(vertex && vertex->kind == Snap::Kind::Vertex);
    QCOMPARE(vertex->position, (Point{30, 20}));
    const auto edge = targets.nearest({22, 21}, 3);
    QVERIFY(edge && edge->kind == Snap::Kind::Edge);
    QCOMPARE(edge->position, (Point{22, 20}));
    QCOMPARE(targets.nearest({110, 2}, 2)->position, (Point{110, 0}));
    QVERIFY(!targets.nearest({110, 2.01}, 2));
    QCOMPARE(targets.nearest({201, 200}, 2)->position, (Point{200, 200}));
    QVERIFY(!targets.nearest({300, 300}, 2));
    // A line is not closed.
    QVERIFY(targets.nearest({31, 6}, 1.5)->position.x == 30);
  }
};

QTEST_APPLESS_MAIN(TestPolygon)
#include "tst_polygon.moc"
