#include "project_in_folder.h"
#include "ui/canvas/canvas.h"
#include "ui/label/label_state.h"
#include "ui/tools/box_tool.h"
#include "ui/tools/select_tool.h"

#include <QWheelEvent>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestCanvas : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<ProjectInFolder>(1);
    session_ = folder_->open();
    state_ = std::make_unique<LabelState>();
    state_->setImage(session_->document().images().begin()->first);
    state_->setCurrentClass(addClass(*session_, "bolt"));
    canvas_ = std::make_unique<Canvas>(*state_);
    canvas_->resize(500, 400);
    canvas_->setSession(session_.get());
    canvas_->show();
    QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
    QImage picture(200, 100, QImage::Format_RGB32);
    picture.fill(Qt::gray);
    canvas_->setPicture(Picture{{picture}});
    connect(canvas_.get(), &Canvas::edited, session_.get(),
            [this](const Edit& edit) { session_->perform(edit); });
  }

  void cleanup() {
    canvas_.reset();
    state_.reset();
    session_.reset();
    folder_.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
  }

  void boxIsDrawnInImageCoordinatesAtAnyZoom_data() {
    QTest::addColumn<double>("factor");
    QTest::newRow("fitted") << 1.0;
    QTest::newRow("larger") << 1.7;
    QTest::newRow("smaller") << 0.6;
  }

  void boxIsDrawnInImageCoordinatesAtAnyZoom() {
    QFETCH(double, factor);
    canvas_->zoomBy(factor);
    canvas_->setTool(std::make_unique<BoxTool>());
    drag({60, 30}, {120, 70});
    QCOMPARE(session_->document().annotations().size(), std::size_t{1});
    const Annotation& drawn = session_->document().annotations().begin()->second;
    const Box box = std::get<Box>(drawn.shape);
    // A pixel of the screen is up to two of the image when zoomed out.
    QVERIFY(std::abs(box.x0 - 60) <= 1 && std::abs(box.y0 - 30) <= 1);
    QVERIFY(std::abs(box.x1 - 120) <= 1 && std::abs(box.y1 - 70) <= 1);
    session_->undo();
    QVERIFY(session_->document().annotations().empty());
    session_->redo();
    QVERIFY(session_->document().annotations().begin()->second == drawn);
  }

  void boxIsMovedByTheSelectTool() {
    canvas_->setTool(std::make_unique<BoxTool>());
    drag({60, 30}, {120, 70});
    canvas_->setTool(std::make_unique<SelectTool>());
    const auto id = session_->document().annotations().begin()->first;
    const Box before = std::get<Box>(session_->document().annotation(id)->shape);
    drag({90, 50}, {100, 50});
    const Box after = std::get<Box>(session_->document().annotation(id)->shape);
    QVERIFY(std::abs(after.x0 - before.x0 - 10) <= 1);
    QCOMPARE(after.width(), before.width());
    QCOMPARE(state_->selection(), std::vector<AnnotationId>{id});
  }

  void wheelZoomsAboutThePointer() {
    const QPointF pointer(300, 220);
    const Point before = canvas_->view().toImage(pointer);
    QWheelEvent wheel(pointer, canvas_->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    const double zoom = canvas_->zoom();
    QApplication::sendEvent(canvas_.get(), &wheel);
    QCOMPARE(canvas_->zoom(), zoom * 1.25);
    const Point after = canvas_->view().toImage(pointer);
    QVERIFY(std::abs(after.x - before.x) < 1e-9 && std::abs(after.y - before.y) < 1e-9);
  }

  void zoomStaysWithinItsLimits() {
    canvas_->zoomBy(1e9);
    QCOMPARE(canvas_->view().scale(), 64.0);
    canvas_->zoomBy(1e-9);
    QCOMPARE(canvas_->view().scale(), 0.01);
    canvas_->zoomToActualSize();
    QCOMPARE(canvas_->zoom(), 1.0);
  }

  void zoomIsKeptForTheNextImageOfTheSameSize() {
    canvas_->zoomBy(3);
    const double zoom = canvas_->zoom();
    QImage next(200, 100, QImage::Format_RGB32);
    canvas_->setPicture({});
    canvas_->setPicture(Picture{{next}});
    QCOMPARE(canvas_->zoom(), zoom);
    canvas_->setPicture(Picture{{next.scaled(400, 400)}});
    QVERIFY(canvas_->zoom() < 1);
  }

  void escapeInTheMiddleOfADragDrawsNothing() {
    canvas_->setTool(std::make_unique<BoxTool>());
    QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, on({60, 30}));
    QTest::mouseMove(canvas_.get(), on({100, 60}));
    QVERIFY(canvas_->cancelGesture());
    QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, on({100, 60}));
    QVERIFY(session_->document().annotations().empty());
  }

private:
  QPoint on(Point point) const { return canvas_->view().toView(point).toPoint(); }

  void drag(Point from, Point to) {
    QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, on(from));
    QTest::mouseMove(canvas_.get(), on({(from.x + to.x) / 2, (from.y + to.y) / 2}));
    QTest::mouseMove(canvas_.get(), on(to));
    QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, on(to));
  }

  std::unique_ptr<ProjectInFolder> folder_;
  std::unique_ptr<ProjectSession> session_;
  std::unique_ptr<LabelState> state_;
  std::unique_ptr<Canvas> canvas_;
};

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
