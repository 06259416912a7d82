#include "label_panels.h"
#include "label_window.h"
#include "pixel_region.h"
#include "ui/tools/grab_cut_tool.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr QSize pictureSize(240, 160);
constexpr Box darkStrip{20, 30, 50, 130};   ///< grey 100
constexpr Box lightStrip{50, 30, 80, 130};  ///< grey 110, beside the dark one
constexpr Box darkPatch{100, 10, 112, 22};  ///< grey 100, apart from the strips
constexpr Box window{160, 70, 180, 90};     ///< the ground, seen through the disc
constexpr double least = 0.95;              ///< overlap of what a tool finds with what is there

PixelRegion fullDisc() {
  return discOf({170, 80}, 90);
}

PixelRegion disc() {
  return fullDisc() - pixelsIn(window);
}

QImage paintedPicture() {
  const std::vector<std::pair<PixelRegion, QRgb>> things{
      {pixelsIn(darkStrip), qRgb(100, 100, 100)},
      {pixelsIn(lightStrip), qRgb(110, 110, 110)},
      {pixelsIn(darkPatch), qRgb(100, 100, 100)},
      {disc(), qRgb(210, 60, 40)}};
  QImage picture(pictureSize, QImage::Format_RGB32);
  picture.fill(qRgb(40, 80, 200));
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      for (const auto& [region, colour] : things) {
        if (region.holds({x + 0.5, y + 0.5})) {
          picture.setPixel(x, y, colour);
        }
      }
    }
  }
  return picture;
}

/// Returns a way over rows of the region's part in the box, each there and back.
std::vector<Point> wayOver(const Box& box, const PixelRegion& region, double step) {
  std::vector<Point> way;
  for (double y = box.y0; y <= box.y1; y += step) {
    std::vector<Point> row;
    for (double x = box.x0; x <= box.x1; x += 1) {
      if (region.holds({x, y})) {
        row.push_back({x, y});
      }
    }
    if (!row.empty()) {
      way.push_back(row.front());
      way.push_back(row.back());
      way.push_back(row.front());
    }
  }
  return way;
}

}  // namespace

