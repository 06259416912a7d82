#include "ui/canvas/view_transform.h"
#include "ui/canvas/wheel_use.h"

#include <QWheelEvent>
#include <QtTest>

using namespace touchstone::ui;
using touchstone::labeling::Point;

class TestViewTransform : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void pointUnderThePointerStaysWhileZooming() {
    ViewTransform view;
    view.fit({800, 600}, {4000, 3000});
    const QPointF pointer(123, 456);
    const Point before = view.toImage(pointer);
    for (const double scale : {0.01, 1.0, 64.0}) {
      view.setScale(scale, pointer);
      QCOMPARE(view.scale(), scale);
      const Point after = view.toImage(pointer);
      QVERIFY(std::abs(after.x - before.x) < 1e-6 && std::abs(after.y - before.y) < 1e-6);
    }
  }

  void fitShowsTheWholePictureInTheMiddle() {
    ViewTransform view;
    view.fit({800, 600}, {30'000, 30'000});
    const QRectF shown = view.toView(touchstone::labeling::Box{0, 0, 30'000, 30'000});
    QVERIFY(QRectF(0, 0, 800, 600).contains(shown));
    QCOMPARE(shown.center(), QPointF(400, 300));
  }

  void fitWidthBeginsAtTheTopOfAHighPicture() {
    ViewTransform view;
    view.fitWidth({800, 600}, {400, 4000});
    const QRectF shown = view.toView(touchstone::labeling::Box{0, 0, 400, 4000});
    QVERIFY(shown.left() > 0 && shown.right() < 800);
    QVERIFY(shown.top() >= 0 && shown.bottom() > 600);
  }

  void wheelMeansWhatItsModifiersSay_data() {
    QTest::addColumn<QPoint>("pixels");
    QTest::addColumn<QPoint>("angle");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QPointF>("pan");
    const auto row = [](const char* name, QPoint pixels, QPoint angle, int modifiers,
                        WheelUse::Kind kind, QPointF pan = {}) {
      QTest::newRow(name) << pixels << angle << modifiers << static_cast<int>(kind) << pan;
    };
    row("a notch", {}, {0, 120}, Qt::NoModifier, WheelUse::Kind::Zoom);
    row("a notch with Ctrl", {}, {0, 120}, Qt::ControlModifier, WheelUse::Kind::Zoom);
    row("a notch with Ctrl+Shift", {}, {0, 120}, Qt::ControlModifier | Qt::ShiftModifier,
        WheelUse::Kind::Brighten);
    row("a notch with Shift", {}, {0, 120}, Qt::ShiftModifier, WheelUse::Kind::Pan, {60, 0});
    row("tilted", {}, {-120, 0}, Qt::NoModifier, WheelUse::Kind::Pan, {-60, 0});
    row("a wheel that reports pixels", {0, 15}, {0, 120}, Qt::NoModifier, WheelUse::Kind::Zoom);
    row("two fingers", {3, -7}, {6, -14}, Qt::NoModifier, WheelUse::Kind::Pan, {3, -7});
    row("two fingers with Ctrl", {0, -7}, {0, -14}, Qt::ControlModifier, WheelUse::Kind::Zoom);
  }

  void wheelMeansWhatItsModifiersSay() {
    QFETCH(QPoint, pixels);
    QFETCH(QPoint, angle);
    QFETCH(int, modifiers);
    QFETCH(int, kind);
    QFETCH(QPointF, pan);
    const QWheelEvent event({10, 10}, {10, 10}, pixels, angle, Qt::NoButton,
                            Qt::KeyboardModifiers(modifiers), Qt::NoScrollPhase, false);
    const WheelUse use = wheelUseOf(event);
    QCOMPARE(static_cast<int>(use.kind), kind);
    QCOMPARE(use.pan, pan);
  }
};

QTEST_APPLESS_MAIN(TestViewTransform)
#include "tst_view_transform.moc"
