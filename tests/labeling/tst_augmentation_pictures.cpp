#include "labeling/augmentation/composition.h"
#include "labeling/augmentation/degradation.h"
#include "labeling/augmentation/lighting.h"
#include "labeling/augmentation/remaining_labels.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <QtTest>

#include <cmath>

using namespace touchstone::labeling;

namespace {

constexpr ImageSize size{40, 30};

cv::Mat randomPicture(int seed = 1) {
  cv::Mat picture(size.height, size.width, CV_8UC3);
  cv::RNG(static_cast<std::uint64_t>(seed)).fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

bool areEqual(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0;
}

int rounded(double value) {
  return static_cast<int>(std::lround(std::clamp(value, 0.0, 255.0)));
}

Mask maskOfBox(const cv::Rect& area) {
  return maskOfPixels(cv::Mat1b(area.size(), std::uint8_t{255}), area.tl(), size.width,
                      size.height);
}

Annotation annotationOf(Shape shape, ClassId labelClass = 1) {
  Annotation annotation;
  annotation.labelClass = labelClass;
  annotation.shape = std::move(shape);
  return annotation;
}

const GeometricTransform inPlace{Homography(), size};

}  // namespace

/// Light, degradation and composition of pictures.
class TestAugmentationPictures : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void toneFollowsItsFormula_data() {
    QTest::addColumn<double>("brightness");
    QTest::addColumn<double>("contrast");
    QTest::addColumn<double>("gamma");
    QTest::addColumn<double>("warmth");
    QTest::newRow("nothing") << 0.0 << 1.0 << 1.0 << 0.0;
    QTest::newRow("brighter") << 0.2 << 1.0 << 1.0 << 0.0;
    QTest::newRow("darker") << -0.4 << 1.0 << 1.0 << 0.0;
    QTest::newRow("contrast") << 0.0 << 1.7 << 1.0 << 0.0;
    QTest::newRow("flat") << 0.0 << 0.4 << 1.0 << 0.0;
    QTest::newRow("gamma") << 0.0 << 1.0 << 2.2 << 0.0;
    QTest::newRow("warm") << 0.0 << 1.0 << 1.0 << 0.4;
    QTest::newRow("cold") << 0.0 << 1.0 << 1.0 << -0.4;
    QTest::newRow("all") << 0.1 << 1.2 << 0.7 << 0.3;
  }
  void toneFollowsItsFormula() {
    QFETCH(double, brightness);
    QFETCH(double, contrast);
    QFETCH(double, gamma);
    QFETCH(double, warmth);
    const cv::Mat before = randomPicture();
    const cv::Mat after = toned(
        before, {.brightness = brightness, .contrast = contrast, .gamma = gamma, .warmth = warmth});
    for (int y = 0; y < before.rows; ++y) {
      for (int x = 0; x < before.cols; ++x) {
        for (int channel = 0; channel < 3; ++channel) {
          const double value = before.at<cv::Vec3b>(y, x)[channel] / 255.0;
          const double curved = contrast * (std::pow(value, gamma) - 0.5) + 0.5 + brightness;
          const double gain = std::pow(2.0, warmth * (channel - 1));
          const int difference = after.at<cv::Vec3b>(y, x)[channel] - rounded(255 * curved * gain);
          // Halves may be rounded to either side.
          const double rest = 255 * curved * gain - std::floor(255 * curved * gain);
          QVERIFY(difference == 0 || (std::abs(difference) == 1 && std::abs(rest - 0.5) < 1e-9));
        }
      }
    }
  }

  void aSharpShadowDarkensItsInsideOnly() {
    const cv::Mat before = randomPicture();
    const cv::Mat after = shadowed(
        before,
        {.outline = {{10, 5}, {30, 5}, {30, 20}, {10, 20}}, .softness = 0, .darkness = 0.6});
    for (int y = 0; y < before.rows; ++y) {
      for (int x = 0; x < before.cols; ++x) {
        const int value = before.at<cv::Vec3b>(y, x)[1];
        const int result = after.at<cv::Vec3b>(y, x)[1];
        if (x > 10 && x < 29 && y > 5 && y < 19) {
          QVERIFY(std::abs(result - 0.4 * value) <= 0.51);
        } else if (x < 9 || x > 30 || y < 4 || y > 20) {
          QCOMPARE(result, value);
        }
      }
    }
  }

