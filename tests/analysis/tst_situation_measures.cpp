#include "analysis/coverage/situation_measures.h"

#include <QtTest>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

using namespace touchstone;
using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

constexpr ImageSize full{160, 120};

cv::Mat plain(const cv::Scalar& colour) {
  return {full.height, full.width, CV_8UC3, colour};
}

SituationMeasures measured(const cv::Mat& picture, const Shape& thing = ImageTag{}) {
  return measureSituations(picture, {picture.cols, picture.rows}, std::vector<Shape>{thing})
      .front();
}

/// CIE lightness L* / 100 of an sRGB grey (IEC 61966-2-1, CIE 15).
double lightnessOfGrey(int grey) {
  const double value = grey / 255.0;
  const double linear = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  return (linear > 216.0 / 24389 ? 116 * std::cbrt(linear) - 16 : linear * 24389 / 27) / 100;
}

/// A bar 100 × 20 pixels about the middle, turned counter-clockwise by degrees.
Polygon bar(double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  PolygonPart part;
  for (const auto& [along, across] :
       {std::pair{-50.0, -10.0}, {50.0, -10.0}, {50.0, 10.0}, {-50.0, 10.0}}) {
    part.outer.push_back({80 + along * std::cos(angle) + across * std::sin(angle),
                          60 - along * std::sin(angle) + across * std::cos(angle)});
  }
  return {{part}};
}

/// Dark and light stripes whose edges run counter-clockwise by degrees.
cv::Mat stripes(double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  cv::Mat picture = plain(cv::Scalar::all(0));
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const double across = x * std::sin(angle) + y * std::cos(angle);
      picture.at<cv::Vec3b>(y, x) =
          cv::Vec3b::all(static_cast<unsigned char>(128 + 100 * std::sin(across / 3)));
    }
  }
  return picture;
}

/// How far two directions lie apart, in degrees.
double apart(double one, double other) {
  const double difference = std::fmod(std::abs(one - other), 180.0);
  return std::min(difference, 180 - difference);
}

}  // namespace

