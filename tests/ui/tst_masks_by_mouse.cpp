#include "label_panels.h"
#include "label_window.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon.h"
#include "pixel_region.h"
#include "ui/label/class_popup.h"

#include <QLineEdit>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

/// Masks painted, changed, moved, converted and deleted in the window as a person does it. After
/// each test its steps are undone and redone.
class TestMasksByMouse : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void init() {
    QSettings().clear();
    folder_ = std::make_unique<ProjectInFolder>(2);
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

  void strokesOfARoundTipMakeOneMask() {
    useBrush(20);
    window_->act({click({60, 50})});
    QCOMPARE(wrongPixels(only(), discOf({60, 50}, 20)), 0);
    QCOMPARE(onlyObject().labelClass, *window_->document().findClass("bolt"));
    window_->act({drag({60, 50}, {100, 70})});
    QCOMPARE(wrongPixels(only(), strokeOf({60, 50}, {100, 70}, 20)), 0);
    window_->act({click({160, 30})});
    QCOMPARE(wrongPixels(only(), strokeOf({60, 50}, {100, 70}, 20) | discOf({160, 30}, 20)), 0);
  }

  void anOddTipIsAroundAPixel() {
    useBrush(7);
    window_->act({drag({60.5, 50.5}, {60.5, 70.5})});
    QCOMPARE(wrongPixels(only(), strokeOf({60.5, 50.5}, {60.5, 70.5}, 7)), 0);
  }

  void aSquareTipHasCorners() {
    useBrush(8);
    window_->pick("Tip", 1);
    window_->act({dragAlong({{40, 30}, {80, 30}, {80, 60}})});
    QCOMPARE(wrongPixels(only(), pixelsIn({36, 26, 84, 34}) | pixelsIn({76, 26, 84, 64})), 0);
  }

  void pixelsBesideTheImageAreLost() {
    useBrush(20);
    window_->act({drag({20, 4}, {-10, 4})});
    QCOMPARE(wrongPixels(only(), strokeOf({20, 4}, {-10, 4}, 20)), 0);
  }

  void bracketsChangeTheTip() {
    useBrush(20);
    window_->perform({key(Qt::Key_BracketRight), key(Qt::Key_BracketRight)});
    const int wide = window_->numberIn("Size");
    QVERIFY(wide > 21);
    Point place = middleOfTip({60, 50}, wide);
    window_->act({click(place)});
    QCOMPARE(wrongPixels(only(), discOf(place, wide)), 0);
    for (int i = 0; i < 5; ++i) {
      window_->perform({key(Qt::Key_BracketLeft)});
    }
    const int narrow = window_->numberIn("Size");
    QVERIFY(narrow < 20);
    place = middleOfTip({150, 50}, narrow);
    window_->act({key(Qt::Key_Return), click(place)});
    QCOMPARE(window_->document().annotations().size(), std::size_t{2});
    QCOMPARE(wrongPixels(newest(), discOf(place, narrow)), 0);
  }

