#include "analysis/metrics/coco_results.h"
#include "analysis/metrics/detection_confusion.h"
#include "analysis/metrics/precision_recall.h"
#include "analysis/metrics/tide_errors.h"
#include "analysis/metrics/voc_precision.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

json readGolden(const char* name) {
  std::ifstream file(QString("%1/analysis/%2").arg(GOLDEN_FOLDER, name).toStdString());
  return json::parse(file);
}

void compareNumber(double actual, const json& expected, const std::string& what) {
  QVERIFY2(std::abs(actual - expected.get<double>()) <= 1e-9, what.c_str());
}

/// Two classes in one image: two objects of the first, one of the second, one difficult.
struct Scene {
  DetectionTruth truth;
  std::vector<Detection> detections;

  Scene() {
    truth.images = {1};
    truth.sizes = {{.width = 100, .height = 100}};
    truth.categories = {{.id = 1, .name = "bolt"}, {.id = 2, .name = "nut"}};
    addObject(0, {0, 0, 10, 10});
    addObject(0, {20, 0, 10, 10});
    addObject(1, {40, 0, 10, 10});
    addObject(0, {60, 0, 10, 10});
    truth.objects.back().difficult = true;
  }

  void addObject(std::size_t category, const CocoBox& box) {
    TrueObject object;
    object.id = static_cast<std::int64_t>(truth.objects.size()) + 1;
    object.category = category;
    object.box = box;
    object.area = box.area();
    truth.objects.push_back(object);
  }

  void detect(std::size_t category, const CocoBox& box, double score) {
    Detection detection;
    detection.category = category;
    detection.box = box;
    detection.area = box.area();
    detection.score = score;
    detections.push_back(detection);
  }
};

}  // namespace

class TestDetectionErrors : public QObject {
  Q_OBJECT

private:
  QTemporaryDir folder_;
  json cases_ = readGolden("coco_evaluation.json");
  json errors_ = readGolden("detection_errors.json");

  std::filesystem::path write(const char* name, const json& content) {
    const std::filesystem::path path = folder_.filePath(name).toStdString();
    std::ofstream(path) << content.dump();
    return path;
  }

  void addRows() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      QTest::newRow(cases_[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
    }
  }

  /// Reads a case and calls `check(truth, detections, kind, expected)`.
  template <class Check>
  void withCase(int index, Check check) {
    const json& one = cases_[static_cast<std::size_t>(index)];
    const auto kind = one.at("type") == "segm" ? OverlapKind::Mask : OverlapKind::Box;
    const auto truth = readCocoTruth(write("truth.json", one.at("truth")), kind);
    QVERIFY(truth.has_value());
    const auto found =
        readCocoDetections(write("found.json", one.at("detections")), truth->truth, kind);
    QVERIFY(found.has_value());
    check(truth->truth, found->detections, kind, errors_.at(one.at("name").get<std::string>()));
  }

private Q_SLOTS:
  void tideErrorsEqualTidecvs_data() { addRows(); }
  void tideErrorsEqualTidecvs() {
    QFETCH(int, index);
    withCase(index, [](const DetectionTruth& truth, std::span<const Detection> detections,
                       OverlapKind kind, const json& expected) {
      const TideErrors errors = tideErrors(truth, detections, kind);
      const json& tide = expected.at("tide");
      if (tide.is_null()) {
        return;  // tidecv fails where nothing is left when all errors are corrected
      }
      compareNumber(errors.ap, tide.at("ap"), "AP");
      compareNumber(errors.costOfFalsePositives, tide.at("falsePositives"), "false positives");
      compareNumber(errors.costOfFalseNegatives, tide.at("falseNegatives"), "false negatives");
      for (std::size_t i = 0; i < tideErrorKinds; ++i) {
        const std::string name(nameOf(static_cast<TideErrorKind>(i)));
        QVERIFY2(errors.counts[i] == tide.at("counts").at(name).get<std::size_t>(), name.c_str());
        compareNumber(errors.cost[i], tide.at("cost").at(name), name);
      }
    });
  }

  void vocPrecisionFollowsTheDevkit_data() { addRows(); }
  void vocPrecisionFollowsTheDevkit() {
    QFETCH(int, index);
    withCase(index, [](const DetectionTruth& truth, std::span<const Detection> detections,
                       OverlapKind kind, const json& expected) {
      const VocEvaluation evaluation = evaluateAsVoc(truth, detections, kind);
      const json& voc = expected.at("voc");
      QCOMPARE(evaluation.perClass.size(), voc.size());
      for (std::size_t k = 0; k < voc.size(); ++k) {
        const VocPrecision& one = evaluation.perClass[k];
        QCOMPARE(one.area.has_value(), !voc[k].is_null());
        if (one.area) {
          compareNumber(*one.area, voc[k].at("area"), "area");
          compareNumber(*one.elevenPoints, voc[k].at("elevenPoints"), "eleven points");
          QCOMPARE(one.objects, voc[k].at("objects").get<std::size_t>());
        }
      }
    });
  }

