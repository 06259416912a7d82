#include "project_in_folder.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/minimap.h"
#include "ui/label/label_state.h"
#include "ui/tools/box_tool.h"
#include "ui/tools/select_tool.h"

#include <QSettings>
#include <QStandardPaths>
#include <QWheelEvent>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

class TestCanvas : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

  void init() {
    QSettings().clear();
    folder_ = std::make_unique<ProjectInFolder>(3);
    session_ = folder_->open();
    state_ = std::make_unique<LabelState>();
    state_->setImage(session_->document().images().begin()->first);
    state_->chooseForNext(addClass(*session_, "bolt"));
    canvas_ = std::make_unique<Canvas>(*state_);
    canvas_->resize(500, 400);
    canvas_->setSession(session_.get());
    canvas_->show();
    QVERIFY(QTest::qWaitForWindowExposed(canvas_.get()));
    QImage picture(200, 100, QImage::Format_RGB32);
    picture.fill(Qt::gray);
    canvas_->setPicture(Picture(picture));
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
    const Annotation drawn = session_->document().annotations().begin()->second;
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
    canvas_->setPicture(Picture(next));
    QCOMPARE(canvas_->zoom(), zoom);
    canvas_->setPicture(Picture(next.scaled(400, 400)));
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

  void nextImageIsFittedUnlessTheViewIsKept() {
    const ImageId first = state_->image();
    canvas_->zoomBy(4);
    const double zoom = canvas_->zoom();
    showImage(first + 1);
    QVERIFY(canvas_->zoom() < zoom);
    canvas_->options().set(ViewOption::KeepView, true);
    canvas_->zoomBy(3);
    const ViewTransform view = canvas_->view();
    showImage(first + 2);
    QVERIFY(canvas_->view() == view);
    canvas_->options().set(ViewOption::KeepView, false);
    showImage(first);
    QCOMPARE(canvas_->zoom(), zoom);
  }

  void spaceIsTappedOrMovesThePicture() {
    QSignalSpy tapped(canvas_.get(), &Canvas::spaceTapped);
    pressSpace(QEvent::KeyPress, 1000);
    pressSpace(QEvent::KeyRelease, 1100);
    QCOMPARE(tapped.count(), 1);
    pressSpace(QEvent::KeyPress, 2000);
    pressSpace(QEvent::KeyRelease, 2010, true);
    pressSpace(QEvent::KeyPress, 2010, true);
    const QPointF before = canvas_->view().origin();
    QTest::mousePress(canvas_.get(), Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(canvas_.get(), {130, 90});
    QTest::mouseRelease(canvas_.get(), Qt::LeftButton, {}, {130, 90});
    QCOMPARE(canvas_->view().origin() - before, QPointF(30, -10));
    pressSpace(QEvent::KeyRelease, 2100);
    QCOMPARE(tapped.count(), 1);
    pressSpace(QEvent::KeyPress, 3000);
    pressSpace(QEvent::KeyRelease, 3600);
    QCOMPARE(tapped.count(), 1);
  }

  void minimapIsThereOnlyWhenAPartIsInView() {
    auto* minimap = canvas_->findChild<Minimap*>();
    canvas_->repaint();
    QVERIFY(minimap->isHidden());
    canvas_->zoomBy(8);
    canvas_->grab();
    QVERIFY(!minimap->isHidden());
    QTest::mouseClick(minimap, Qt::LeftButton, {}, {2, 2});
    const Point middle = canvas_->view().toImage(QRectF(canvas_->rect()).center());
    QVERIFY(middle.x < 20 && middle.y < 20);
    canvas_->options().set(ViewOption::Minimap, false);
    canvas_->grab();
    QVERIFY(minimap->isHidden());
    canvas_->options().set(ViewOption::Minimap, true);
  }

  void objectsThatChangeArePaintedAnew() {
    const QImage empty = canvas_->grab().toImage();
    canvas_->setTool(std::make_unique<BoxTool>());
    drag({60, 30}, {120, 70});
    canvas_->setTool(std::make_unique<SelectTool>());
    state_->select({});
    const QImage drawn = canvas_->grab().toImage();
    QVERIFY(drawn != empty);
    session_->undo();
    QCOMPARE(canvas_->grab().toImage(), empty);
    session_->redo();
    QCOMPARE(canvas_->grab().toImage(), drawn);
    state_->setObjectsHidden(true);
    QCOMPARE(canvas_->grab().toImage(), empty);
  }

  void scrolledCanvasLooksLikeAFreshOne_data() {
    QTest::addColumn<double>("factor");
    QTest::newRow("smaller") << 0.7;
    QTest::newRow("larger") << 5.0;
  }

  void scrolledCanvasLooksLikeAFreshOne() {
    QFETCH(double, factor);
    addShapes();
    canvas_->zoomBy(factor);
    canvas_->grab();
    QTest::mousePress(canvas_.get(), Qt::MiddleButton, {}, {200, 200});
    for (const QPoint at : {QPoint(213, 195), QPoint(180, 240), QPoint(150, 170)}) {
      QTest::mouseMove(canvas_.get(), at);
      canvas_->grab();
    }
    QTest::mouseRelease(canvas_.get(), Qt::MiddleButton, {}, {150, 170});
    const QImage scrolled = canvas_->grab().toImage();
    state_->setNamesShown(false);
    state_->setNamesShown(true);
    const QImage fresh = canvas_->grab().toImage();
    int different = 0;
    for (int y = 0; y < fresh.height(); ++y) {
      for (int x = 0; x < fresh.width(); ++x) {
        different += scrolled.pixel(x, y) == fresh.pixel(x, y) ? 0 : 1;
      }
    }
    QVERIFY2(different < 20, qPrintable(QString::number(different)));
  }

  void commentsArePinnedUnlessTheyAreSwitchedOff() {
    const QImage before = canvas_->grab().toImage();
    Comment comment;
    comment.image = state_->image();
    comment.x = 100;
    comment.y = 50;
    session_->perform({.name = "comment",
                       .gesture = 0,
                       .changes = {CommentChange{session_->project().newCommentId(), comment}}});
    QVERIFY(canvas_->grab().toImage() != before);
    canvas_->options().set(ViewOption::Comments, false);
    QCOMPARE(canvas_->grab().toImage(), before);
    canvas_->options().set(ViewOption::Comments, true);
  }

  void toneChangesWhatIsSeenAndNothingElse() {
    const QImage before = canvas_->grab().toImage();
    canvas_->brighten(4);
    QCOMPARE(canvas_->tone().brightness, 20);
    QVERIFY(canvas_->grab().toImage() != before);
    canvas_->setTone({});
    QCOMPARE(canvas_->grab().toImage(), before);
    Tone tone;
    tone.brightness = 10;
    tone.window = ValueRange{10, 20};
    canvas_->setTone(tone);
    state_->setImage(state_->image() + 1);
    QVERIFY(!canvas_->tone().window);
    QCOMPARE(canvas_->tone().brightness, 10);
  }

private:
  void showImage(ImageId image) {
    QImage picture(200, 100, QImage::Format_RGB32);
    picture.fill(Qt::gray);
    state_->setImage(image);
    canvas_->setPicture({});
    canvas_->setPicture(Picture(picture));
  }

  void pressSpace(QEvent::Type type, quint64 time, bool isRepeat = false) {
    QKeyEvent event(type, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "), isRepeat);
    event.setTimestamp(time);
    QApplication::sendEvent(canvas_.get(), &event);
  }

  /// One of each kind.
  void addShapes() {
    PolygonPart ring{{{20, 20}, {60, 25}, {50, 70}}, {{{30, 30}, {45, 32}, {40, 50}}}};
    Mask mask{200, 100, {100 * 90 + 20, 30, 70, 30, 70, 30}};
    mask.counts.push_back(200 * 100 - (100 * 90 + 20 + 30 + 70 + 30 + 70 + 30));
    Edit edit{.name = "add", .gesture = 0, .changes = {}};
    for (const Shape& shape :
         {Shape(Box{100, 10, 140, 50}), Shape(OrientedBox{{150, 60}, 40, 20, 0.5}),
          Shape(Polygon{{ring}}), Shape(mask), Shape(Keypoints{{{{10, 80}, 2}, {{30, 85}, 1}}}),
          Shape(Line{{{5, 5}, {190, 15}, {195, 95}}})}) {
      Annotation annotation;
      annotation.image = state_->image();
      annotation.labelClass = state_->currentClass();
      annotation.shape = shape;
      edit.changes.emplace_back(
          AnnotationChange{session_->project().newAnnotationId(), annotation});
    }
    session_->perform(edit);
  }

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
