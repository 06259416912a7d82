#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/polygon_raster.h"
#include "tool_fixture.h"
#include "ui/tools/flood_tool.h"
#include "ui/tools/grab_cut_tool.h"
#include "ui/tools/scissors_tool.h"
#include "ui/tools/superpixel_tool.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

using namespace touchstone::labeling;
using namespace touchstone::ui;

/// The tools that look at the picture: a red disc of radius 30 on a blue ground.
class TestSmartTools : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    fixture_ = std::make_unique<ToolFixture>();
    suggested_.reset();
    picture_ = cv::Mat(100, 200, CV_8UC3, cv::Scalar(200, 80, 40));
    cv::circle(picture_, {100, 50}, 30, cv::Scalar(40, 60, 210), cv::FILLED);
    cv::randn(noise_ = cv::Mat(picture_.size(), CV_8UC3), cv::Scalar::all(4), cv::Scalar::all(2));
    picture_ += noise_;
  }

  void aClickedColourBecomesAMask() {
    FloodTool tool;
    tool.setOption("tolerance", 30);
    const Mask found = maskIn(drag(tool, {100, 50}, {100, 50}));
    QVERIFY(overlapWithDisc(found) > 0.98);
  }

  void draggingAfterAClickChangesTheTolerance() {
    FloodTool tool;
    tool.setOption("tolerance", 0);
    const double few = areaOf(maskIn(drag(tool, {100, 50}, {100, 50})));
    fixture_->selection.clear();
    const double more = areaOf(maskIn(drag(tool, {100, 50}, {160, 50})));
    QVERIFY(more > 2 * few);
  }

  void shiftAddsAndCtrlTakesAway() {
    FloodTool tool;
    tool.setOption("tolerance", 30);
    const double disc = areaOf(maskIn(drag(tool, {100, 50}, {100, 50})));
    const Mask all = maskIn(drag(tool, {10, 10}, {10, 10}, Qt::ShiftModifier));
    QVERIFY(areaOf(all) > disc);
    QCOMPARE(fixture_->document.annotations().size(), std::size_t{1});
    const Mask left = maskIn(drag(tool, {10, 10}, {10, 10}, Qt::ControlModifier));
    QCOMPARE(areaOf(left), disc);
  }

  void aBoxAndEnterCutTheObjectOut() {
    GrabCutTool tool;
    QVERIFY(!drag(tool, {60, 10}, {140, 90}).edit);
    QTRY_VERIFY(tool.hasPreview());
    const KeyPress enter{.key = Qt::Key_Return};
    QVERIFY(tool.wants(enter, context()));
    QVERIFY(overlapWithDisc(maskIn(perform(tool.key(enter, context())))) > 0.95);
    QVERIFY(!tool.wants(enter, context()));
  }

  void aCutBeginsWithTheMaskThatAModelSuggests() {
    cv::circle(picture_, {160, 50}, 20, cv::Scalar(60, 200, 90), cv::FILLED);
    cv::Mat1b disc(100, 200, std::uint8_t{0});
    cv::circle(disc, {100, 50}, 24, 255, cv::FILLED);
    suggested_ = maskOfPixels(disc);
    GrabCutTool tool;
    drag(tool, {60, 10}, {190, 90});
    QTRY_VERIFY(tool.hasPreview());
    const Mask mask = maskIn(perform(tool.key({.key = Qt::Key_Return}, context())));
    QVERIFY(contains(mask, {100.5, 50.5}));
    QVERIFY(!contains(mask, {160.5, 50.5}));
  }

  void aBackgroundStrokeTakesAwayWhatItCovers() {
    GrabCutTool tool;
    drag(tool, {60, 10}, {140, 90});
    QTRY_VERIFY(tool.hasPreview());
    tool.setOption("size", 5);
    int changes = 0;
    tool.onChange([&] { ++changes; });
    drag(tool, {100, 30}, {100, 70}, Qt::ControlModifier);
    QTRY_COMPARE(changes, 1);
    const Mask mask = maskIn(perform(tool.key({.key = Qt::Key_Return}, context())));
    QVERIFY(!contains(mask, {100.5, 50.5}));
    QVERIFY(contains(mask, {80.5, 50.5}));
  }

  void escapeGivesACutUp() {
    GrabCutTool tool;
    drag(tool, {60, 10}, {140, 90});
    QVERIFY(tool.cancel());
    QVERIFY(!tool.wants({.key = Qt::Key_Return}, context()));
    QVERIFY(!tool.cancel());
  }

  void aWayAlongTheEdgeBecomesAPolygon() {
    ScissorsTool tool;
    for (const Point& point : {Point{100, 20}, Point{130, 50}, Point{100, 80}, Point{70, 50}}) {
      click(tool, point);
      QTRY_VERIFY(tool.followsEdges());
    }
    const ToolAnswer answer = perform(tool.press(ToolFixture::at({100, 20}), context()));
    const auto* polygon = std::get_if<Polygon>(shapeIn(answer, idIn(answer)));
    QVERIFY(polygon != nullptr);
    QVERIFY(overlapWithDisc(maskOf(*polygon, 200, 100)) > 0.9);
    QVERIFY(!tool.cancel());
  }

  void backspaceTakesTheLastClickBack() {
    ScissorsTool tool;
    const KeyPress back{.key = Qt::Key_Backspace};
    click(tool, {100, 20});
    click(tool, {130, 50});
    perform(tool.key(back, context()));
    QVERIFY(tool.wants(back, context()));
    perform(tool.key(back, context()));
    QVERIFY(!tool.wants(back, context()));
  }

  void patchesUnderAStrokeBecomeAMask() {
    SuperpixelTool tool;
    tool.setOption("side", 10);
    perform(tool.move(ToolFixture::at({100, 50}), context()));
    QTRY_VERIFY(tool.isReady());
    const Mask some = maskIn(drag(tool, {90, 50}, {110, 50}));
    QVERIFY(areaOf(some) > 100);
    QVERIFY(areaOf(differenceOf(some, disc())) < 0.05 * areaOf(some));
    const Mask more = maskIn(drag(tool, {100, 35}, {100, 65}));
    QVERIFY(areaOf(more) > areaOf(some));
    QCOMPARE(fixture_->document.annotations().size(), std::size_t{1});
  }

