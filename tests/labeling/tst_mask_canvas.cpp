#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_canvas.h"
#include "labeling/geometry/ring.h"
#include "random_masks.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns whether the tip, at its nearest on the way, covers a pixel's middle.
bool covers(const BrushTip& tip, Point from, Point to, Point middle) {
  const double reach = tip.diameter / 2.0;
  if (tip.form == BrushTip::Form::Round) {
    return distanceBetween(nearestOnSegment(from, to, middle), middle) <= reach + 1e-9;
  }
  // A square meets the middle when the way passes through a square around the middle.
  double first = 0;
  double last = 1;
  const auto narrow = [&](double start, double step, double low, double high) {
    if (step == 0) {
      last = start < low || start > high ? -1 : last;
      return;
    }
    const double a = (low - start) / step;
    const double b = (high - start) / step;
    first = std::max(first, std::min(a, b));
    last = std::min(last, std::max(a, b));
  };
  narrow(from.x, to.x - from.x, middle.x - reach, middle.x + reach);
  narrow(from.y, to.y - from.y, middle.y - reach, middle.y + reach);
  return first <= last + 1e-9;
}

void paintPlainly(cv::Mat1b& pixels, const BrushTip& tip, Point from, Point to, PaintMode mode) {
  const Point a = stampCentre(tip, from);
  const Point b = stampCentre(tip, to);
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      if (covers(tip, a, b, {x + 0.5, y + 0.5})) {
        pixels(y, x) = mode == PaintMode::Add ? 255 : 0;
      }
    }
  }
}

BrushTip randomTip(cv::RNG& random) {
  return {.form = random.uniform(0, 2) == 0 ? BrushTip::Form::Round : BrushTip::Form::Square,
          .diameter = random.uniform(1, 24)};
}

}  // namespace

class TestMaskCanvas : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void stampsHaveTheirSize() {
    const cv::Rect image(0, 0, 100, 100);
    for (int diameter = 1; diameter <= 9; ++diameter) {
      const BrushTip square{.form = BrushTip::Form::Square, .diameter = diameter};
      const auto rows = strokeSpans(square, {50.3, 40.8}, {50.3, 40.8}, image);
      QCOMPARE(static_cast<int>(rows.size()), diameter);
      for (const RowSpan& row : rows) {
        QCOMPARE(row.x1 - row.x0, diameter);
      }
      const BrushTip round{.form = BrushTip::Form::Round, .diameter = diameter};
      QCOMPARE(static_cast<int>(strokeSpans(round, {50.3, 40.8}, {50.3, 40.8}, image).size()),
               diameter);
    }
    const auto pixel = strokeSpans({}, {50.02, 40.98}, {50.02, 40.98}, image);
    QCOMPARE(pixel, (std::vector<RowSpan>{{.y = 40, .x0 = 50, .x1 = 51}}));
  }

  void thinStrokesAreContinuous() {
    cv::RNG random(5);
    for (int trial = 0; trial < 200; ++trial) {
      MaskCanvas canvas(emptyMask(60, 60));
      const Point from{random.uniform(0.0, 60.0), random.uniform(0.0, 60.0)};
      const Point to{random.uniform(0.0, 60.0), random.uniform(0.0, 60.0)};
      canvas.stroke({}, from, to, PaintMode::Add);
      const Mask mask = canvas.mask();
      QVERIFY(contains(mask, from));
      QVERIFY(contains(mask, to));
      const Box bounds = boundsOf(mask);
      QVERIFY(areaOf(mask) >= std::max(bounds.width(), bounds.height()));
    }
  }

  // The image is larger than a tile on purpose.
  void strokesEqualPlainPainting() {
    cv::RNG random(6);
    for (int trial = 0; trial < 12; ++trial) {
      cv::Mat1b plain = randomPixels(random, random.uniform(200, 600), random.uniform(200, 600));
      const Mask stored = maskOfPixels(plain);
      const cv::Mat1b before = plain.clone();
      MaskCanvas canvas(stored);
      Point at{random.uniform(0.0, 600.0), random.uniform(0.0, 600.0)};
      for (int step = 0; step < 8; ++step) {
        const Point next{at.x + random.uniform(-80.0, 80.0), at.y + random.uniform(-80.0, 80.0)};
        const BrushTip tip = randomTip(random);
        const PaintMode mode = random.uniform(0, 3) == 0 ? PaintMode::Erase : PaintMode::Add;
        const cv::Mat1b previous = plain.clone();
        paintPlainly(plain, tip, at, next, mode);
        const cv::Rect dirty = canvas.stroke(tip, at, next, mode);
        cv::Mat1b changed = previous != plain;
        QCOMPARE(cv::Rect({}, plain.size()) & dirty, dirty);
        if (!dirty.empty()) {
          changed(dirty) = 0;
        }
        QCOMPARE(cv::countNonZero(changed), 0);
        at = next;
      }
      QVERIFY(samePixels(canvas.pixels({0, 0, plain.cols, plain.rows}), plain));
      QCOMPARE(canvas.mask(), maskOfPixels(plain));
      QCOMPARE(canvas.stored(), stored);
      cv::Mat1b outside = before != plain;
      if (!canvas.touched().empty()) {
        outside(canvas.touched()) = 0;
      }
      QCOMPARE(cv::countNonZero(outside), 0);
    }
  }

  void erasingWhatWasAddedLeavesNothing() {
    MaskCanvas canvas(emptyMask(700, 300));
    const BrushTip tip{.form = BrushTip::Form::Round, .diameter = 31};
    canvas.stroke(tip, {10, 10}, {690, 290}, PaintMode::Add);
    canvas.stroke(tip, {10, 10}, {690, 290}, PaintMode::Erase);
    QCOMPARE(canvas.mask(), emptyMask(700, 300));
  }

  void strokesOutsideTheImageChangeNothing() {
    MaskCanvas canvas(emptyMask(50, 40));
    QVERIFY(canvas.stroke({}, {-5, -5}, {-5, 30}, PaintMode::Add).empty());
    QVERIFY(canvas.stroke({}, {1e300, std::nan("")}, {1e300, 1e300}, PaintMode::Add).empty());
    QCOMPARE(canvas.mask(), emptyMask(50, 40));
    QCOMPARE(cv::countNonZero(canvas.pixels({-10, -10, 100, 100})), 0);
    const cv::Rect dirty = canvas.stroke({}, {-20, 5}, {70, 5}, PaintMode::Add);
    QCOMPARE(dirty, cv::Rect(0, 5, 50, 1));
  }
};

QTEST_APPLESS_MAIN(TestMaskCanvas)
#include "tst_mask_canvas.moc"
