#include "tool_fixture.h"
#include "ui/tools/box_tool.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

Q_DECLARE_METATYPE(touchstone::labeling::Point)
Q_DECLARE_METATYPE(touchstone::labeling::Box)

class TestBoxTool : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void dragGivesABoxInWholePixelsWithinTheImage_data() {
    QTest::addColumn<Point>("from");
    QTest::addColumn<Point>("to");
    QTest::addColumn<Box>("box");
    QTest::newRow("down right") << Point{10, 20} << Point{60, 80} << Box{10, 20, 60, 80};
    QTest::newRow("up left") << Point{60, 80} << Point{10, 20} << Box{10, 20, 60, 80};
    QTest::newRow("rounded") << Point{9.6, 20.2} << Point{60.4, 79.7} << Box{10, 20, 60, 80};
    QTest::newRow("clipped") << Point{150, 50} << Point{900, -40} << Box{150, 0, 200, 50};
  }

  void dragGivesABoxInWholePixelsWithinTheImage() {
    QFETCH(Point, from);
    QFETCH(Point, to);
    QFETCH(Box, box);
    ToolFixture fixture;
    BoxTool tool;
    const ToolAnswer answer = fixture.drag(tool, from, to);
    QVERIFY(answer.edit.has_value());
    const auto& change = std::get<AnnotationChange>(answer.edit->changes.front());
    QVERIFY(change.value->shape == Shape{box});
    QCOMPARE(change.value->labelClass, ClassId{1});
    QCOMPARE(change.value->image, ImageId{1});
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{change.id});
  }

  void boxWithoutAreaIsRefused_data() {
    QTest::addColumn<Point>("to");
    QTest::newRow("no width") << Point{10, 50};
    QTest::newRow("no height") << Point{50, 10};
  }

  void boxWithoutAreaIsRefused() {
    QFETCH(Point, to);
    ToolFixture fixture;
    BoxTool tool;
    QVERIFY(!fixture.drag(tool, {10, 10}, to).edit);
    QCOMPARE(fixture.document.newAnnotationId(), AnnotationId{1});
  }

  void twoClicksDrawABox() {
    ToolFixture fixture;
    BoxTool tool;
    QVERIFY(!fixture.drag(tool, {10, 10}, {11, 10}).edit);
    tool.move(ToolFixture::at({40, 40}), fixture.context());
    QCOMPARE(tool.drafts().size(), std::size_t{1});
    const ToolAnswer answer = fixture.drag(tool, {60, 80}, {60, 80});
    QVERIFY(*shapeIn(answer, 1) == Shape(Box{10, 10, 60, 80}));
    QVERIFY(!tool.cancel());
  }

  void ctrlDrawsASquare() {
    ToolFixture fixture;
    BoxTool tool;
    const ToolAnswer answer = fixture.drag(tool, {50, 50}, {20, 40}, Qt::ControlModifier);
    QVERIFY(*shapeIn(answer, 1) == Shape(Box{20, 20, 50, 50}));
  }

  void optionDrawsSquares() {
    ToolFixture fixture;
    BoxTool tool;
    tool.setOption(BoxTool::squareOption(), true);
    QVERIFY(*shapeIn(fixture.drag(tool, {20, 20}, {60, 30}), 1) == Shape(Box{20, 20, 60, 60}));
    tool.setOption(BoxTool::squareOption(), false);
    QVERIFY(*shapeIn(fixture.drag(tool, {20, 20}, {60, 30}), 2) == Shape(Box{20, 20, 60, 30}));
  }

  void objectWithoutClassIsLeftForThePersonToName() {
    ToolFixture fixture;
    fixture.currentClass = 0;
    BoxTool tool;
    const ToolAnswer answer = fixture.drag(tool, {10, 10}, {20, 20});
    QCOMPARE(std::get<AnnotationChange>(answer.edit->changes.front()).value->labelClass,
             ClassId{0});
  }

  void cancelGivesTheGestureUp() {
    ToolFixture fixture;
    BoxTool tool;
    QVERIFY(!tool.cancel());
    tool.press(ToolFixture::at({10, 10}), fixture.context());
    tool.move(ToolFixture::at({30, 30}), fixture.context());
    QCOMPARE(tool.drafts().size(), std::size_t{1});
    QVERIFY(tool.cancel());
    QVERIFY(tool.drafts().empty());
    QVERIFY(!tool.release(ToolFixture::at({30, 30}), fixture.context()).edit);
  }
};

QTEST_APPLESS_MAIN(TestBoxTool)
#include "tst_box_tool.moc"