  void theClassIsAskedForAndGivenInTheSameStep() {
    window_->choose("class.ask");
    useBrush(20);
    window_->perform({click({60, 50})});
    QTRY_VERIFY(popup() != nullptr);
    QVERIFY(window_->document().annotations().empty());
    QTest::keyClick(popup()->findChild<QLineEdit*>(), Qt::Key_Escape);
    QTRY_VERIFY(popup() == nullptr);
    QVERIFY(window_->document().annotations().empty());
    window_->perform({click({60, 50})});
    QTRY_VERIFY(popup() != nullptr);
    QTest::keyClicks(popup()->findChild<QLineEdit*>(), "nut");
    QTest::keyClick(popup()->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(popup() == nullptr);
    QVERIFY(window_->activate());
    window_->remember();
    QCOMPARE(wrongPixels(only(), discOf({60, 50}, 20)), 0);
    QCOMPARE(onlyObject().labelClass, *window_->document().findClass("nut"));
    window_->act({drag({60, 50}, {80, 50})});
    QVERIFY(popup() == nullptr);
    QCOMPARE(wrongPixels(only(), strokeOf({60, 50}, {80, 50}, 20)), 0);
  }

  void holesAreFilledByTheButton() {
    paintRing();
    QCOMPARE(wrongPixels(only(), ring()), 0);
    window_->press("Fill holes");
    window_->remember();
    QCOMPARE(wrongPixels(only(), ring() | pixelsIn({40, 20, 100, 80})), 0);
  }

  void pixelsAreTakenFromTheMaskBelow() {
    useBrush(20);
    window_->act({click({60, 50})});
    window_->act({key(Qt::Key_Return), click({75, 50})});
    QCOMPARE(wrongPixels(oldest(), discOf({60, 50}, 20)), 0);
    window_->press("Take from other masks");
    window_->act({key(Qt::Key_Return), click({60, 60})});
    const auto& objects = window_->document().annotations();
    QCOMPARE(objects.size(), std::size_t{3});
    const PixelRegion taken = discOf({60, 60}, 20);
    QCOMPARE(wrongPixels(oldest(), discOf({60, 50}, 20) - taken), 0);
    QCOMPARE(wrongPixels(std::next(objects.begin())->second.shape, discOf({75, 50}, 20) - taken),
             0);
    QCOMPARE(wrongPixels(newest(), taken), 0);
  }

  void aMaskThatLosesAllToAnotherIsRemoved() {
    useBrush(10);
    window_->act({click({60, 50})});
    useBrush(20);
    window_->press("Take from other masks");
    window_->act({key(Qt::Key_Return), click({60, 50})});
    QCOMPARE(wrongPixels(only(), discOf({60, 50}, 20)), 0);
  }

  void theEraserTakesAPartAndThenAll() {
    useBrush(30);
    window_->act({click({60, 50})});
    window_->perform({key(Qt::Key_E)});
    window_->type("Size", 10);
    window_->act({drag({60, 30}, {60, 70})});
    QCOMPARE(wrongPixels(only(), discOf({60, 50}, 30) - strokeOf({60, 30}, {60, 70}, 10)), 0);
    window_->type("Size", 40);
    window_->act({click({60, 50})});
    QVERIFY(window_->document().annotations().empty());
    const Document before = window_->document();
    window_->perform({click({60, 50})});
    QVERIFY(window_->document() == before);
  }

  void ctrlTurnsBrushAndEraserIntoEachOther() {
    useBrush(30);
    window_->act({click({60, 50})});
    window_->act({click({75, 50}, Qt::ControlModifier)});
    const PixelRegion left = discOf({60, 50}, 30) - discOf({75, 50}, 30);
    QCOMPARE(wrongPixels(only(), left), 0);
    window_->perform({key(Qt::Key_E)});
    window_->type("Size", 30);
    window_->act({click({120, 50}, Qt::ControlModifier)});
    QCOMPARE(wrongPixels(only(), left | discOf({120, 50}, 30)), 0);
  }

  void escapeGivesAStrokeUp() {
    useBrush(20);
    const Document before = window_->document();
    QTest::mousePress(&window_->canvas(), Qt::LeftButton, {}, window_->on({60, 50}));
    QTest::mouseMove(&window_->canvas(), window_->on({100, 50}));
    window_->perform({key(Qt::Key_Escape)});
    QTest::mouseRelease(&window_->canvas(), Qt::LeftButton, {}, window_->on({100, 50}));
    QVERIFY(window_->document() == before);
    QVERIFY(window_->label().tool() == ToolKind::Brush);
  }

  void aMaskIsMovedNudgedAndDeleted() {
    useBrush(20);
    window_->act({click({60, 50})});
    window_->act({key(Qt::Key_V), drag({60, 50}, {90, 40})});
    QCOMPARE(wrongPixels(only(), discOf({90, 40}, 20)), 0);
    window_->act({key(Qt::Key_Right, Qt::ShiftModifier)});
    window_->act({key(Qt::Key_Up)});
    QCOMPARE(wrongPixels(only(), discOf({100, 39}, 20)), 0);
    window_->act({key(Qt::Key_Delete)});
    QVERIFY(window_->document().annotations().empty());
  }

  void aMaskStaysWholeAtTheBorder() {
    useBrush(20);
    window_->act({click({60, 50})});
    window_->act({key(Qt::Key_V), drag({60, 50}, {60, 98})});
    QCOMPARE(wrongPixels(only(), discOf({60, 90}, 20)), 0);
  }

  void aMaskBecomesAPolygonAMaskAndABox() {
    paintRing();
    window_->choose("object.toPolygon");
    window_->remember();
    const auto* polygon = std::get_if<Polygon>(&only());
    QVERIFY(polygon != nullptr);
    QCOMPARE(polygon->parts.size(), std::size_t{1});
    QCOMPARE(polygon->parts.front().holes.size(), std::size_t{1});
    QCOMPARE(areaOf(*polygon), static_cast<double>(wrongPixels(emptyMask(200, 100), ring())));
    window_->choose("object.toMask");
    window_->remember();
    QCOMPARE(wrongPixels(only(), ring()), 0);
    window_->choose("object.toBox");
    window_->remember();
    QCOMPARE(std::get<Box>(only()), (Box{35, 15, 105, 85}));
  }

private:
  [[nodiscard]] const Annotation& onlyObject() const {
    touchstone::require(window_->document().annotations().size() == 1, "there is one object");
    return window_->document().annotations().begin()->second;
  }
  [[nodiscard]] const Shape& only() const { return onlyObject().shape; }
  [[nodiscard]] const Shape& oldest() const {
    return window_->document().annotations().begin()->second.shape;
  }
  [[nodiscard]] const Shape& newest() const {
    return window_->document().annotations().rbegin()->second.shape;
  }
  [[nodiscard]] ClassPopup* popup() const { return window_->window().findChild<ClassPopup*>(); }

  void useBrush(int size) const {
    window_->perform({key(Qt::Key_B)});
    window_->type("Size", size);
  }

  void paintRing() const {
    useBrush(10);
    window_->act({dragAlong({{40, 20}, {100, 20}, {100, 80}, {40, 80}, {40, 20}})});
  }
  static PixelRegion ring() {
    return strokeOf({40, 20}, {100, 20}, 10) | strokeOf({100, 20}, {100, 80}, 10) |
           strokeOf({100, 80}, {40, 80}, 10) | strokeOf({40, 80}, {40, 20}, 10);
  }

  /// Returns where a tip of that width has its middle when the pointer is at or near the corner: a
  /// tip of odd width has it in a pixel's middle.
  static Point middleOfTip(Point corner, int width) {
    return width % 2 == 0 ? corner : Point{corner.x + 0.5, corner.y + 0.5};
  }

  QTemporaryDir settings_;
  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<LabelWindow> window_;
};

QTEST_MAIN(TestMasksByMouse)
#include "tst_masks_by_mouse.moc"
