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

  void clickBesideEverythingSelectsNothing() {
    ToolFixture fixture;
    fixture.selection = {fixture.add(Box{0, 0, 20, 20})};
    SelectTool tool;
    QVERIFY(!fixture.drag(tool, {150, 50}, {150, 50}).edit);
    QVERIFY(fixture.selection.empty());
  }

  void besideObjectsTheDragCanMoveThePicture() {
    ToolFixture fixture;
    fixture.add(Box{0, 0, 20, 20});
    SelectTool tool;
    tool.setOption(QStringLiteral("pan"), true);
    QVERIFY(!tool.press(ToolFixture::at({150, 50}), fixture.context()).handled);
    QVERIFY(tool.press(ToolFixture::at({10, 10}), fixture.context()).handled);
  }

  void bandSelectsWhatIsInsideIt() {
    ToolFixture fixture;
    const AnnotationId first = fixture.add(Box{20, 20, 40, 40});
    const AnnotationId second = fixture.add(Line{{{50, 20}, {60, 60}}});
    fixture.add(Box{50, 50, 190, 90});
    SelectTool tool;
    fixture.drag(tool, {15, 15}, {70, 70});
    QCOMPARE(fixture.selection, (std::vector<AnnotationId>{first, second}));
    const AnnotationId third = fixture.add(Box{150, 10, 160, 20});
    fixture.drag(tool, {140, 5}, {170, 25}, Qt::ShiftModifier);
    QCOMPARE(fixture.selection, (std::vector<AnnotationId>{first, second, third}));
    fixture.drag(tool, {140, 5}, {170, 25});
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{third});
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

  void shiftTabGoesTheOtherWay() {
    ToolFixture fixture;
    const AnnotationId large = fixture.add(Box{0, 0, 100, 100});
    const AnnotationId middle = fixture.add(Box{20, 20, 80, 80});
    const AnnotationId small = fixture.add(Box{40, 40, 60, 60});
    SelectTool tool;
    fixture.drag(tool, {50, 50}, {50, 50});
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{small});
    fixture.take(tool.cycle(-1, fixture.context()));
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{large});
    fixture.take(tool.cycle(-1, fixture.context()));
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{middle});
  }

  void whatTabChoseIsWhatIsDragged() {
    ToolFixture fixture;
    const AnnotationId large = fixture.add(Box{0, 0, 100, 90});
    fixture.add(Box{40, 40, 60, 60});
    SelectTool tool;
    fixture.drag(tool, {50, 50}, {50, 50});
    fixture.take(tool.cycle(1, fixture.context()));
    fixture.drag(tool, {50, 50}, {50, 50});
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{large});
    const ToolAnswer answer = fixture.drag(tool, {50, 50}, {55, 55});
    QVERIFY(*shapeIn(answer, large) == Shape(Box{5, 5, 105, 95}));
  }

  void clickOnASmallObjectWithinASelectedOnePicksTheSmallOne() {
    ToolFixture fixture;
    const AnnotationId large = fixture.add(Box{0, 0, 100, 100});
    const AnnotationId small = fixture.add(Box{40, 40, 60, 60});
    fixture.selection = {large};
    SelectTool tool;
    fixture.drag(tool, {50, 50}, {50, 50});
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{small});
  }

  void tinyBoxIsPickedAndMovedAtAnyZoom_data() {
    QTest::addColumn<double>("reach");
    // Eight pixels of the screen at 6400 %, 100 %, 10 % and 1 %.
    QTest::newRow("64") << 0.125;
    QTest::newRow("1") << 8.0;
    QTest::newRow("0.1") << 80.0;
    QTest::newRow("0.01") << 800.0;
  }

  void tinyBoxIsPickedAndMovedAtAnyZoom() {
    QFETCH(double, reach);
    ToolFixture fixture;
    fixture.add(Box{0, 0, 200, 100});
    const AnnotationId tiny = fixture.add(Box{50, 50, 53, 53});
    const auto at = [&](Point point) {
      PointerEvent event = ToolFixture::at(point);
      event.reach = reach;
      return event;
    };
    SelectTool tool;
    fixture.take(tool.press(at({51.5, 51.5}), fixture.context()));
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{tiny});
    tool.move(at({51.5 - 2 * reach, 51.5}), fixture.context());
    const ToolAnswer answer = tool.release(at({51.5 - 2 * reach, 51.5}), fixture.context());
    const double x0 = std::max(0.0, 50 - std::round(2 * reach));
    if (x0 != 50) {
      QVERIFY(*shapeIn(answer, tiny) == Shape(Box{x0, 50, x0 + 3, 53}));
    }
  }

  void lockedAndHiddenObjectsAreNotPicked() {
    ToolFixture fixture;
    const AnnotationId locked = fixture.add(Box{10, 10, 30, 30});
    Annotation changed = *fixture.document.annotation(locked);
    changed.attributes.locked = true;
    static_cast<void>(
        apply(fixture.document,
              {.name = "lock", .gesture = 0, .changes = {AnnotationChange{locked, changed}}}));
    const AnnotationId hidden = fixture.add(Box{60, 10, 80, 30});
    fixture.hidden = hidden;
    SelectTool tool;
    fixture.drag(tool, {20, 20}, {20, 20});
    QVERIFY(fixture.selection.empty());
    fixture.drag(tool, {70, 20}, {70, 20});
    QVERIFY(fixture.selection.empty());
    fixture.selection = {locked};
    QVERIFY(!fixture.drag(tool, {30, 30}, {50, 50}).edit);
  }

  void higherLayerIsPickedFirst() {
    ToolFixture fixture;
    const AnnotationId large = fixture.add(Box{0, 0, 100, 100});
    fixture.add(Box{40, 40, 60, 60});
    Annotation changed = *fixture.document.annotation(large);
    changed.attributes.layer = 1;
    static_cast<void>(
        apply(fixture.document,
              {.name = "raise", .gesture = 0, .changes = {AnnotationChange{large, changed}}}));
    SelectTool tool;
    fixture.drag(tool, {50, 50}, {50, 50});
    QCOMPARE(fixture.selection, std::vector<AnnotationId>{large});
  }

  void objectsMovedTogetherKeepTheirPlacesToEachOther() {
    ToolFixture fixture;
    const AnnotationId left = fixture.add(Box{10, 10, 30, 30});
    const AnnotationId right = fixture.add(Box{60, 10, 80, 30});
    fixture.selection = {left, right};
    SelectTool tool;
    const ToolAnswer answer = fixture.drag(tool, {70, 20}, {20, 20});
    QVERIFY(*shapeIn(answer, left) == Shape(Box{0, 10, 20, 30}));
    QVERIFY(*shapeIn(answer, right) == Shape(Box{50, 10, 70, 30}));
  }

  void rightDragOffersToCopyOrToMove() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{10, 10, 30, 30});
    SelectTool tool;
    const auto right = [](Point point) {
      PointerEvent event = ToolFixture::at(point);
      event.button = Qt::RightButton;
      return event;
    };
    fixture.take(tool.press(right({20, 20}), fixture.context()));
    tool.move(right({70, 20}), fixture.context());
    const ToolAnswer answer = tool.release(right({70, 20}), fixture.context());
    QVERIFY(!answer.edit);
    QCOMPARE(answer.choices.size(), std::size_t{2});
    const auto& copy = std::get<AnnotationChange>(answer.choices[0].edit.changes.front());
    QVERIFY(copy.id != id);
    QVERIFY(copy.value->shape == Shape(Box{60, 10, 80, 30}));
    const auto& move = std::get<AnnotationChange>(answer.choices[1].edit.changes.front());
    QCOMPARE(move.id, id);
    QVERIFY(move.value->shape == Shape(Box{60, 10, 80, 30}));
    tool.cancel();
    QVERIFY(tool.drafts().empty());
    // Without a drag the button is left for the menu.
    tool.press(right({20, 20}), fixture.context());
    QVERIFY(!tool.release(right({20, 20}), fixture.context()).handled);
  }

  void doubleClickAsksForTheClass() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{10, 10, 30, 30});
    SelectTool tool;
    fixture.drag(tool, {20, 20}, {20, 20});
    const ToolAnswer answer = tool.doubleClick(ToolFixture::at({20, 20}), fixture.context());
    QVERIFY(answer.request == ToolRequest::ChangeClass);
    QCOMPARE(*answer.selection, std::vector<AnnotationId>{id});
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

  void modifiersKeepTheRatioAndTheCentre_data() {
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<Box>("box");
    QTest::newRow("ratio") << int(Qt::ShiftModifier) << Box{40, 40, 120, 80};
    QTest::newRow("centre") << int(Qt::ControlModifier) << Box{0, 35, 120, 65};
    QTest::newRow("both") << int(Qt::ShiftModifier | Qt::ControlModifier) << Box{0, 20, 120, 80};
  }

  void modifiersKeepTheRatioAndTheCentre() {
    QFETCH(int, modifiers);
    QFETCH(Box, box);
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{40, 40, 80, 60});
    fixture.selection = {id};
    SelectTool tool;
    const ToolAnswer answer =
        fixture.drag(tool, {80, 60}, {120, 65}, Qt::KeyboardModifiers(modifiers));
    QVERIFY(*shapeIn(answer, id) == Shape{box});
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
    QTest::newRow("mask") << Shape(Mask{2, 3, {1, 2, 3}}) << Point{0.5, 1.5} << Point{5.5, 1.5};
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
    QVERIFY(distanceTo(shape, inside) < 3);
    QVERIFY(distanceTo(shape, outside) > 3);
  }
};

QTEST_APPLESS_MAIN(TestSelectTool)
#include "tst_select_tool.moc"
