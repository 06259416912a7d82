#include "tool_fixture.h"
#include "ui/tools/hit_test.h"
#include "ui/tools/select_tool.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

Q_DECLARE_METATYPE(touchstone::labeling::Point)
Q_DECLARE_METATYPE(touchstone::labeling::Box)
Q_DECLARE_METATYPE(touchstone::labeling::Shape)

class TestSelectTool : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void clickPicksTheSmallestObject() {
    ToolFixture fixture;
    fixture.add(Box{0, 0, 100, 100});
    const AnnotationId small = fixture.add(Box{40, 40, 60, 60});
    fixture.add(Box{10, 10, 90, 90});
    SelectTool tool;
    QVERIFY(!fixture.drag(tool, {50, 50}, {50, 50}).edit);
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{small});
  }

  void clickBesideEverythingSelectsNothingAndLeavesTheViewToMove() {
    ToolFixture fixture;
    fixture.selection = {fixture.add(Box{0, 0, 20, 20})};
    SelectTool tool;
    const ToolAnswer answer = tool.press(ToolFixture::at({150, 50}), fixture.context());
    QVERIFY(!answer.handled);
    QVERIFY(answer.selection->empty());
  }

  void tabGoesThroughObjectsThatLieOverEachOther() {
    ToolFixture fixture;
    const AnnotationId large = fixture.add(Box{0, 0, 100, 100});
    const AnnotationId small = fixture.add(Box{40, 40, 60, 60});
    SelectTool tool;
    fixture.drag(tool, {50, 50}, {50, 50});
    fixture.take(tool.cycle(1, fixture.context()));
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{large});
    fixture.take(tool.cycle(1, fixture.context()));
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{small});
    tool.move(ToolFixture::at({5, 5}), fixture.context());
    QVERIFY(!tool.cycle(1, fixture.context()).handled);
  }

  void dragMovesWithinTheImage_data() {
    QTest::addColumn<Point>("to");
    QTest::addColumn<Box>("box");
    QTest::newRow("inside") << Point{60, 45} << Box{50, 35, 70, 55};
    QTest::newRow("against the corner") << Point{-500, -500} << Box{0, 0, 20, 20};
    QTest::newRow("against the other corner") << Point{900, 900} << Box{180, 80, 200, 100};
  }

  void dragMovesWithinTheImage() {
    QFETCH(Point, to);
    QFETCH(Box, box);
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{40, 40, 60, 60});
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, {50, 50}, to);
    QVERIFY(*shapeIn(answer, id) == Shape{box});
  }

  void dragMovesAllSelectedObjects() {
    ToolFixture fixture;
    const AnnotationId first = fixture.add(Box{10, 10, 30, 30});
    const AnnotationId second = fixture.add(Box{60, 10, 80, 30});
    fixture.selection = {first};
    SelectTool tool;
    fixture.drag(tool, {70, 20}, {70, 20}, Qt::ShiftModifier);
    const ToolAnswer answer = fixture.drag(tool, {70, 20}, {75, 30});
    QVERIFY(*shapeIn(answer, first) == Shape(Box{15, 20, 35, 40}));
    QVERIFY(*shapeIn(answer, second) == Shape(Box{65, 20, 85, 40}));
  }

  void handlesResizeTheSelectedBox_data() {
    QTest::addColumn<Point>("from");
    QTest::addColumn<Point>("to");
    QTest::addColumn<Box>("box");
    QTest::newRow("corner") << Point{81, 79} << Point{101, 89} << Box{40, 40, 100, 90};
    QTest::newRow("side, anywhere") << Point{40, 52} << Point{20, 90} << Box{20, 40, 80, 80};
    QTest::newRow("past the other side") << Point{40, 60} << Point{100, 60} << Box{80, 40, 100, 80};
    QTest::newRow("clipped") << Point{60, 80} << Point{60, 300} << Box{40, 40, 80, 100};
  }

  void handlesResizeTheSelectedBox() {
    QFETCH(Point, from);
    QFETCH(Point, to);
    QFETCH(Box, box);
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{40, 40, 80, 80});
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, from, to);
    QVERIFY(shapeIn(answer, id) != nullptr);
    QVERIFY(*shapeIn(answer, id) == Shape{box});
    QCOMPARE(answer.edit->name, std::string("Resize box"));
  }

  void tremblingClickIsNoMove() {
    ToolFixture fixture;
    fixture.add(Box{40, 40, 80, 80});
    SelectTool tool;
    QVERIFY(!fixture.drag(tool, {60, 60}, {61, 59}).edit);
  }

  void everyShapeIsHitWhereItIs_data() {
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<Point>("inside");
    QTest::addColumn<Point>("outside");
    const Polygon ring{{PolygonPart{{{0, 0}, {30, 0}, {30, 30}, {0, 30}},
                                    {{{10, 10}, {20, 10}, {20, 20}, {10, 20}}}}}};
    QTest::newRow("polygon with a hole") << Shape{ring} << Point{5, 5} << Point{15, 15};
    QTest::newRow("mask") << Shape(Mask{2, 3, {1, 2, 3}}) << Point{0.5, 1.5} << Point{1.5, 1.5};
    QTest::newRow("turned box") << Shape(OrientedBox{{50, 50}, 40, 10, 1.5707963}) << Point{50, 65}
                                << Point{65, 50};
    QTest::newRow("line") << Shape(Line{{{0, 0}, {50, 50}}}) << Point{25, 26} << Point{25, 40};
    QTest::newRow("points") << Shape(Keypoints{{{{10, 10}, 2}, {{40, 40}, 0}}}) << Point{11, 10}
                            << Point{40, 40};
  }

  void everyShapeIsHitWhereItIs() {
    QFETCH(Shape, shape);
    QFETCH(Point, inside);
    QFETCH(Point, outside);
    QVERIFY(hits(shape, inside, 3));
    QVERIFY(!hits(shape, outside, 3));
  }
};

QTEST_APPLESS_MAIN(TestSelectTool)
#include "tst_select_tool.moc"