  void aReflectionFallsOffLikeABell() {
    const cv::Mat before(size.height, size.width, CV_8UC3, cv::Scalar(100, 100, 100));
    const Reflection reflection{
        .centre = {20.5, 15.5}, .length = 6, .breadth = 3, .angle = 0, .strength = 0.8};
    const cv::Mat after = withReflection(before, reflection);
    const auto expected = [](double along, double across) {
      const double share = 0.8 * std::exp(-(along * along / 36 + across * across / 9) / 2);
      return rounded(100 + share * 155);
    };
    QCOMPARE(static_cast<int>(after.at<cv::Vec3b>(15, 20)[0]), expected(0, 0));
    QCOMPARE(static_cast<int>(after.at<cv::Vec3b>(15, 26)[0]), expected(6, 0));
    QCOMPARE(static_cast<int>(after.at<cv::Vec3b>(21, 20)[0]), expected(0, 6));
  }

  void strengthZeroChangesNothing() {
    const cv::Mat before = randomPicture();
    Random random(1, 0);
    QVERIFY(areEqual(toned(before, {}), before));
    QVERIFY(areEqual(shadowed(before, randomShadow(size, 0, random)), before));
    QVERIFY(areEqual(withReflection(before, randomReflection(size, 0, random)), before));
    QVERIFY(areEqual(blurred(before, 0), before));
    QVERIFY(areEqual(noisy(before, 0, random), before));
    QVERIFY(areEqual(cutOut(before, {}), before));
  }

  void blurKeepsTheMeanAndWidensByItsDeviation() {
    cv::Mat before(61, 61, CV_8UC3, cv::Scalar());
    before(cv::Rect(29, 29, 3, 3)).setTo(cv::Scalar(255, 255, 255));
    const double deviation = 3;
    cv::Mat1b after;
    cv::extractChannel(blurred(before, deviation), after, 0);
    double sum = 0;
    double variance = 0;
    for (int y = 0; y < after.rows; ++y) {
      for (int x = 0; x < after.cols; ++x) {
        sum += after(y, x);
        variance += after(y, x) * (x - 30.0) * (x - 30.0);
      }
    }
    QVERIFY(std::abs(sum / (9 * 255) - 1) < 0.1);
    QVERIFY(std::abs(std::sqrt(variance / sum - 2.0 / 3) - deviation) < 0.3);
  }

  void noiseHasItsDeviationAndRepeats() {
    const cv::Mat before(200, 200, CV_8UC3, cv::Scalar(128, 128, 128));
    Random random(5, 0);
    const cv::Mat after = noisy(before, 12, random);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(after, mean, deviation);
    for (int channel = 0; channel < 3; ++channel) {
      QVERIFY(std::abs(mean[channel] - 128) < 0.3);
      QVERIFY(std::abs(deviation[channel] - 12) < 0.2);
    }
    Random again(5, 0);
    QVERIFY(areEqual(noisy(before, 12, again), after));
    QVERIFY(!areEqual(noisy(before, 12, again), after));
  }

  void jpegKeepsTheSizeAndLosesMoreAtLowQuality() {
    const cv::Mat before = randomPicture();
    const auto fine = throughJpeg(before, 95);
    const auto coarse = throughJpeg(before, 10);
    QVERIFY(fine && coarse);
    QCOMPARE(fine->size(), before.size());
    QVERIFY(cv::norm(*fine, before) < cv::norm(*coarse, before));
  }

  void cutOutsLieInsideAndAreFilled() {
    Random random(2, 0);
    const cv::Mat before = randomPicture();
    for (int i = 0; i < 50; ++i) {
      const auto areas = randomCutOuts(size, 3, 0.1, random);
      QVERIFY(!areas.empty() && areas.size() <= 3);
      const cv::Mat after = cutOut(before, areas);
      for (const cv::Rect& area : areas) {
        QCOMPARE(area & cv::Rect(0, 0, size.width, size.height), area);
        cv::Scalar mean;
        cv::Scalar deviation;
        cv::meanStdDev(after(area), mean, deviation);
        QVERIFY(deviation[0] < 1e-3);
      }
    }
  }

  void backgroundIsReplacedAroundTheObjectOnly() {
    const cv::Mat picture = randomPicture(1);
    const cv::Mat background = randomPicture(2);
    const cv::Rect object(5, 6, 10, 8);
    cv::Mat expected = background.clone();
    picture(object).copyTo(expected(object));
    QVERIFY(areEqual(withBackground(picture, maskOfBox(object), background), expected));
  }