/// The tools that look at the picture, used in the window as a person does it, on a picture whose
/// regions are known to the pixel. After each test its steps are undone and redone.
class TestSelectionsByMouse : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    prepareForPanels(settings_.path());
    QVERIFY(paintedPicture().save(pictures_.filePath("painted.png")));
  }

  void init() {
    QSettings().clear();
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(QFile::copy(pictures_.filePath("painted.png"), folder_->filePath("painted.png")));
    window_ = std::make_unique<LabelWindow>();
    QVERIFY(window_->open(folder_->path()));
    addClass(*window_->window().session(), "bolt");
    window_->perform({key(Qt::Key_1)});
    window_->remember();
  }

  void cleanup() {
    QVERIFY(window_->undoesAndRedoesAll());
    window_.reset();
    folder_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void aColourWithinTheToleranceIsTaken_data() {
    QTest::addColumn<int>("tolerance");
    QTest::addColumn<bool>("isOfBoth");
    QTest::newRow("the same colour") << 0 << false;
    QTest::newRow("one less than the other differs by") << 9 << false;
    QTest::newRow("as much as the other differs by") << 10 << true;
  }

  void aColourWithinTheToleranceIsTaken() {
    QFETCH(int, tolerance);
    QFETCH(bool, isOfBoth);
    useFlood(tolerance);
    window_->act({click({35, 80})});
    const PixelRegion both = pixelsIn(darkStrip) | pixelsIn(lightStrip);
    QCOMPARE(wrongPixels(only(), isOfBoth ? both : pixelsIn(darkStrip)), 0);
    QCOMPARE(onlyObject().labelClass, *window_->document().findClass("bolt"));
  }

  void shiftAddsAColourAndCtrlTakesItAway() {
    useFlood(0);
    window_->act({click({130, 80})});
    QCOMPARE(wrongPixels(only(), disc()), 0);
    window_->act({click({170, 80}, Qt::ShiftModifier)});
    QCOMPARE(wrongPixels(only(), fullDisc()), 0);
    window_->act({click({65, 80}, Qt::ShiftModifier)});
    QCOMPARE(wrongPixels(only(), fullDisc() | pixelsIn(lightStrip)), 0);
    window_->act({click({170, 80}, Qt::ControlModifier)});
    QCOMPARE(wrongPixels(only(), disc() | pixelsIn(lightStrip)), 0);
    window_->act({click({35, 80})});
    QCOMPARE(window_->document().annotations().size(), std::size_t{2});
  }

  void whatIsNotConnectedIsTakenWhenAskedTo() {
    useFlood(0);
    window_->press("Connected only");
    window_->act({click({35, 80})});
    QCOMPARE(wrongPixels(only(), pixelsIn(darkStrip) | pixelsIn(darkPatch)), 0);
  }

  void draggingSidewaysTakesMoreOrLess() {
    useFlood(0);
    window_->act({drag({35, 80}, {75, 80})});
    const int tolerance = window_->numberIn("Tolerance");
    QVERIFY2(tolerance >= 10 && tolerance < 60, qPrintable(QString::number(tolerance)));
    QCOMPARE(wrongPixels(only(), pixelsIn(darkStrip) | pixelsIn(lightStrip)), 0);
    window_->act({drag({35, 80}, {1, 80})});
    QVERIFY(window_->numberIn("Tolerance") < 10);
    QCOMPARE(wrongPixels(newest(), pixelsIn(darkStrip)), 0);
  }

  void anObjectInABoxIsCutOut_data() {
    QTest::addColumn<Steps>("acceptance");
    QTest::addColumn<QString>("button");
    QTest::newRow("Enter") << Steps{key(Qt::Key_Return)} << QString();
    QTest::newRow("double click") << Steps{doubleClick({135, 80})} << QString();
    QTest::newRow("button") << Steps{} << QStringLiteral("Accept");
  }

  void anObjectInABoxIsCutOut() {
    QFETCH(Steps, acceptance);
    QFETCH(QString, button);
    cutOut();
    QVERIFY(window_->document().annotations().empty());
    window_->perform(acceptance);
    if (!button.isEmpty()) {
      window_->press(button);
    }
    window_->remember();
    QVERIFY(agreementOf(only(), disc()).overlap() >= least);
  }

  void strokesAddToAndTakeFromWhatIsCutOut() {
    cutOut();
    window_->type("Stroke", 20);
    const Point from{163, 80};
    const Point to{177, 80};
    window_->perform({drag(from, to)});
    window_->awaitJobs();
    window_->act({key(Qt::Key_Return)});
    QVERIFY(agreementOf(only(), fullDisc()).overlap() >= least);

    cutOut();
    window_->perform({drag(from, to), drag(from, to, Qt::ControlModifier)});
    window_->awaitJobs();
    window_->act({key(Qt::Key_Return)});
    const PixelRegion stroke = strokeOf(from, to, 20);
    QVERIFY(agreementOf(newest(), fullDisc() - stroke).overlap() >= least);
    QCOMPARE(agreementOf(newest(), stroke).both, 0);
  }

  void escapeGivesACutUp() {
    cutOut();
    const Document before = window_->document();
    window_->perform({key(Qt::Key_Escape), key(Qt::Key_Return)});
    window_->awaitJobs();
    QVERIFY(window_->document() == before);
    QVERIFY(window_->label().tool() == ToolKind::GrabCut);
  }

  void clicksAlongAnEdgeMakeAPolygon() {
    window_->perform({key(Qt::Key_E, Qt::ShiftModifier)});
    clickAlongTheDisc();
    window_->act({click({170, 35})});
    QVERIFY(std::holds_alternative<Polygon>(only()));
    window_->choose("object.toMask");
    window_->remember();
    QVERIFY(agreementOf(only(), fullDisc()).overlap() >= least);
  }

  void clicksAlongAnEdgeMakeAMask() {
    window_->perform({key(Qt::Key_E, Qt::ShiftModifier)});
    window_->pick("Makes a", 1);
    clickAlongTheDisc();
    followFrom({230, 150});
    window_->perform({key(Qt::Key_Backspace)});
    window_->awaitJobs();
    window_->act({key(Qt::Key_Return)});
    QVERIFY(agreementOf(only(), fullDisc()).overlap() >= least);
  }

  void patchesArePaintedAndTakenAway() {
    window_->perform({key(Qt::Key_B, Qt::ShiftModifier)});
    window_->type("Patch", 8);
    QTest::mouseMove(&window_->canvas(), window_->on({170, 80}));
    window_->awaitJobs();
    window_->act({dragAlong(wayOver({125, 35, 215, 125}, discOf({170, 80}, 86), 3))});
    QVERIFY(agreementOf(only(), fullDisc()).overlap() >= least);
    window_->act(
        {dragAlong(wayOver({162, 72, 178, 88}, pixelsIn(window), 3), Qt::ControlModifier)});
    QVERIFY(agreementOf(only(), disc()).overlap() >= least);
    const PixelRegion strips = pixelsIn(darkStrip) | pixelsIn(lightStrip);
    window_->act({key(Qt::Key_Return), dragAlong(wayOver({22, 32, 78, 128}, strips, 3))});
    QCOMPARE(window_->document().annotations().size(), std::size_t{2});
    QVERIFY(agreementOf(newest(), strips).overlap() >= least);
  }

private:
  [[nodiscard]] const Annotation& onlyObject() const {
    touchstone::require(window_->document().annotations().size() == 1, "there is one object");
    return window_->document().annotations().begin()->second;
  }
  [[nodiscard]] const Shape& only() const { return onlyObject().shape; }
  [[nodiscard]] const Shape& newest() const {
    return window_->document().annotations().rbegin()->second.shape;
  }

  void useFlood(int tolerance) const {
    window_->perform({key(Qt::Key_F)});
    window_->type("Tolerance", tolerance);
  }

  /// Draws a box around the disc and waits for what is found in it.
  void cutOut() const {
    window_->perform({key(Qt::Key_G, Qt::ShiftModifier), drag({118, 28}, {222, 132})});
    window_->awaitJobs();
  }

  /// Clicks and waits until the tool knows the edges around that place.
  void followFrom(Point point) const {
    window_->perform({click(point)});
    window_->awaitJobs();
  }
  void clickAlongTheDisc() const {
    for (const Point& point : {Point{170, 35}, Point{215, 80}, Point{170, 125}, Point{125, 80}}) {
      followFrom(point);
    }
  }

  QTemporaryDir settings_;
  QTemporaryDir pictures_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<LabelWindow> window_;
};

QTEST_MAIN(TestSelectionsByMouse)
#include "tst_selections_by_mouse.moc"