private:
  ToolContext context() {
    ToolContext context = fixture_->context();
    context.pixels = [this](const Box& region) {
      const cv::Rect area(static_cast<int>(region.x0), static_cast<int>(region.y0),
                          static_cast<int>(region.width()), static_cast<int>(region.height()));
      return picture_(area & cv::Rect({0, 0}, picture_.size())).clone();
    };
    context.suggestedMask = [this](const Box&) { return suggested_; };
    return context;
  }

  ToolAnswer perform(const ToolAnswer& answer) {
    if (answer.edit) {
      static_cast<void>(apply(fixture_->document, *answer.edit));
    }
    fixture_->take(answer);
    return answer;
  }

  ToolAnswer drag(Tool& tool, Point from, Point to, Qt::KeyboardModifiers modifiers = {}) {
    perform(tool.press(ToolFixture::at(from, modifiers), context()));
    perform(tool.move(ToolFixture::at(to, modifiers), context()));
    return perform(tool.release(ToolFixture::at(to, modifiers), context()));
  }

  void click(Tool& tool, Point point) { drag(tool, point, point); }

  static AnnotationId idIn(const ToolAnswer& answer) {
    return answer.edit ? std::get<AnnotationChange>(answer.edit->changes.back()).id : 0;
  }
  static Mask maskIn(const ToolAnswer& answer) {
    const Shape* shape = shapeIn(answer, idIn(answer));
    return shape == nullptr ? emptyMask(200, 100) : std::get<Mask>(*shape);
  }

  static Mask disc() {
    cv::Mat1b pixels = cv::Mat1b::zeros(100, 200);
    cv::circle(pixels, {100, 50}, 30, cv::Scalar(255), cv::FILLED);
    return maskOfPixels(pixels);
  }
  static double overlapWithDisc(const Mask& mask) {
    return areaOf(intersectionOf(mask, disc())) / areaOf(unionOf(mask, disc()));
  }

  std::unique_ptr<ToolFixture> fixture_;
  cv::Mat picture_;
  cv::Mat noise_;
  std::optional<Mask> suggested_;
};

QTEST_MAIN(TestSmartTools)
#include "tst_smart_tools.moc"
