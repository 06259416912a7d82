#include "tool_fixture.h"
#include "ui/tools/oriented_box_tool.h"
#include "ui/tools/select_tool.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

const Polygon square{{PolygonPart{{{20, 20}, {80, 20}, {80, 80}, {20, 80}}, {}}}};

const KeyPress backspace{.key = Qt::Key_Backspace, .modifiers = Qt::NoModifier, .isRepeat = false};

bool isNear(double a, double b) {
  return std::abs(a - b) < 1e-6;
}

}  // namespace

/// Turned boxes, polygons, lines and keypoints, changed in place.
class TestGrips : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void turnedBoxIsResizedAlongItsOwnSides() {
    ToolFixture fixture;
    // Turned by a quarter: its right side is below.
    const AnnotationId id = fixture.add(OrientedBox{{100, 50}, 40, 20, std::numbers::pi / 2});
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, {100, 70}, {104, 80});
    const auto box = std::get<OrientedBox>(*shapeIn(answer, id));
    QVERIFY(isNear(box.width, 50) && isNear(box.height, 20));
    QVERIFY(isNear(box.centre.x, 100) && isNear(box.centre.y, 55));
    QVERIFY(isNear(box.angle, std::numbers::pi / 2));
  }

  void handleAboveTurnsTheBox_data() {
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<double>("degrees");
    QTest::newRow("freely") << int(Qt::NoModifier) << 80.0;
    QTest::newRow("in steps") << int(Qt::ShiftModifier) << 75.0;
  }

  void handleAboveTurnsTheBox() {
    QFETCH(int, modifiers);
    QFETCH(double, degrees);
    ToolFixture fixture;
    const AnnotationId id = fixture.add(OrientedBox{{100, 50}, 40, 20, 0});
    fixture.selection = {id};
    SelectTool tool;
    const double aim = 80 * std::numbers::pi / 180;
    const ToolAnswer answer =
        fixture.drag(tool, {100, 50 - 10 - 12}, {100 + 22 * std::sin(aim), 50 - 22 * std::cos(aim)},
                     Qt::KeyboardModifiers(modifiers));
    QCOMPARE(answer.edit->name, std::string("Turn box"));
    const auto box = std::get<OrientedBox>(*shapeIn(answer, id));
    QVERIFY(isNear(box.angle * 180 / std::numbers::pi, degrees));
    QVERIFY((box.centre == Point{100, 50}));
  }

  void threeClicksDrawATurnedBox() {
    ToolFixture fixture;
    OrientedBoxTool tool;
    QVERIFY(!fixture.drag(tool, {50, 50}, {50, 50}).edit);
    QVERIFY(!fixture.drag(tool, {90, 50}, {90, 50}).edit);
    const ToolAnswer answer = fixture.drag(tool, {70, 80}, {70, 80});
    const auto box = std::get<OrientedBox>(*shapeIn(answer, 1));
    QVERIFY(isNear(box.width, 40) && isNear(box.height, 30));
    QVERIFY(isNear(box.centre.x, 70) && isNear(box.centre.y, 65));
  }

  void draggedBoxIsTurnedUntilAClick() {
    ToolFixture fixture;
    OrientedBoxTool tool;
    QVERIFY(!fixture.drag(tool, {50, 40}, {90, 60}).edit);
    tool.move(ToolFixture::at({60, 70}), fixture.context());
    QVERIFY(!tool.drafts().empty());
    const ToolAnswer answer = fixture.drag(tool, {60, 70}, {60, 70});
    const auto box = std::get<OrientedBox>(*shapeIn(answer, 1));
    QVERIFY(isNear(box.width, 40) && isNear(box.height, 20));
    QVERIFY(isNear(box.angle, std::numbers::pi / 2));
  }

  void enterLeavesTheDraggedBoxUpright() {
    ToolFixture fixture;
    OrientedBoxTool tool;
    fixture.drag(tool, {50, 40}, {90, 60});
    tool.move(ToolFixture::at({60, 70}), fixture.context());
    const KeyPress enter{.key = Qt::Key_Return, .modifiers = Qt::NoModifier, .isRepeat = false};
    QVERIFY(tool.wants(enter, fixture.context()));
    const ToolAnswer answer = tool.key(enter, fixture.context());
    QVERIFY(*shapeIn(answer, 1) == Shape(OrientedBox{{70, 50}, 40, 20, 0}));
  }

  void vertexIsDragged_data() {
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<Shape>("changed");
    Polygon polygon = square;
    polygon.parts[0].outer[1] = {95, 12};
    QTest::newRow("polygon") << Shape(square) << Shape(polygon);
    QTest::newRow("line") << Shape(Line{{{80, 20}, {20, 80}}}) << Shape(Line{{{95, 12}, {20, 80}}});
    QTest::newRow("keypoints") << Shape(Keypoints{{{{80, 20}, 1}, {{20, 80}, 2}}})
                               << Shape(Keypoints{{{{95, 12}, 1}, {{20, 80}, 2}}});
  }

  void vertexIsDragged() {
    QFETCH(Shape, shape);
    QFETCH(Shape, changed);
    ToolFixture fixture;
    const AnnotationId id = fixture.add(shape);
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, {80, 20}, {95, 12});
    QVERIFY(*shapeIn(answer, id) == changed);
    QCOMPARE(answer.edit->name, std::string("Move point"));
  }

  void altClickOnAnEdgeAddsAPoint() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, {50, 21}, {50, 21}, Qt::AltModifier);
    Polygon expected = square;
    expected.parts[0].outer.insert(expected.parts[0].outer.begin() + 1, {50, 20});
    QVERIFY(*shapeIn(answer, id) == Shape(expected));
    QCOMPARE(answer.edit->name, std::string("Add point"));
  }

  void altShiftClickRemovesAPoint() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer = tool.press(
        ToolFixture::at({81, 21}, Qt::AltModifier | Qt::ShiftModifier), fixture.context());
    QVERIFY(*shapeIn(answer, id) ==
            Shape(Polygon{{PolygonPart{{{20, 20}, {80, 80}, {20, 80}}, {}}}}));
  }

  void backspaceRemovesTheChosenPointOnly() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    SelectTool tool;
    QVERIFY(!tool.wants(backspace, fixture.context()));
    QVERIFY(!fixture.drag(tool, {80, 80}, {80, 80}).edit);
    QVERIFY(tool.wants(backspace, fixture.context()));
    const ToolAnswer answer = tool.key(backspace, fixture.context());
    QVERIFY(*shapeIn(answer, id) ==
            Shape(Polygon{{PolygonPart{{{20, 20}, {80, 20}, {20, 80}}, {}}}}));
    QVERIFY(!tool.wants(backspace, fixture.context()));
  }

  void twoPointsOfALineAreKept() {
    ToolFixture fixture;
    fixture.selection = {fixture.add(Line{{{20, 20}, {80, 20}}})};
    SelectTool tool;
    fixture.drag(tool, {20, 20}, {20, 20});
    const ToolAnswer answer = tool.key(backspace, fixture.context());
    QVERIFY(!answer.edit);
    QVERIFY(!answer.message.isEmpty());
  }

  void ctrlClickHidesAKeypoint() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Keypoints{{{{20, 20}, 2}, {{80, 80}, 2}}});
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer =
        tool.press(ToolFixture::at({81, 80}, Qt::ControlModifier), fixture.context());
    QVERIFY(*shapeIn(answer, id) == Shape(Keypoints{{{{20, 20}, 2}, {{80, 80}, 1}}}));
  }

  void polygonIsStretchedAsAWholeByOption() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    SelectTool tool;
    tool.setOption(QStringLiteral("frame"), true);
    const ToolAnswer answer = fixture.drag(tool, {80, 80}, {140, 50});
    QVERIFY(*shapeIn(answer, id) ==
            Shape(Polygon{{PolygonPart{{{20, 20}, {140, 20}, {140, 50}, {20, 50}}, {}}}}));
  }

  void maskIsMovedByWholePixels() {
    ToolFixture fixture;
    // Two rows of one pixel at x = 0 in an image of 200 x 100.
    const AnnotationId id = fixture.add(Mask{200, 100, {10, 20, 19970}});
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, {0.5, 15}, {3.4, 25});
    QVERIFY(*shapeIn(answer, id) == Shape(Mask{200, 100, {320, 20, 19660}}));
  }
};

QTEST_APPLESS_MAIN(TestGrips)
#include "tst_grips.moc"
