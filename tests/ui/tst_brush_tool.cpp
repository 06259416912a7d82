#include "labeling/geometry/mask.h"
#include "tool_fixture.h"
#include "ui/tools/brush_tool.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestBrushTool : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aStrokeMakesAMaskOfTheTipsWay() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    const ToolAnswer answer = fixture.drag(brush, {10, 10}, {30, 10});
    const AnnotationId id = idIn(answer);
    const auto* mask = std::get_if<Mask>(shapeIn(answer, id));
    QVERIFY(mask != nullptr);
    QCOMPARE(boundsOf(*mask), (Box{8, 8, 32, 12}));
    QCOMPARE(areaOf(*mask), 24.0 * 4);
    QCOMPARE(*answer.selection, std::vector<AnnotationId>{id});
  }

  void strokesAddToTheSelectedMaskAndEnterBeginsANewOne() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    const AnnotationId first = apply(fixture, fixture.drag(brush, {10, 10}, {10, 10}));
    QCOMPARE(apply(fixture, fixture.drag(brush, {20, 20}, {20, 20})), first);
    QCOMPARE(areaOf(maskOf(fixture, first)), 32.0);
    const KeyPress enter{.key = Qt::Key_Return};
    QVERIFY(brush.wants(enter, fixture.context()));
    fixture.take(brush.key(enter, fixture.context()));
    QVERIFY(fixture.selection.empty());
    QVERIFY(apply(fixture, fixture.drag(brush, {40, 40}, {40, 40})) != first);
  }

  void ctrlErasesAndAnEmptiedMaskIsRemoved() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    const AnnotationId id = apply(fixture, fixture.drag(brush, {10, 10}, {30, 10}));
    apply(fixture, fixture.drag(brush, {10, 10}, {12, 10}, Qt::ControlModifier));
    QCOMPARE(boundsOf(maskOf(fixture, id)), (Box{14, 8, 32, 12}));
    apply(fixture, fixture.drag(brush, {10, 10}, {40, 10}, Qt::ControlModifier));
    QVERIFY(fixture.document.annotation(id) == nullptr);
    QVERIFY(fixture.selection.empty());
  }

  void theEraserLeavesOtherObjectsAlone() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    const AnnotationId other = apply(fixture, fixture.drag(brush, {10, 10}, {30, 10}));
    fixture.selection.clear();
    BrushTool eraser(PaintMode::Erase);
    QVERIFY(!fixture.drag(eraser, {10, 10}, {30, 10}).edit);
    QCOMPARE(areaOf(maskOf(fixture, other)), 96.0);
  }

  void pixelsAreTakenFromMasksBelowWhenAskedTo() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    const AnnotationId below = apply(fixture, fixture.drag(brush, {10, 10}, {30, 10}));
    fixture.selection.clear();
    brush.setOption("underlying", true);
    const AnnotationId above = apply(fixture, fixture.drag(brush, {20, 10}, {40, 10}));
    QVERIFY(above != below);
    QCOMPARE(boundsOf(maskOf(fixture, below)), (Box{8, 8, 18, 12}));
    QVERIFY(isEmpty(intersectionOf(maskOf(fixture, below), maskOf(fixture, above))));
  }

  void lockedMasksAreNeitherPaintedNorTakenFrom() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    const AnnotationId locked = apply(fixture, fixture.drag(brush, {10, 10}, {30, 10}));
    Annotation changed = *fixture.document.annotation(locked);
    changed.attributes.locked = true;
    static_cast<void>(touchstone::labeling::apply(
        fixture.document,
        {.name = "lock", .gesture = 0, .changes = {AnnotationChange{locked, changed}}}));
    brush.setOption("underlying", true);
    const AnnotationId made = apply(fixture, fixture.drag(brush, {20, 10}, {40, 10}));
    QVERIFY(made != locked);
    QCOMPARE(areaOf(maskOf(fixture, locked)), 96.0);
  }

  void holesAreFilledByTheButton() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 20);
    const AnnotationId id = apply(fixture, fixture.drag(brush, {50, 50}, {50, 50}));
    useSquareTip(brush, 4);
    apply(fixture, fixture.drag(brush, {50, 50}, {50, 50}, Qt::ControlModifier));
    QCOMPARE(areaOf(maskOf(fixture, id)), 400.0 - 16.0);
    apply(fixture, brush.pressButton("fill", fixture.context()));
    QCOMPARE(areaOf(maskOf(fixture, id)), 400.0);
  }

  void bracketsChangeTheSizeWithinItsLimits() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 2);
    fixture.take(brush.key({.key = Qt::Key_BracketRight}, fixture.context()));
    QCOMPARE(sizeOf(brush), 3);
    for (int i = 0; i < 5; ++i) {
      fixture.take(brush.key({.key = Qt::Key_BracketLeft}, fixture.context()));
    }
    QCOMPARE(sizeOf(brush), 1);
  }

  void aMoveTellsWhereThePictureLooksDifferent() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    useSquareTip(brush, 4);
    QVERIFY(*brush.move(ToolFixture::at({10, 10}), fixture.context()).changed ==
            (Box{8, 8, 12, 12}));
    QVERIFY(*brush.move(ToolFixture::at({30, 10}), fixture.context()).changed ==
            (Box{8, 8, 32, 12}));
    brush.press(ToolFixture::at({30, 10}), fixture.context());
    QVERIFY(*brush.move(ToolFixture::at({30, 40}), fixture.context()).changed ==
            (Box{28, 8, 32, 42}));
  }

  void aCancelledStrokeLeavesNothing() {
    ToolFixture fixture;
    BrushTool brush(PaintMode::Add);
    fixture.take(brush.press(ToolFixture::at({10, 10}), fixture.context()));
    QVERIFY(brush.cancel());
    QVERIFY(!brush.release(ToolFixture::at({10, 10}), fixture.context()).edit);
    QVERIFY(!brush.cancel());
  }

private:
  static void useSquareTip(BrushTool& brush, int side) {
    brush.setOption("size", side);
    brush.setOption("form", 1);
  }
  static int sizeOf(const BrushTool& brush) {
    return std::get<NumberOption>(brush.options().front().what).value;
  }
  static AnnotationId idIn(const ToolAnswer& answer) {
    return answer.edit ? std::get<AnnotationChange>(answer.edit->changes.back()).id : 0;
  }
  static const Mask& maskOf(const ToolFixture& fixture, AnnotationId id) {
    return std::get<Mask>(fixture.document.annotation(id)->shape);
  }
  /// Performs the answer as the window does, and returns the id of the object.
  static AnnotationId apply(ToolFixture& fixture, const ToolAnswer& answer) {
    if (answer.edit) {
      static_cast<void>(touchstone::labeling::apply(fixture.document, *answer.edit));
    }
    fixture.take(answer);
    return idIn(answer);
  }
};

QTEST_MAIN(TestBrushTool)
#include "tst_brush_tool.moc"
