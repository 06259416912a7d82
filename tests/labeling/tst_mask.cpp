#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_regions.h"
#include "random_masks.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns the pixels moved, by copying them one by one.
cv::Mat1b movedPixels(const cv::Mat1b& pixels, int right, int down, cv::Size size) {
  cv::Mat1b moved(size, std::uint8_t{0});
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      const cv::Point place(x + right, y + down);
      if (place.inside(cv::Rect({}, size))) {
        moved(place) = pixels(y, x);
      }
    }
  }
  return moved;
}

cv::Rect plainBounds(const cv::Mat1b& pixels) {
  cv::Rect bounds;
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      bounds |= pixels(y, x) != 0 ? cv::Rect(x, y, 1, 1) : cv::Rect();
    }
  }
  return bounds;
}

cv::Mat1b filledFromBorder(const cv::Mat1b& pixels) {
  cv::Mat1b framed;
  cv::copyMakeBorder(pixels, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::floodFill(framed, {0, 0}, cv::Scalar(128), nullptr, {}, {}, 4);
  return framed(cv::Rect({1, 1}, pixels.size())) != 128;
}

}  // namespace

class TestMask : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void runsAreThoseOfCoco() {
    cv::Mat1b block(4, 5, std::uint8_t{0});
    block(cv::Rect(1, 1, 2, 2)) = 255;
    QCOMPARE(maskOfPixels(block).counts, (std::vector<std::uint32_t>{5, 2, 2, 2, 9}));
    QCOMPARE(emptyMask(5, 4).counts, (std::vector<std::uint32_t>{20}));
    QCOMPARE(complementOf(emptyMask(5, 4)).counts, (std::vector<std::uint32_t>{0, 20}));
    cv::Mat1b first(4, 5, std::uint8_t{0});
    first(0, 0) = 1;
    QCOMPARE(maskOfPixels(first).counts, (std::vector<std::uint32_t>{0, 1, 19}));
  }

  void everyOperationAgreesWithPlainPixels() {
    cv::RNG random(71);
    for (int trial = 0; trial < 300; ++trial) {
      const int width = random.uniform(1, 30);
      const int height = random.uniform(1, 30);
      const cv::Mat1b a = randomPixels(random, width, height);
      const cv::Mat1b b = randomPixels(random, width, height);
      const Mask maskA = maskOfPixels(a);
      const Mask maskB = maskOfPixels(b);
      QVERIFY(samePixels(pixelsOf(maskA), a));
      QCOMPARE(areaOf(maskA), static_cast<double>(cv::countNonZero(a)));
      QCOMPARE(areaOf(Shape(maskA)), areaOf(maskA));
      QCOMPARE(isEmpty(maskA), cv::countNonZero(a) == 0);
      QCOMPARE(pixelBoundsOf(maskA), plainBounds(a));
      QCOMPARE(boundsOf(Shape(maskA)), boundsOf(maskA));
      // Equal masks have equal runs: the results are compared as runs.
      QCOMPARE(unionOf(maskA, maskB), maskOfPixels(a | b));
      QCOMPARE(intersectionOf(maskA, maskB), maskOfPixels(a & b));
      QCOMPARE(differenceOf(maskA, maskB), maskOfPixels(a & ~b));
      QCOMPARE(complementOf(maskA), maskOfPixels(~a));
      const int right = random.uniform(-10, 10);
      const int down = random.uniform(-10, 10);
      QCOMPARE(translated(maskA, right, down), maskOfPixels(movedPixels(a, right, down, a.size())));
      const cv::Size other(random.uniform(1, 40), random.uniform(1, 40));
      QCOMPARE(clippedTo(maskA, other.width, other.height),
               maskOfPixels(movedPixels(a, 0, 0, other)));
      QCOMPARE(withHolesFilled(maskA), maskOfPixels(filledFromBorder(a)));
    }
  }

  void rectanglesAreReadAndReplaced() {
    cv::RNG random(72);
    for (int trial = 0; trial < 300; ++trial) {
      const cv::Mat1b pixels = randomPixels(random, random.uniform(1, 30), random.uniform(1, 30));
      const Mask mask = maskOfPixels(pixels);
      const cv::Rect area(random.uniform(-10, 30), random.uniform(-10, 30), random.uniform(1, 30),
                          random.uniform(1, 30));
      QVERIFY(samePixels(pixelsOf(mask, area), movedPixels(pixels, -area.x, -area.y, area.size())));
      const cv::Mat1b patch = randomPixels(random, area.width, area.height);
      cv::Mat1b patched = pixels.clone();
      const cv::Rect inside = area & cv::Rect({}, pixels.size());
      if (!inside.empty()) {
        patch(inside - area.tl()).copyTo(patched(inside));
      }
      QCOMPARE(withPixels(mask, patch, area.tl()), maskOfPixels(patched));
      QCOMPARE(maskOfPixels(patch, area.tl(), mask.width, mask.height),
               maskOfPixels(movedPixels(patch, area.x, area.y, pixels.size())));
    }
  }

  void containsKnowsEveryPixel() {
    cv::RNG random(73);
    const cv::Mat1b pixels = randomPixels(random, 23, 17);
    const Mask mask = maskOfPixels(pixels);
    for (int y = 0; y < pixels.rows; ++y) {
      for (int x = 0; x < pixels.cols; ++x) {
        QCOMPARE(contains(mask, {x + 0.5, y + 0.999}), pixels(y, x) != 0);
      }
    }
    const Mask full = complementOf(emptyMask(4, 3));
    QVERIFY(contains(full, {3.9, 2.9}));
    QVERIFY(!contains(full, {-0.1, 0}));
    QVERIFY(!contains(full, {4, 0}));
    QVERIFY(!contains(full, {0, 3}));
    QVERIFY(!contains(full, {std::nan(""), 0}));
  }

  void regionsAreThoseOfTheLabelling_data() {
    QTest::addColumn<int>("neighbours");
    QTest::newRow("sides") << 4;
    QTest::newRow("sides and corners") << 8;
  }

  void regionsAreThoseOfTheLabelling() {
    QFETCH(int, neighbours);
    cv::RNG random(74);
    for (int trial = 0; trial < 200; ++trial) {
      const cv::Mat1b pixels = randomPixels(random, random.uniform(1, 30), random.uniform(1, 30));
      cv::Mat1i labels;
      const int count = cv::connectedComponents(pixels, labels, neighbours, CV_32S);
      const std::vector<Mask> regions = connectedRegions(
          maskOfPixels(pixels), neighbours == 4 ? Connectivity::Four : Connectivity::Eight);
      QCOMPARE(static_cast<int>(regions.size()), count - 1);
      for (std::size_t i = 0; i < regions.size(); ++i) {
        QVERIFY(i == 0 || areaOf(regions[i - 1]) >= areaOf(regions[i]));
        cv::Point first;
        const cv::Mat1b region = pixelsOf(regions[i]);
        cv::minMaxLoc(region, nullptr, nullptr, nullptr, &first);
        QVERIFY(samePixels(region, labels == labels(first)));
      }
    }
  }

  void underlyingPixelsAreTakenFromOtherMasksOnly() {
    cv::Mat1b square(20, 20, std::uint8_t{0});
    square(cv::Rect(5, 5, 6, 6)) = 255;
    const Mask taken = maskOfPixels(square);
    const Mask beside = translated(taken, 6, 0);
    const Mask over = translated(taken, 3, 3);
    const Mask otherSize = emptyMask(10, 10);
    const std::vector<const Mask*> others{&beside, nullptr, &over, &otherSize, &taken};
    const std::vector<ChangedMask> changed = masksWithout(others, taken);
    QCOMPARE(changed.size(), 2U);
    QCOMPARE(changed[0].index, 2U);
    QCOMPARE(changed[0].mask, differenceOf(over, taken));
    QCOMPARE(changed[1].index, 4U);
    QVERIFY(isEmpty(changed[1].mask));
  }

  void runsThatEndEarlyAreReadAsUnset() {
    const Mask cut{.width = 4, .height = 3, .counts = {2, 3}};
    QCOMPARE(cv::countNonZero(pixelsOf(cut)), 3);
    QCOMPARE(areaOf(unionOf(cut, emptyMask(4, 3))), 3.0);
    const Mask nothing{.width = 4, .height = 3, .counts = {}};
    QVERIFY(isEmpty(nothing));
    QCOMPARE(complementOf(nothing), complementOf(emptyMask(4, 3)));
  }
};

QTEST_APPLESS_MAIN(TestMask)
#include "tst_mask.moc"
