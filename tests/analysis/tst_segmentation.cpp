#include "analysis/audits/mask_quality.h"
#include "analysis/metrics/rand_score.h"
#include "analysis/metrics/segmentation_metrics.h"
#include "labeling/geometry/mask.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

/// Pictures with their figures; see make_segmentation.py.
class Golden {
public:
  Golden() {
    std::ifstream file(QString("%1/analysis/segmentation.json").arg(GOLDEN_FOLDER).toStdString());
    all = json::parse(file);
  }

  template <class Picture>
  [[nodiscard]] Picture picture(const json& text) const {
    Picture pixels(all.at("height").get<int>(), all.at("width").get<int>());
    std::istringstream numbers(text.get<std::string>());
    for (int y = 0; y < pixels.rows; ++y) {
      for (int x = 0; x < pixels.cols; ++x) {
        double number = 0;
        numbers >> number;
        pixels(y, x) = static_cast<typename Picture::value_type>(number);
      }
    }
    return pixels;
  }

  json all;
};

void compareNumber(double actual, const json& expected, double tolerance = 1e-12) {
  const double difference = std::abs(actual - expected.get<double>());
  QVERIFY2(difference <= tolerance, qPrintable(QString::number(difference)));
}

void compareOptional(const std::optional<double>& actual, const json& expected) {
  QCOMPARE(actual.has_value(), !expected.is_null());
  if (actual) {
    compareNumber(*actual, expected);
  }
}

}  // namespace

class TestSegmentation : public QObject {
  Q_OBJECT

private:
  Golden golden_;

private Q_SLOTS:
  void figuresFollowTheirDefinitions() {
    SegmentationMeter meter(golden_.all.at("classes").get<std::size_t>());
    for (const json& image : golden_.all.at("images")) {
      const SegmentationMetrics metrics =
          meter.add(golden_.picture<cv::Mat1b>(image.at("truth")),
                    golden_.picture<cv::Mat1b>(image.at("predicted")));
      compareOptional(metrics.pixelAccuracy, image.at("accuracy"));
      const json& perClass = image.at("perClass");
      for (std::size_t k = 0; k < perClass.size(); ++k) {
        const SegmentationClass& one = metrics.perClass[k];
        QCOMPARE(one.iou.has_value(), !perClass[k].is_null());
        if (one.iou) {
          compareOptional(one.iou, perClass[k].at("iou"));
          compareOptional(one.dice, perClass[k].at("dice"));
          compareOptional(one.recall, perClass[k].at("recall"));
          compareOptional(one.boundaryF, perClass[k].at("boundaryF"));
        }
      }
    }
    compareOptional(meter.total().pixelAccuracy, golden_.all.at("accuracy"));
  }

  void aClassThatNeverOccursIsAbsent() {
    SegmentationMeter meter(3);
    const cv::Mat1b half = (cv::Mat1b(1, 4) << 0, 0, 1, 1);
    const cv::Mat1b less = (cv::Mat1b(1, 4) << 0, 0, 0, 1);
    meter.add(half, less);
    const SegmentationMetrics total = meter.total();
    QVERIFY(!total.perClass[2].iou.has_value());
    QVERIFY(!total.perClass[2].boundaryF.has_value());
    compareOptional(total.perClass[0].iou, 2.0 / 3);
    compareOptional(total.perClass[1].iou, 0.5);
    compareOptional(total.meanIou, (2.0 / 3 + 0.5) / 2);
    compareOptional(total.pixelAccuracy, 0.75);
  }

  void allVoidHasNoFigures() {
    SegmentationMeter meter(2);
    const SegmentationMetrics metrics =
        meter.add(cv::Mat1b(3, 3, std::uint8_t{255}), cv::Mat1b(3, 3, std::uint8_t{0}));
    QVERIFY(!metrics.pixelAccuracy.has_value());
    QVERIFY(!metrics.meanIou.has_value());
    QVERIFY(!SegmentationMeter(2).total().meanBoundaryF.has_value());
  }

  void randScoreCountsPairs() {
    const auto score =
        foregroundRandScore(golden_.picture<cv::Mat1i>(golden_.all.at("segments")[0]),
                            golden_.picture<cv::Mat1i>(golden_.all.at("segments")[1]));
    QVERIFY(score.has_value());
    const json& expected = golden_.all.at("rand");
    compareNumber(score->score, expected.at("score"));
    compareNumber(score->precision, expected.at("precision"));
    compareNumber(score->recall, expected.at("recall"));
  }

