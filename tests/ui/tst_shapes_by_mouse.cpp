#include "label_panels.h"
#include "label_window.h"

#include <QtTest>

#include <cmath>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

bool areNear(const Shape& a, const Shape& b) {
  const Box x = boundsOf(a);
  const Box y = boundsOf(b);
  // A pixel of the screen is less than one of the image here.
  return a.index() == b.index() && std::abs(x.x0 - y.x0) < 1 && std::abs(x.y0 - y.y0) < 1 &&
         std::abs(x.x1 - y.x1) < 1 && std::abs(x.y1 - y.y1) < 1;
}

Polygon polygon(std::vector<Point> outer) {
  return {{PolygonPart{std::move(outer), {}}}};
}

}  // namespace

Q_DECLARE_METATYPE(Steps)
Q_DECLARE_METATYPE(touchstone::labeling::Shape)

/// Every kind of shape that is not a raster, drawn, changed, undone and redone in the window as a
/// person does it.
class TestShapesByMouse : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { prepareForPanels(settings_.path()); }

  void init() {
    QSettings().clear();
    folder_ = std::make_unique<ProjectInFolder>(2);
    window_ = std::make_unique<LabelWindow>();
    QVERIFY(window_->open(folder_->path()));
    addClass(*window_->window().session(), "bolt");
    perform({key(Qt::Key_1)});
  }

  void cleanup() {
    window_.reset();
    folder_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void shapeIsDrawnChangedUndoneAndRedone_data() {
    QTest::addColumn<Steps>("draw");
    QTest::addColumn<Shape>("drawn");
    QTest::addColumn<Steps>("edit");
    QTest::addColumn<Shape>("changed");
    const Step select = key(Qt::Key_V);
    const Step enter = key(Qt::Key_Return);

    QTest::newRow("box") << Steps{key(Qt::Key_W), drag({20, 20}, {80, 60})}
                         << Shape(Box{20, 20, 80, 60}) << Steps{select, drag({80, 60}, {100, 70})}
                         << Shape(Box{20, 20, 100, 70});
    QTest::newRow("box by two clicks")
        << Steps{key(Qt::Key_W), click({20, 20}), click({80, 60})} << Shape(Box{20, 20, 80, 60})
        << Steps{select, drag({50, 40}, {60, 45})} << Shape(Box{30, 25, 90, 65});
    QTest::newRow("box nudged") << Steps{key(Qt::Key_W), drag({20, 20}, {80, 60})}
                                << Shape(Box{20, 20, 80, 60})
                                << Steps{select, key(Qt::Key_Right, Qt::ShiftModifier)}
                                << Shape(Box{30, 20, 90, 60});
    QTest::newRow("turned box") << Steps{key(Qt::Key_O), click({40, 40}), click({100, 40}),
                                         click({70, 70})}
                                << Shape(OrientedBox{{70, 55}, 60, 30, 0})
                                << Steps{select, drag({70, 55}, {80, 50})}
                                << Shape(OrientedBox{{80, 50}, 60, 30, 0});
    QTest::newRow("polygon") << Steps{key(Qt::Key_P),
                                      click({20, 20}),
                                      click({80, 20}),
                                      click({50, 45}),
                                      key(Qt::Key_Backspace),
                                      click({50, 70}),
                                      enter}
                             << Shape(polygon({{20, 20}, {80, 20}, {50, 70}}))
                             << Steps{select, drag({50, 70}, {60, 90})}
                             << Shape(polygon({{20, 20}, {80, 20}, {60, 90}}));
    QTest::newRow("polygon closed by a click, with a point more")
        << Steps{key(Qt::Key_P), click({20, 20}), click({80, 20}), click({50, 70}), click({20, 20})}
        << Shape(polygon({{20, 20}, {80, 20}, {50, 70}}))
        << Steps{select, drag({50, 20}, {50, 5}, Qt::AltModifier)}
        << Shape(polygon({{20, 20}, {50, 5}, {80, 20}, {50, 70}}));
    QTest::newRow("line") << Steps{key(Qt::Key_L), click({20, 20}), click({80, 30}), enter}
                          << Shape(Line{{{20, 20}, {80, 30}}})
                          << Steps{select, drag({80, 30}, {120, 80})}
                          << Shape(Line{{{20, 20}, {120, 80}}});
    QTest::newRow("points") << Steps{key(Qt::Key_K), click({20, 20}), click({80, 30}), enter}
                            << Shape(Keypoints{{{{20, 20}, 2}, {{80, 30}, 2}}})
                            << Steps{select, drag({20, 20}, {10, 60})}
                            << Shape(Keypoints{{{{10, 60}, 2}, {{80, 30}, 2}}});
  }

  void shapeIsDrawnChangedUndoneAndRedone() {
    QFETCH(Steps, draw);
    QFETCH(Shape, drawn);
    QFETCH(Steps, edit);
    QFETCH(Shape, changed);
    perform(draw);
    QCOMPARE(document().annotations().size(), std::size_t{1});
    const Annotation first = document().annotations().begin()->second;
    QVERIFY(areNear(first.shape, drawn));
    perform(edit);
    QCOMPARE(document().annotations().size(), std::size_t{1});
    const Annotation second = document().annotations().begin()->second;
    QVERIFY(areNear(second.shape, changed));
    perform({key(Qt::Key_Z, Qt::ControlModifier)});
    QVERIFY(document().annotations().begin()->second == first);
    perform({key(Qt::Key_Z, Qt::ControlModifier)});
    QVERIFY(document().annotations().empty());
    const auto redo = key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    perform({redo});
    QVERIFY(document().annotations().begin()->second == first);
    perform({redo});
    QVERIFY(document().annotations().begin()->second == second);
  }

  void polygonSurvivesPanningAndZooming() {
    perform({key(Qt::Key_P), click({20, 20}), click({80, 20})});
    canvas().zoomBy(2);
    QTest::mousePress(&canvas(), Qt::MiddleButton, {}, on({60, 40}));
    QTest::mouseMove(&canvas(), on({70, 45}));
    QTest::mouseRelease(&canvas(), Qt::MiddleButton, {}, on({70, 45}));
    perform({click({60, 50}), key(Qt::Key_Return)});
    QCOMPARE(document().annotations().size(), std::size_t{1});
    QVERIFY(areNear(document().annotations().begin()->second.shape,
                    polygon({{20, 20}, {80, 20}, {60, 50}})));
  }

  void undoTakesBackPointsWhileDrawing() {
    perform({key(Qt::Key_L), click({20, 20}), click({80, 20}), click({80, 80}),
             key(Qt::Key_Z, Qt::ControlModifier), key(Qt::Key_Return)});
    QVERIFY(areNear(document().annotations().begin()->second.shape, Line{{{20, 20}, {80, 20}}}));
  }

  void polygonIsSlicedAndJoined() {
    perform({key(Qt::Key_P), click({20, 20}), click({80, 20}), click({80, 80}), click({20, 80}),
             key(Qt::Key_Return)});
    perform(
        {key(Qt::Key_J, Qt::ShiftModifier), click({50, 10}), click({50, 90}), key(Qt::Key_Return)});
    QCOMPARE(document().annotations().size(), std::size_t{2});
    perform({key(Qt::Key_J)});
    QCOMPARE(document().annotations().size(), std::size_t{1});
    QVERIFY(std::abs(areaOf(document().annotations().begin()->second.shape) - 3600) < 100);
  }

  void escapeGivesUpTheOutlineThenTheTool() {
    perform({key(Qt::Key_P), click({20, 20}), click({80, 20}), key(Qt::Key_Escape)});
    QVERIFY(label().tool() == ToolKind::Polygon);
    perform({key(Qt::Key_Escape)});
    QVERIFY(label().tool() == ToolKind::Select);
    QVERIFY(document().annotations().empty());
  }

  void toolStaysOrGoesAsThePersonLikes() {
    perform({key(Qt::Key_W), drag({20, 20}, {60, 60})});
    QVERIFY(label().tool() == ToolKind::Box);
    label().setKeepsTool(false);
    perform({drag({70, 20}, {90, 60})});
    QVERIFY(label().tool() == ToolKind::Select);
    QCOMPARE(document().annotations().size(), std::size_t{2});
  }

  void bandThenKeysChangeSeveralObjectsAtOnce() {
    perform({key(Qt::Key_W), drag({20, 20}, {40, 40}), drag({60, 20}, {80, 40}), key(Qt::Key_V),
             drag({5, 5}, {90, 60})});
    QCOMPARE(state().selection().size(), std::size_t{2});
    perform({key(Qt::Key_G)});
    const auto& objects = document().annotations();
    QVERIFY(objects.begin()->second.attributes.group.has_value());
    QVERIFY(objects.begin()->second.attributes.group == objects.rbegin()->second.attributes.group);
    perform({key(Qt::Key_T)});
    QVERIFY(state().isHidden(state().selection().front()));
    perform({key(Qt::Key_T), key(Qt::Key_L, Qt::ShiftModifier), key(Qt::Key_Delete)});
    QCOMPARE(objects.size(), std::size_t{2});
    perform({key(Qt::Key_L, Qt::ShiftModifier), key(Qt::Key_Delete)});
    QVERIFY(objects.empty());
  }

  void objectsComeAlongToTheNextImage() {
    perform({key(Qt::Key_W), drag({20, 20}, {60, 60})});
    const ImageId first = state().image();
    perform({key(Qt::Key_D, Qt::ControlModifier | Qt::AltModifier)});
    QVERIFY(state().image() != first);
    QCOMPARE(document().annotationsOf(state().image()).size(), std::size_t{1});
    QCOMPARE(document().annotationsOf(first).size(), std::size_t{1});
  }

private:
  [[nodiscard]] LabelWorkspace& label() const { return window_->label(); }
  [[nodiscard]] Canvas& canvas() const { return window_->canvas(); }
  [[nodiscard]] LabelState& state() const { return window_->state(); }
  [[nodiscard]] const Document& document() const { return window_->document(); }
  [[nodiscard]] QPoint on(Point point) const { return window_->on(point); }
  void perform(const Steps& steps) const { window_->perform(steps); }

  QTemporaryDir settings_;
  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<LabelWindow> window_;
};

QTEST_MAIN(TestShapesByMouse)
#include "tst_shapes_by_mouse.moc"
