#include "labeling/geometry/oriented_box.h"
#include "labeling/geometry/ring.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

constexpr double pi = std::numbers::pi;

bool near(Point a, Point b) {
  return distanceBetween(a, b) < 1e-9;
}

OrientedBox randomBox(std::mt19937& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  return {.centre = {100 * unit(random), 100 * unit(random)},
          .width = 1 + 50 * unit(random),
          .height = 1 + 50 * unit(random),
          .angle = pi * (2 * unit(random) - 1)};
}

BoxHandle opposite(BoxHandle handle) {
  return static_cast<BoxHandle>((static_cast<int>(handle) + 4) % 8);
}

}  // namespace

class TestOrientedBox : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void cornersTurnClockwise() {
    const OrientedBox box{.centre = {10, 10}, .width = 8, .height = 4, .angle = pi / 2};
    const std::vector<Point> corners = cornersOf(box);
    QVERIFY(near(corners[0], {12, 6}));
    QVERIFY(near(corners[1], {12, 14}));
    QVERIFY(near(corners[2], {8, 14}));
    QVERIFY(near(corners[3], {8, 6}));
    QVERIFY(contains(box, {11.9, 13.9}));
    QVERIFY(!contains(box, {13, 10}));
    const Box level{1, 2, 5, 10};
    QCOMPARE(cornersOf(orientedBoxOf(level)), cornersOf(level));
  }

  void threePointsMakeABox() {
    const OrientedBox box = orientedBoxFromPoints({0, 0}, {3, 4}, {-4, 3});
    QCOMPARE(box.width, 5.0);
    QVERIFY(std::abs(box.height - 5) < 1e-12);
    QVERIFY(near(cornersOf(box)[0], {0, 0}));
    QVERIFY(near(cornersOf(box)[1], {3, 4}));
    QVERIFY(near(cornersOf(box)[3], {-4, 3}));
    // On the other side the first edge is the lower one.
    const OrientedBox above = orientedBoxFromPoints({0, 10}, {10, 10}, {4, 7});
    QCOMPARE(above, (OrientedBox{.centre = {5, 8.5}, .width = 10, .height = 3, .angle = 0}));
    QCOMPARE(orientedBoxFromPoints({1, 1}, {1, 1}, {5, 5}).width, 0.0);
  }

  void draggingMakesABoxAtTheAngle() {
    std::mt19937 random(1);
    for (int trial = 0; trial < 100; ++trial) {
      const OrientedBox box = randomBox(random);
      const std::vector<Point> corners = cornersOf(box);
      for (std::size_t i = 0; i < 4; ++i) {
        const OrientedBox drawn = orientedBoxFromDrag(corners[i], corners[(i + 2) % 4], box.angle);
        QVERIFY(near(drawn.centre, box.centre));
        QVERIFY(std::abs(drawn.width - box.width) < 1e-9);
        QVERIFY(std::abs(drawn.height - box.height) < 1e-9);
      }
    }
  }

  void turningFollowsThePointer() {
    const OrientedBox box{.centre = {50, 50}, .width = 20, .height = 10, .angle = 0};
    QVERIFY(near(rotationHandle(box, 15), {50, 30}));
    QVERIFY(std::abs(rotatedTowards(box, {70, 50}).angle - pi / 2) < 1e-12);
    QVERIFY(std::abs(rotatedTowards(box, {50, 70}).angle - pi) < 1e-12);
    QVERIFY(std::abs(rotatedTowards(box, {52, 30}, pi / 12).angle) < 1e-12);
    QCOMPARE(rotatedTowards(box, box.centre), box);
    std::mt19937 random(2);
    for (int trial = 0; trial < 100; ++trial) {
      const OrientedBox any = randomBox(random);
      const OrientedBox turned = rotatedTowards(any, rotationHandle(any, 12));
      QVERIFY(std::abs(normalisedAngle(turned.angle - any.angle)) < 1e-9);
    }
  }

  void resizingKeepsTheOtherSideFixed() {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> away(-80, 80);
    for (int trial = 0; trial < 400; ++trial) {
      const OrientedBox box = randomBox(random);
      const auto handle = static_cast<BoxHandle>(trial % 8);
      const Point start = handlePosition(box, handle);
      const Point pointer{start.x + away(random), start.y + away(random)};
      const OrientedBox after = resized(box, handle, pointer);
      QCOMPARE(after.angle, box.angle);
      QVERIFY(after.width >= 0 && after.height >= 0);
      const Point fixed = handlePosition(box, opposite(handle));
      double least = 1e300;
      for (int other = 0; other < 8; ++other) {
        const Point place = handlePosition(after, static_cast<BoxHandle>(other));
        least = std::min(least, distanceBetween(place, fixed));
      }
      QVERIFY(least < 1e-9);
      if (trial % 2 == 0) {
        const std::vector<Point> corners = cornersOf(after);
        QVERIFY(std::any_of(corners.begin(), corners.end(),
                            [&](Point corner) { return near(corner, pointer); }));
      }
      const OrientedBox same = resized(box, handle, start);
      QVERIFY(near(same.centre, box.centre));
      QVERIFY(std::abs(same.width - box.width) < 1e-9);
    }
    const OrientedBox box{.centre = {5, 5}, .width = 10, .height = 10, .angle = 0};
    QCOMPARE(resized(box, BoxHandle::Right, {25, 99}),
             (OrientedBox{.centre = {12.5, 5}, .width = 25, .height = 10, .angle = 0}));
  }

  void theLeastBoxOfATurnedBoxIsItself() {
    std::mt19937 random(4);
    for (int trial = 0; trial < 200; ++trial) {
      const OrientedBox box = randomBox(random);
      const OrientedBox found = minimumAreaBox(cornersOf(box));
      QVERIFY(near(found.centre, box.centre));
      QVERIFY(std::abs(found.width * found.height - box.width * box.height) < 1e-7);
      QVERIFY(found.angle > -pi / 4 - 1e-12 && found.angle <= pi / 4 + 1e-12);
    }
  }

  // Every box of a fine fan of angles is at least as large.
  void noTurnedBoxIsSmaller() {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(0, 100);
    for (int trial = 0; trial < 50; ++trial) {
      std::vector<Point> points;
      for (int i = 0; i < 3 + trial % 20; ++i) {
        points.push_back({place(random), place(random)});
      }
      const OrientedBox best = minimumAreaBox(points);
      for (const Point& p : points) {
        const OrientedBox grown{.centre = best.centre,
                                .width = best.width + 1e-9,
                                .height = best.height + 1e-9,
                                .angle = best.angle};
        QVERIFY(contains(grown, p));
      }
      for (double angle = 0; angle < pi / 2; angle += 0.001) {
        double low[2] = {1e300, 1e300};
        double high[2] = {-1e300, -1e300};
        for (const Point& p : points) {
          const double along[2] = {p.x * std::cos(angle) + p.y * std::sin(angle),
                                   p.y * std::cos(angle) - p.x * std::sin(angle)};
          for (int axis = 0; axis < 2; ++axis) {
            low[axis] = std::min(low[axis], along[axis]);
            high[axis] = std::max(high[axis], along[axis]);
          }
        }
        QVERIFY(best.width * best.height <= (high[0] - low[0]) * (high[1] - low[1]) * (1 + 1e-12));
      }
    }
  }

  void fewPointsHaveABoxToo() {
    QCOMPARE(minimumAreaBox(std::vector<Point>()), OrientedBox());
    QCOMPARE(minimumAreaBox(std::vector<Point>{{3, 4}}).centre, (Point{3, 4}));
    const OrientedBox line = minimumAreaBox(std::vector<Point>{{0, 0}, {3, 4}, {1.5, 2}});
    QVERIFY(std::abs(std::max(line.width, line.height) - 5) < 1e-12);
    QVERIFY(std::min(line.width, line.height) < 1e-12);
  }

  void bordersAreTreatedByThePolicy() {
    const OrientedBox box{.centre = {2, 50}, .width = 30, .height = 10, .angle = pi / 4};
    QCOMPARE(broughtInside(box, 100, 100, BorderPolicy::Keep), box);
    const OrientedBox moved = broughtInside(box, 100, 100, BorderPolicy::Move);
    QCOMPARE(moved.width, 30.0);
    QVERIFY(std::abs(boundsOf(moved).x0) < 1e-9);
    QCOMPARE(moved.centre.y, 50.0);
    const OrientedBox shrunk = broughtInside(box, 20, 100, BorderPolicy::Shrink);
    QVERIFY(std::abs(shrunk.width / shrunk.height - 3) < 1e-9);
    QVERIFY(boundsOf(shrunk).x0 > -1e-9 && boundsOf(shrunk).x1 < 20 + 1e-9);
    const OrientedBox large = broughtInside(box, 20, 100, BorderPolicy::Move);
    QCOMPARE(large.width, 30.0);
    QVERIFY(std::abs(large.centre.x - 10) < 1e-9);
  }
};

QTEST_APPLESS_MAIN(TestOrientedBox)
#include "tst_oriented_box.moc"
