#include "tool_fixture.h"
#include "ui/tools/line_tool.h"
#include "ui/tools/points_tool.h"
#include "ui/tools/polygon_tool.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

const Polygon square{{PolygonPart{{{20, 20}, {80, 20}, {80, 80}, {20, 80}}, {}}}};

KeyPress press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  return {.key = key, .modifiers = modifiers, .isRepeat = false};
}

void click(ToolFixture& fixture,
           Tool& tool,
           Point point,
           Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  fixture.drag(tool, point, point, modifiers);
}

const Annotation& added(const ToolAnswer& answer) {
  return *std::get<AnnotationChange>(answer.edit->changes.front()).value;
}

}  // namespace

class TestPathTools : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void enterFinishesThePolygonAsOneEdit() {
    ToolFixture fixture;
    PolygonTool tool;
    for (const Point point : {Point{10, 10}, Point{60, 10}, Point{60, 60}}) {
      click(fixture, tool, point);
    }
    QVERIFY(tool.wants(press(Qt::Key_Return), fixture.context()));
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    QCOMPARE(answer.edit->changes.size(), std::size_t{1});
    QVERIFY(added(answer).shape ==
            Shape(Polygon{{PolygonPart{{{10, 10}, {60, 10}, {60, 60}}, {}}}}));
    QCOMPARE(added(answer).labelClass, ClassId{1});
    QVERIFY(tool.drafts().empty());
    QVERIFY(!tool.wants(press(Qt::Key_Return), fixture.context()));
  }

  void clickOnTheFirstPointClosesThePolygon() {
    ToolFixture fixture;
    PolygonTool tool;
    for (const Point point : {Point{10, 10}, Point{60, 10}, Point{60, 60}}) {
      click(fixture, tool, point);
    }
    const ToolAnswer answer = tool.press(ToolFixture::at({12, 11}), fixture.context());
    QVERIFY(added(answer).shape ==
            Shape(Polygon{{PolygonPart{{{10, 10}, {60, 10}, {60, 60}}, {}}}}));
  }

  void doubleClickEndsAtThePointOfItsFirstClick() {
    ToolFixture fixture;
    LineTool tool;
    click(fixture, tool, {10, 10});
    click(fixture, tool, {60, 10});
    const ToolAnswer answer = tool.doubleClick(ToolFixture::at({60, 10}), fixture.context());
    QVERIFY(added(answer).shape == Shape(Line{{{10, 10}, {60, 10}}}));
  }

  void backspaceAndUndoTakeTheLastPointBack() {
    ToolFixture fixture;
    LineTool tool;
    for (const Point point : {Point{10, 10}, Point{60, 10}, Point{90, 90}, Point{95, 95}}) {
      click(fixture, tool, point);
    }
    tool.key(press(Qt::Key_Backspace), fixture.context());
    QVERIFY(tool.wants(press(Qt::Key_Z, Qt::ControlModifier), fixture.context()));
    tool.key(press(Qt::Key_Z, Qt::ControlModifier), fixture.context());
    const ToolAnswer answer = tool.key(press(Qt::Key_Enter), fixture.context());
    QVERIFY(added(answer).shape == Shape(Line{{{10, 10}, {60, 10}}}));
  }

  void keysAreLeftAloneWhileNothingIsDrawn() {
    ToolFixture fixture;
    PolygonTool tool;
    QVERIFY(!tool.wants(press(Qt::Key_Backspace), fixture.context()));
    QVERIFY(!tool.wants(press(Qt::Key_Return), fixture.context()));
    QVERIFY(!tool.cancel());
  }

  void tooFewPointsAreNotLost() {
    ToolFixture fixture;
    PolygonTool tool;
    click(fixture, tool, {10, 10});
    click(fixture, tool, {60, 10});
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    QVERIFY(!answer.edit);
    QVERIFY(answer.message.contains("3"));
    click(fixture, tool, {60, 60});
    QVERIFY(tool.key(press(Qt::Key_Return), fixture.context()).edit.has_value());
  }

  void movingWithTheButtonHeldDrawsFreehand() {
    ToolFixture fixture;
    LineTool tool;
    tool.press(ToolFixture::at({10, 10}), fixture.context());
    for (double x = 12; x <= 40; x += 2) {
      tool.move(ToolFixture::at({x, 10}), fixture.context());
    }
    tool.release(ToolFixture::at({40, 10}), fixture.context());
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    const Line line = std::get<Line>(added(answer).shape);
    QCOMPARE(line.points.size(), std::size_t{4});
    QVERIFY((line.points.back() == Point{34, 10}));
  }

  void pointsLieWithinTheImageInHundredths() {
    ToolFixture fixture;
    LineTool tool;
    click(fixture, tool, {-20, 33.33333});
    click(fixture, tool, {900, 50});
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    QVERIFY(added(answer).shape == Shape(Line{{{0, 33.33}, {200, 50}}}));
  }

  void pointsSnapToOtherObjects_data() {
    QTest::addColumn<bool>("option");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<bool>("snaps");
    QTest::newRow("not by itself") << false << int(Qt::NoModifier) << false;
    QTest::newRow("with Ctrl") << false << int(Qt::ControlModifier) << true;
    QTest::newRow("by option") << true << int(Qt::NoModifier) << true;
    QTest::newRow("Ctrl turns the option round") << true << int(Qt::ControlModifier) << false;
  }

  void pointsSnapToOtherObjects() {
    QFETCH(bool, option);
    QFETCH(int, modifiers);
    QFETCH(bool, snaps);
    ToolFixture fixture;
    fixture.add(square);
    LineTool tool;
    tool.setOption(QStringLiteral("snap"), option);
    click(fixture, tool, {82, 21}, Qt::KeyboardModifiers(modifiers));
    click(fixture, tool, {50, 83}, Qt::KeyboardModifiers(modifiers));
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    const Line expected = snaps ? Line{{{80, 20}, {50, 80}}} : Line{{{82, 21}, {50, 83}}};
    QVERIFY(added(answer).shape == Shape{expected});
  }

  void altCutsAHoleIntoTheSelectedPolygon() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    PolygonTool tool;
    click(fixture, tool, {40, 40}, Qt::AltModifier);
    click(fixture, tool, {60, 40});
    click(fixture, tool, {60, 60});
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    const auto polygon = std::get<Polygon>(*shapeIn(answer, id));
    QCOMPARE(polygon.parts.size(), std::size_t{1});
    QCOMPARE(polygon.parts[0].holes.size(), std::size_t{1});
    QCOMPARE(areaOf(polygon), 3600.0 - 200.0);
    QCOMPARE(answer.edit->name, std::string("Cut hole"));
  }

  void shiftAddsAPartToTheSelectedPolygon() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    PolygonTool tool;
    click(fixture, tool, {120, 40}, Qt::ShiftModifier);
    click(fixture, tool, {140, 40});
    click(fixture, tool, {140, 60});
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    QCOMPARE(std::get<Polygon>(*shapeIn(answer, id)).parts.size(), std::size_t{2});
  }

  void sliceMakesTwoObjectsOfTheSelectedPolygon() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(square);
    fixture.selection = {id};
    PolygonTool tool;
    tool.setOption(PolygonTool::modeOption(), static_cast<int>(PolygonTool::Mode::Slice));
    click(fixture, tool, {40, 10});
    click(fixture, tool, {40, 90});
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    QCOMPARE(answer.edit->changes.size(), std::size_t{2});
    QCOMPARE(areaOf(*shapeIn(answer, id)), 2400.0);
    QCOMPARE(answer.selection->size(), std::size_t{2});
    QCOMPARE(areaOf(*shapeIn(answer, answer.selection->back())), 1200.0);
  }

  void changingNeedsASelectedPolygon() {
    ToolFixture fixture;
    fixture.selection = {fixture.add(Box{10, 10, 50, 50})};
    PolygonTool tool;
    const ToolAnswer answer =
        tool.press(ToolFixture::at({20, 20}, Qt::AltModifier), fixture.context());
    QVERIFY(!answer.message.isEmpty());
    QVERIFY(!tool.cancel());
  }

  void keypointsRememberWhichAreHidden() {
    ToolFixture fixture;
    PointsTool tool;
    click(fixture, tool, {10, 10});
    click(fixture, tool, {20, 10}, Qt::AltModifier);
    click(fixture, tool, {30, 10});
    tool.key(press(Qt::Key_Backspace), fixture.context());
    click(fixture, tool, {40, 10});
    const ToolAnswer answer = tool.key(press(Qt::Key_Return), fixture.context());
    QVERIFY(added(answer).shape == Shape(Keypoints{{{{10, 10}, 2}, {{20, 10}, 1}, {{40, 10}, 2}}}));
  }

  void eachPointCanBeAnObject() {
    ToolFixture fixture;
    PointsTool tool;
    tool.setOption(QStringLiteral("single"), true);
    const ToolAnswer answer = tool.press(ToolFixture::at({10, 10}), fixture.context());
    QVERIFY(added(answer).shape == Shape(Keypoints{{{{10, 10}, 2}}}));
    QVERIFY(tool.press(ToolFixture::at({50, 10}), fixture.context()).edit.has_value());
  }
};

QTEST_APPLESS_MAIN(TestPathTools)
#include "tst_path_tools.moc"