  void randScoreIgnoresTheWidthOfMembranes() {
    const cv::Mat1b thin = (cv::Mat1b(1, 7) << 1, 1, 1, 0, 1, 1, 1);
    const cv::Mat1b merged = (cv::Mat1b(1, 7) << 1, 1, 1, 1, 1, 1, 1);
    const cv::Mat1i truth = numberedRegions(thin);
    QCOMPARE(foregroundRandScore(truth, truth)->score, 1.0);
    const auto score = foregroundRandScore(truth, numberedRegions(merged));
    QCOMPARE(score->recall, 1.0);
    QCOMPARE(score->precision, 0.5);
    QVERIFY(!foregroundRandScore(cv::Mat1i(2, 2, 0), cv::Mat1i(2, 2, 1)).has_value());
  }

  void maskQualityEqualsCleanlabs() {
    for (const json& image : golden_.all.at("quality")) {
      const auto labels = golden_.picture<cv::Mat1b>(image.at("labels"));
      std::vector<cv::Mat1f> probabilities;
      for (const json& one : image.at("probabilities")) {
        probabilities.push_back(golden_.picture<cv::Mat1f>(one));
      }
      const cv::Mat1f quality = pixelQuality(labels, probabilities);
      double lowest = 1;
      cv::minMaxIdx(quality, &lowest);
      compareNumber(lowest, image.at("lowest"), 0);
      SoftMinimum soft;
      addPixels(quality, labels, 3, soft);
      compareNumber(soft.value(), image.at("score"), 1e-9);
    }
  }

  void tilesGiveTheSameScore() {
    const json& image = golden_.all.at("quality")[1];
    const auto labels = golden_.picture<cv::Mat1b>(image.at("labels"));
    std::vector<cv::Mat1f> probabilities;
    for (const json& one : image.at("probabilities")) {
      probabilities.push_back(golden_.picture<cv::Mat1f>(one));
    }
    const cv::Mat1f quality = pixelQuality(labels, probabilities);
    SoftMinimum soft;
    for (const cv::Rect tile : {cv::Rect(0, 0, 20, 40), cv::Rect(20, 0, 36, 40)}) {
      addPixels(quality(tile), labels(tile), 3, soft);
    }
    compareNumber(soft.value(), image.at("score"), 1e-9);
  }

  void aPlantedErrorIsTheFirstRegion() {
    const cv::Size size(30, 20);
    cv::Mat1b labels(size, std::uint8_t{0});
    labels(cv::Rect(5, 5, 8, 6)) = 1;   // painted as 1, but the model says 2
    labels(cv::Rect(20, 5, 2, 2)) = 1;  // too small to be told
    labels(cv::Rect(0, 0, 30, 1)) = 255;
    std::vector<cv::Mat1f> probabilities(3);
    probabilities[0] = cv::Mat1f(size, 0.98F);
    probabilities[1] = cv::Mat1f(size, 0.01F);
    probabilities[2] = cv::Mat1f(size, 0.01F);
    for (const cv::Rect place : {cv::Rect(5, 5, 8, 6), cv::Rect(20, 5, 2, 2)}) {
      probabilities[0](place) = 0.04F;
      probabilities[1](place) = 0.01F;
      probabilities[2](place) = 0.95F;
    }
    const auto regions = doubtfulRegions(labels, probabilities);
    QCOMPARE(regions.size(), std::size_t{1});
    QCOMPARE(regions[0].given, 1);
    QCOMPARE(regions[0].suggested, 2);
    QCOMPARE(regions[0].pixels, 48.0);
    QCOMPARE(touchstone::labeling::boundsOf(regions[0].mask),
             (touchstone::labeling::Box{5, 5, 13, 11}));
    QVERIFY(std::abs(regions[0].quality - 0.01) < 1e-6);
    QCOMPARE(pixelQuality(labels, probabilities)(0, 0), 1.0F);
  }
};

QTEST_APPLESS_MAIN(TestSegmentation)
#include "tst_segmentation.moc"
