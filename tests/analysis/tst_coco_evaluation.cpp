#include "analysis/metrics/coco_evaluation.h"
#include "analysis/metrics/coco_results.h"
#include "analysis/report/detection_report.h"

#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

/// Generated cases with COCO's numbers for them; see make_coco_evaluation.py.
const json& goldenCases() {
  static const json cases = [] {
    const QString path = QString("%1/analysis/coco_evaluation.json").arg(GOLDEN_FOLDER);
    std::ifstream file(path.toStdString());
    return json::parse(file);
  }();
  return cases;
}

OverlapKind kindOf(const json& one) {
  return one.at("type") == "segm" ? OverlapKind::Mask : OverlapKind::Box;
}

void compareNumbers(const CocoNumbers& actual, const json& expected) {
  for (const auto& [name, value] : namedNumbers(actual)) {
    const double difference = std::abs(value - expected.at(std::string(name)).get<double>());
    QVERIFY2(difference <= 1e-9, std::string(name).c_str());
  }
}

}  // namespace

class TestCocoEvaluation : public QObject {
  Q_OBJECT

private:
  QTemporaryDir folder_;

  std::filesystem::path write(const char* name, const std::string& text) {
    const std::filesystem::path path = folder_.filePath(name).toStdString();
    std::ofstream(path) << text;
    return path;
  }

private Q_SLOTS:
  void numbersEqualCocos_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < goldenCases().size(); ++i) {
      QTest::newRow(goldenCases()[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
    }
  }
  void numbersEqualCocos() {
    QFETCH(int, index);
    const json& one = goldenCases()[static_cast<std::size_t>(index)];
    const auto truth = readCocoTruth(write("truth.json", one.at("truth").dump()), kindOf(one));
    QVERIFY2(truth, truth ? "" : truth.error().message.c_str());
    const auto found = readCocoDetections(write("found.json", one.at("detections").dump()),
                                          truth->truth, kindOf(one));
    QVERIFY2(found, found ? "" : found.error().message.c_str());
    const auto evaluation = evaluateAsCoco(truth->truth, found->detections, kindOf(one));
    QVERIFY(evaluation.has_value());
    compareNumbers(evaluation->numbers, one.at("numbers"));
    QCOMPARE(evaluation->perClass.size(), one.at("perClass").size());
    for (std::size_t k = 0; k < evaluation->perClass.size(); ++k) {
      compareNumbers(evaluation->perClass[k].numbers, one.at("perClass")[k]);
    }
  }

  void reportHasTheNamesThatScriptsRelyOn() {
    const json& one = goldenCases()[0];
    const auto truth = readCocoTruth(write("truth.json", one.at("truth").dump()), kindOf(one));
    const auto found = readCocoDetections(write("found.json", one.at("detections").dump()),
                                          truth->truth, kindOf(one));
    const auto made = detectionReport(truth->truth, found->detections, kindOf(one));
    QVERIFY(made.has_value());
    const json report = json::parse(toJson(*made));
    for (const char* name :
         {"AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"}) {
      QVERIFY2(report.at(name).is_number(), name);
      QVERIFY2(report.at("perClass")[0].at(name).is_number(), name);
    }
    QCOMPARE(report.at("AP").get<double>(), made->evaluation.numbers.ap);
    QCOMPARE(report.at("perClass")[0].at("name").get<std::string>(), std::string("class 1"));
    QVERIFY(report.at("perClass")[0].at("bestF1").is_number());
    QVERIFY(report.at("tide").at("missed").at("count").is_number());
  }

  void aCancelledEvaluationSaysSo() {
    std::stop_source stop;
    stop.request_stop();
    DetectionTruth truth;
    truth.categories.push_back({.id = 1, .name = "bolt"});
    touchstone::WorkContext work;
    work.stop = stop.get_token();
    const auto evaluation = evaluateAsCoco(truth, {}, OverlapKind::Box, work);
    QVERIFY(!evaluation);
    QCOMPARE(evaluation.error().kind, touchstone::ErrorKind::Cancelled);
  }
};

QTEST_APPLESS_MAIN(TestCocoEvaluation)
#include "tst_coco_evaluation.moc"