class TestSituationMeasures : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void brightnessIsTheLightnessOfThePicture_data() {
    QTest::addColumn<int>("grey");
    for (const int grey : {0, 10, 60, 119, 200, 255}) {
      QTest::addRow("%d", grey) << grey;
    }
  }
  void brightnessIsTheLightnessOfThePicture() {
    QFETCH(int, grey);
    const auto measures = measured(plain(cv::Scalar::all(grey)));
    QVERIFY(std::abs(measures.brightness - lightnessOfGrey(grey)) < 0.003);
    QCOMPARE(measures.contrast, 0.0);
    QCOMPARE(measures.temperature, 0.0);
    QCOMPARE(measures.reflection, 0.0);
    QVERIFY(!measures.orientation);
    QVERIFY(!measures.placement);
  }

  void contrastIsTheDeviationOfLightness() {
    cv::Mat picture = plain(cv::Scalar::all(0));
    picture.colRange(0, full.width / 2).setTo(cv::Scalar::all(255));
    QVERIFY(std::abs(measured(picture).contrast - 0.5) < 1e-9);
  }

  /// Half of the picture (blue, green, red) (40, 90, 80), half (100, 90, 160).
  void theLightsColourIsAMinkowskiMean() {
    cv::Mat picture = plain({40, 90, 80});
    picture.colRange(0, full.width / 2).setTo(cv::Scalar(100, 90, 160));
    const double red = std::pow((std::pow(80, 6) + std::pow(160, 6)) / 2, 1.0 / 6);
    const double blue = std::pow((std::pow(40, 6) + std::pow(100, 6)) / 2, 1.0 / 6);
    QVERIFY(std::abs(measured(picture).temperature - std::log2(red / blue)) < 1e-9);
    picture.rowRange(0, 30).setTo(cv::Scalar(0, 0, 255));  // overexposed: says nothing
    QVERIFY(std::abs(measured(picture).temperature - std::log2(red / blue)) < 1e-9);
  }

  void smallWhiteSpotsAreReflections() {
    cv::Mat picture = plain(cv::Scalar::all(100));
    picture(cv::Rect(70, 50, 8, 6)).setTo(cv::Scalar::all(250));
    QVERIFY(std::abs(measured(picture).reflection - 48.0 / (160 * 120)) < 1e-9);
    const auto ofObject = measured(picture, Box{60, 40, 100, 60});
    QVERIFY(std::abs(ofObject.reflection - 48.0 / 800) < 1e-9);
    QCOMPARE(measured(picture, Box{100, 60, 140, 100}).reflection, 0.0);
  }

  void whiteThingsAndColouredSpotsAreNoReflections() {
    cv::Mat picture = plain(cv::Scalar::all(100));
    picture(cv::Rect(40, 20, 80, 80)).setTo(cv::Scalar::all(250));
    QCOMPARE(measured(picture).reflection, 0.0);
    picture = plain(cv::Scalar::all(100));
    picture(cv::Rect(70, 50, 8, 6)).setTo(cv::Scalar(0, 0, 250));
    QCOMPARE(measured(picture).reflection, 0.0);
  }

  void anObjectIsAsBrightAsWhatIsAroundIt() {
    cv::Mat picture = plain(cv::Scalar::all(200));
    picture(cv::Rect(40, 40, 40, 40)).setTo(cv::Scalar::all(0));
    picture(cv::Rect(80, 40, 40, 40)).setTo(cv::Scalar::all(20));
    const std::vector<Shape> things{Box{40, 40, 80, 80}, Box{80, 40, 120, 80}};
    for (const auto& measures : measureSituations(picture, full, things)) {
      QVERIFY(std::abs(measures.brightness - lightnessOfGrey(200)) < 0.003);
      QVERIFY(std::abs(measures.background[0] - 100 * lightnessOfGrey(200)) < 0.3);
      QVERIFY(std::abs(measures.background[1]) < 1);
      QVERIFY(std::abs(measures.background[3]) < 1e-9);
    }
  }

  void aPicturesBackgroundIsItsBorder() {
    cv::Mat picture = plain({200, 60, 30});
    picture(cv::Rect(20, 20, 120, 80)).setTo(cv::Scalar::all(255));
    cv::Mat3b lab;
    cv::cvtColor(plain({200, 60, 30}), lab, cv::COLOR_BGR2Lab);
    const auto background = measured(picture).background;
    QVERIFY(std::abs(background[0] - lab(0, 0)[0] * 100 / 255.0) < 1e-6);
    QVERIFY(std::abs(background[1] - (lab(0, 0)[1] - 128)) < 1e-6);
    QVERIFY(std::abs(background[2] - (lab(0, 0)[2] - 128)) < 1e-6);
  }

  void anObjectThatFillsThePictureIsMeasured() {
    const auto measures = measured(plain(cv::Scalar::all(119)), Box{0, 0, 160, 120});
    QVERIFY(std::abs(measures.brightness - 0.5) < 0.005);
    QCOMPARE(measures.placement->share, 1.0);
  }

  void outlinesTellTheirDirection_data() { directions(); }
  void outlinesTellTheirDirection() {
    QFETCH(double, degrees);
    const auto measures = measured(plain(cv::Scalar::all(90)), bar(degrees));
    QVERIFY(measures.orientation.has_value());
    QVERIFY(apart(*measures.orientation, degrees) < 2);
    const OrientedBox box{{80, 60}, 100, 20, -degrees * std::numbers::pi / 180};
    QVERIFY(apart(*measured(plain(cv::Scalar::all(90)), box).orientation, degrees) < 1e-6);
  }

  void edgesTellTheirDirection_data() { directions(); }
  void edgesTellTheirDirection() {
    QFETCH(double, degrees);
    const auto ofPicture = measured(stripes(degrees));
    QVERIFY(ofPicture.orientation.has_value());
    QVERIFY(apart(*ofPicture.orientation, degrees) < 2);
    const auto ofObject = measured(stripes(degrees), Box{40, 30, 110, 90});
    QVERIFY(apart(*ofObject.orientation, degrees) < 2);
  }

  void whatIsRoundHasNoDirection() {
    cv::Mat picture = plain(cv::Scalar::all(90));
    cv::circle(picture, {80, 60}, 30, cv::Scalar::all(200), cv::FILLED);
    QVERIFY(!measured(picture, Box{45, 25, 116, 96}).orientation);
    QVERIFY(!measured(picture, OrientedBox{{80, 60}, 60, 60, 0.4}).orientation);
  }

  void placesAreSharesOfThePictureWhateverItsSize() {
    const cv::Mat reduced(30, 40, CV_8UC3, cv::Scalar::all(90));
    const auto measures =
        measureSituations(reduced, full, std::vector<Shape>{Box{40, 60, 80, 120}}).front();
    QCOMPARE(measures.placement->centre.x, 0.375);
    QCOMPARE(measures.placement->centre.y, 0.75);
    QCOMPARE(measures.placement->share, 0.125);
  }

private:
  static void directions() {
    QTest::addColumn<double>("degrees");
    for (const double degrees : {0.0, 30.0, 45.0, 90.0, 135.0, 170.0}) {
      QTest::addRow("%g", degrees) << degrees;
    }
  }
};

QTEST_APPLESS_MAIN(TestSituationMeasures)
#include "tst_situation_measures.moc"