  void coveredPixelsLeaveTheOtherMasks() {
    const Mask lower = maskOfBox({4, 4, 12, 12});
    const Mask cover = maskOfBox({10, 0, 12, 20});
    const auto labels =
        behind(cover,
               {annotationOf(lower), annotationOf(boundsOf(lower)),
                annotationOf(polygonOf(Box{4, 4, 16, 16}), 2), annotationOf(Box{2, 2, 30, 10}, 2),
                annotationOf(maskOfBox({12, 2, 4, 4}), 3)},
               0.25);
    QCOMPARE(labels.size(), 4U);  // the last is covered whole
    QCOMPARE(areaOf(intersectionOf(std::get<Mask>(labels[0].shape), cover)), 0.0);
    QCOMPARE(areaOf(labels[0].shape), 6.0 * 12);
    QCOMPARE(labels[1].shape, Shape(boundsOf(labels[0].shape)));
    QCOMPARE(boundsOf(labels[2].shape), (Box{4, 4, 10, 16}));
    QCOMPARE(labels[3].shape, Shape(Box{2, 2, 30, 10}));  // seen on both sides
    for (const Annotation& label : labels) {
      QVERIFY(label.attributes.occluded);
    }
  }

  void coveredKeypointsBecomeHidden() {
    const Mask cover = maskOfBox({0, 0, 10, 10});
    const auto labels = behind(cover, {annotationOf(Keypoints{{{{5, 5}, 2}, {{20, 5}, 2}}})}, 0.25);
    const auto& points = std::get<Keypoints>(labels.at(0).shape).points;
    QCOMPARE(points[0].visibility, 1);
    QCOMPARE(points[1].visibility, 2);
  }

  void aPastedObjectCoversWhatIsBelow() {
    const LabelledPicture target{randomPicture(1), {annotationOf(maskOfBox({10, 10, 10, 10}))}};
    const LabelledPicture source{randomPicture(2), {annotationOf(maskOfBox({2, 2, 8, 8}), 2)}};
    const GeometricTransform moved{Homography::translation(13, 10), size};
    const auto result = pasted(target, source, 0, moved, 0.25);
    QVERIFY(result);
    QCOMPARE(result->annotations.size(), 2U);
    QCOMPARE(result->annotations[1].shape, Shape(maskOfBox({15, 12, 8, 8})));
    QCOMPARE(areaOf(result->annotations[0].shape), 100.0 - 5 * 8);
    QVERIFY(
        areEqual(result->picture(cv::Rect(15, 12, 8, 8)), source.picture(cv::Rect(2, 2, 8, 8))));
    QVERIFY(
        areEqual(result->picture(cv::Rect(0, 0, 40, 12)), target.picture(cv::Rect(0, 0, 40, 12))));
  }

  void anObjectWithoutOutlineIsNotPasted() {
    const LabelledPicture target{randomPicture(1), {}};
    const LabelledPicture source{randomPicture(2), {annotationOf(Box{2, 2, 9, 9})}};
    const auto result = pasted(target, source, 0, inPlace, 0.25);
    QVERIFY(result && result->annotations.empty() && areEqual(result->picture, target.picture));
  }

  void mixUpWeighsPixelsAndLabelsAlike() {
    const cv::Mat first = randomPicture(1);
    const cv::Mat second = randomPicture(2);
    const MixedPicture mixed = mixUp(first, second, 0.3);
    QCOMPARE(mixed.firstShare, 0.3);
    for (int x = 0; x < size.width; ++x) {
      const double expected =
          0.3 * first.at<cv::Vec3b>(4, x)[0] + 0.7 * second.at<cv::Vec3b>(4, x)[0];
      QVERIFY(std::abs(mixed.picture.at<cv::Vec3b>(4, x)[0] - expected) <= 0.51);
    }
  }

  void cutMixSharesByPixels() {
    const cv::Mat first = randomPicture(1);
    const cv::Mat second = randomPicture(2);
    const cv::Rect area(10, 10, 20, 15);
    const MixedPicture mixed = cutMix(first, second, area);
    QCOMPARE(mixed.firstShare, 1 - 300.0 / 1200);
    QVERIFY(areEqual(mixed.picture(area), second(area)));
    QVERIFY(areEqual(mixed.picture.rowRange(0, 10), first.rowRange(0, 10)));
    Random random(1, 0);
    for (int i = 0; i < 100; ++i) {
      const cv::Rect drawn = randomCutMixArea(size, 0.5, random);
      QCOMPARE(drawn & cv::Rect(0, 0, size.width, size.height), drawn);
      QVERIFY(drawn.area() <= 0.52 * size.width * size.height);
    }
  }
};

QTEST_APPLESS_MAIN(TestAugmentationPictures)
#include "tst_augmentation_pictures.moc"