  void outcomesNameObjectAndDetection() {
    Scene scene;
    scene.detect(0, {0, 0, 10, 9}, 0.9);    // finds the first bolt
    scene.detect(0, {0, 0, 10, 10}, 0.8);   // finds it once more
    scene.detect(0, {60, 0, 10, 10}, 0.7);  // finds the difficult one
    const auto outcomes = detectionOutcomes(scene.truth, scene.detections, OverlapKind::Box);
    QCOMPARE(outcomes.size(), std::size_t{5});
    QCOMPARE(outcomes[0].kind, OutcomeKind::TruePositive);
    QCOMPARE(outcomes[0].object, std::optional<std::uint32_t>(0));
    QCOMPARE(outcomes[0].detection, std::optional<std::uint32_t>(0));
    QCOMPARE(outcomes[0].overlap, 0.9);
    QCOMPARE(outcomes[1].kind, OutcomeKind::FalsePositive);
    QCOMPARE(outcomes[2].kind, OutcomeKind::Ignored);
    QCOMPARE(outcomes[3].kind, OutcomeKind::FalseNegative);
    QCOMPARE(outcomes[3].object, std::optional<std::uint32_t>(1));
    QCOMPARE(outcomes[4].category, std::size_t{1});
  }

  void detectionsBelowTheScoreAreNotThere() {
    Scene scene;
    scene.detect(0, {0, 0, 10, 10}, 0.9);
    scene.detect(0, {20, 0, 10, 10}, 0.4);
    const auto outcomes = detectionOutcomes(scene.truth, scene.detections, OverlapKind::Box,
                                            {.overlap = 0.5, .score = 0.5});
    const auto found = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
      return outcome.kind == OutcomeKind::TruePositive;
    });
    QCOMPARE(found, 1L);
  }

  void theBestThresholdHasTheHighestF1() {
    Scene scene;
    scene.detect(0, {0, 0, 10, 10}, 0.9);
    scene.detect(0, {80, 80, 10, 10}, 0.8);
    scene.detect(0, {20, 0, 10, 10}, 0.7);
    scene.detect(0, {90, 90, 10, 10}, 0.3);
    scene.detect(0, {90, 70, 10, 10}, 0.3);
    const auto outcomes = detectionOutcomes(scene.truth, scene.detections, OverlapKind::Box);
    const auto curves = precisionRecallCurves(outcomes, 2);
    QCOMPARE(curves[0].objects, std::size_t{2});
    QCOMPARE(curves[0].points.size(), std::size_t{4});  // equal scores are one point
    QCOMPARE(curves[0].points.back().precision, 2.0 / 5);
    const auto best = bestPoint(curves[0]);
    QVERIFY(best.has_value());
    QCOMPARE(best->score, 0.7);
    QCOMPARE(best->precision, 2.0 / 3);
    QCOMPARE(best->recall, 1.0);
    QVERIFY(!bestPoint(curves[1]).has_value());
  }

  void confusionHasABackground() {
    Scene scene;
    scene.detect(0, {0, 0, 10, 10}, 0.9);
    scene.detect(0, {40, 0, 10, 9}, 0.8);    // a nut taken for a bolt
    scene.detect(1, {80, 80, 10, 10}, 0.7);  // nothing is there
    scene.detect(1, {60, 0, 10, 10}, 0.4);   // too little score
    const auto confusion = detectionConfusion(scene.truth, scene.detections, OverlapKind::Box);
    QCOMPARE(confusion.counts.values, (std::vector<long>{1, 0, 1,     //
                                                         1, 0, 0,     //
                                                         0, 1, 0}));  //
    const auto cell = confusion.cell(1, 0);
    QCOMPARE(cell.size(), std::size_t{1});
    QCOMPARE(cell[0].object, std::optional<std::uint32_t>(2));
    QCOMPARE(cell[0].detection, std::optional<std::uint32_t>(1));
    QCOMPARE(cell[0].overlap, 0.9);
  }
};

QTEST_APPLESS_MAIN(TestDetectionErrors)
#include "tst_detection_errors.moc"
