#include "colour_project.h"
#include "training/baselines/baseline_classifier.h"
#include "training/baselines/picture_descriptors.h"
#include "training/runs/classification_run.h"
#include "training/runs/evaluation_run.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace touchstone;
using namespace touchstone::training;

namespace {

double lengthOf(const std::vector<float>& values) {
  double squares = 0;
  for (const float value : values) {
    squares += static_cast<double>(value) * value;
  }
  return std::sqrt(squares);
}

cv::Mat greyPicture(int side, double (*value)(double x, double y)) {
  cv::Mat picture(side, side, CV_8UC3);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      picture.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uchar>(std::floor(value(x, y))));
    }
  }
  return picture;
}

/// Two kinds of descriptors: near (1, 0) the class 0, near (0, 1) the class 1.
LabelledDescriptors twoHeaps() {
  LabelledDescriptors heaps;
  heaps.descriptors = analysis::FeatureMatrix(20, 2);
  for (std::size_t i = 0; i < 20; ++i) {
    const auto angle = static_cast<float>(i < 10 ? 0.02 * static_cast<double>(i)
                                                 : 1.5707963 - 0.02 * static_cast<double>(i - 10));
    heaps.descriptors(i, 0) = std::cos(angle);
    heaps.descriptors(i, 1) = std::sin(angle);
    heaps.labels.push_back(i < 10 ? 0 : 1);
  }
  return heaps;
}

}  // namespace

class TestBaselines : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void gradientsEqualTheFormula() {
    const cv::Mat picture = greyPicture(64, [](double x, double y) {
      return 128 + 60 * std::sin(0.3 * x + 0.05 * y * y / 64) + 50 * std::cos(0.21 * y - 0.1 * x);
    });
    std::ifstream file(GOLDEN_FOLDER "/training/descriptors.json");
    const auto expected = nlohmann::json::parse(file).at("gradients").get<std::vector<double>>();
    const auto found = gradientDescriptor(picture);
    QCOMPARE(found.size(), expected.size());
    double worst = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      worst = std::max(worst, std::abs(found[i] - expected[i]));
    }
    QVERIFY2(worst < 1e-5, qPrintable(QString::number(worst)));
  }

  void pixelsDoNotDependOnBrightness() {
    const cv::Mat dark = greyPicture(32, [](double x, double y) { return x + 2 * y; });
    const cv::Mat light = greyPicture(32, [](double x, double y) { return 40 + 2 * (x + 2 * y); });
    const auto first = pixelDescriptor(dark);
    const auto second = pixelDescriptor(light);
    QCOMPARE(first.size(), std::size_t{768});
    QVERIFY(std::abs(lengthOf(first) - 1) < 1e-5);
    double sum = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
      sum += first[i];
      QVERIFY(std::abs(first[i] - second[i]) < 2e-3);
    }
    QVERIFY(std::abs(sum) < 1e-4);
  }

  void coloursAreCounted() {
    cv::Mat picture(8, 8, CV_8UC3, cv::Scalar(255, 0, 0));
    picture.rowRange(0, 2).setTo(cv::Scalar(0, 255, 0));
    auto values = colourDescriptor(picture);
    QCOMPARE(values.size(), std::size_t{192});
    std::sort(values.rbegin(), values.rend());
    // A quarter is green, the rest red: the roots of the shares.
    QVERIFY(std::abs(values[0] - std::sqrt(0.75)) < 1e-6);
    QVERIFY(std::abs(values[1] - std::sqrt(0.25)) < 1e-6);
    QCOMPARE(values[2], 0.0F);
  }

  void edgesHaveADirection() {
    const cv::Mat stripes =
        greyPicture(96, [](double x, double) { return 128 + 100 * std::sin(x); });
    const auto values = edgeDescriptor(stripes);
    QCOMPARE(values.size(), std::size_t{40});
    QVERIFY(values[0] > values[2] + 3);  // across against down, at the finest scale
    const auto turned = edgeDescriptor(stripes.t());
    QVERIFY(std::abs(turned[2] - values[0]) < 1e-4);
  }

  void theNearestExampleDecides_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("nearest") << "pixel-match";
    QTest::newRow("planes") << "svm";
  }

  void theNearestExampleDecides() {
    QFETCH(QString, name);
    const Baseline& baseline = *findBaseline(name.toStdString());
    const auto heaps = twoHeaps();
    const auto classifier = BaselineClassifier::learn(baseline, 2, heaps, heaps, {});
    QVERIFY(classifier.has_value());
    const auto rows = classifier->probabilities(heaps.descriptors);
    for (std::size_t i = 0; i < rows.rows; ++i) {
      QVERIFY(std::abs(rows(i, 0) + rows(i, 1) - 1) < 1e-12);
      QVERIFY(rows(i, static_cast<std::size_t>(heaps.labels[i])) > 0.9);
    }
  }

  void aClassWithoutExamplesIsNeverSeen() {
    const auto heaps = twoHeaps();
    for (const char* name : {"pixel-match", "svm"}) {
      const auto classifier = BaselineClassifier::learn(*findBaseline(name), 3, heaps, heaps, {});
      QVERIFY(classifier.has_value());
      const auto rows = classifier->probabilities(heaps.descriptors);
      for (std::size_t i = 0; i < rows.rows; ++i) {
        QVERIFY(rows(i, 2) < std::max(rows(i, 0), rows(i, 1)));
      }
    }
  }

  void aRunPredictsWhatItMeasured_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("seesColours");
    QTest::newRow("pixel match") << "pixel-match" << false;
    QTest::newRow("colour histogram") << "colour-histogram" << true;
    QTest::newRow("filters") << "filters" << false;
    QTest::newRow("svm") << "svm" << true;
  }

  /// The pictures of the project differ by their colour and nothing else.
  void aRunPredictsWhatItMeasured() {
    QFETCH(QString, name);
    QFETCH(bool, seesColours);
    const QTemporaryDir folder;
    const ColourProject project(folder.path().toStdString());
    const RunInput input{project.document(), project.folder(), project.folder() / "cache"};
    TrainingRequest request;
    request.backbone = name.toStdString();
    const auto runFolder = project.folder() / "0001";
    const auto result = trainClassifier(input, request, runFolder, {}, {});
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QVERIFY(result->baseline);
    if (seesColours) {
      QCOMPARE(result->metrics.at("accuracy"), 1.0);
    }
    const auto again =
        evaluateRun(input, runFolder, labeling::Split::Val, [](const std::string&) {}, {});
    QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
    QCOMPARE(again->metrics.accuracy, result->metrics.at("accuracy"));
    QVERIFY(std::abs(again->metrics.loss - result->metrics.at("loss")) < 1e-5);
  }

  void weightsOfAnotherMethodAreRefused() {
    const auto heaps = twoHeaps();
    const auto svm = BaselineClassifier::learn(*findBaseline("svm"), 2, heaps, heaps, {});
    QVERIFY(svm.has_value());
    const auto read =
        BaselineClassifier::fromWeights(*findBaseline("pixel-match"), 2, svm->weights(), "w.st");
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::BadInput);
    QVERIFY(read.error().message.starts_with("w.st does not hold what Pixel match learned"));
  }
};

QTEST_APPLESS_MAIN(TestBaselines)
#include "tst_baselines.moc"
