#include "analysis/audits/object_lab.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

touchstone::labeling::Box boxOf(const json& numbers) {
  return {numbers[1].get<double>(), numbers[2].get<double>(), numbers[3].get<double>(),
          numbers[4].get<double>()};
}

std::vector<ImageObjects> imagesOf(const json& golden) {
  std::vector<ImageObjects> images;
  for (const json& one : golden.at("images")) {
    ImageObjects& image = images.emplace_back();
    for (const json& given : one.at("given")) {
      image.given.push_back({.labelClass = given[0].get<int>(), .box = boxOf(given)});
    }
    for (const json& predicted : one.at("predicted")) {
      image.predicted.push_back({.labelClass = predicted[0].get<int>(),
                                 .box = boxOf(predicted),
                                 .score = predicted[5].get<double>()});
    }
  }
  return images;
}

void compareNumber(double actual, const json& expected, double tolerance = 1e-12) {
  QVERIFY2(std::abs(actual - expected.get<double>()) <= tolerance,
           qPrintable(QString("%1 is not %2").arg(actual).arg(expected.get<double>())));
}

void compareAll(const std::vector<double>& actual, const json& expected) {
  QCOMPARE(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    compareNumber(actual[i], expected[i]);
  }
}

}  // namespace

class TestObjectLab : public QObject {
  Q_OBJECT

private:
  json golden_;

  static void addRows() {
    QTest::addColumn<QString>("name");
    QTest::newRow("small images") << "small";
    QTest::newRow("large images") << "large";
  }

private Q_SLOTS:
  void initTestCase() {
    std::ifstream file(QString("%1/analysis/object_lab.json").arg(GOLDEN_FOLDER).toStdString());
    golden_ = json::parse(file);
  }

  void scoresEqualCleanlabs_data() { addRows(); }
  void scoresEqualCleanlabs() {
    QFETCH(QString, name);
    const json& golden = golden_.at(name.toStdString());
    const auto scores = objectLabScores(imagesOf(golden));
    for (std::size_t n = 0; n < scores.size(); ++n) {
      const json& expected = golden.at("images")[n];
      QCOMPARE(scores[n].overlooked.size(), expected.at("overlooked").size());
      for (std::size_t j = 0; j < scores[n].overlooked.size(); ++j) {
        const json& one = expected.at("overlooked")[j];
        QCOMPARE(scores[n].overlooked[j].has_value(), !one.is_null());
        if (scores[n].overlooked[j]) {
          compareNumber(*scores[n].overlooked[j], one);
        }
      }
      compareAll(scores[n].badlyLocated, expected.at("badlyLocated"));
      compareAll(scores[n].swapped, expected.at("swapped"));
      compareNumber(scores[n].overlookedScore, expected.at("overlookedScore"));
      compareNumber(scores[n].badlyLocatedScore, expected.at("badlyLocatedScore"));
      compareNumber(scores[n].swappedScore, expected.at("swappedScore"));
      compareNumber(scores[n].score, expected.at("score"));
    }
  }

  void flagsEqualCleanlabs_data() { addRows(); }
  void flagsEqualCleanlabs() {
    QFETCH(QString, name);
    const json& golden = golden_.at(name.toStdString());
    const int classes = golden_.at("classes").get<int>();
    const auto images = imagesOf(golden);
    const auto flags = objectLabFlags(images, objectLabScores(images), classes);
    for (std::size_t k = 0; k < flags.precision.size(); ++k) {
      compareNumber(flags.precision[k], golden.at("precision")[k], 1e-6);
    }
    for (std::size_t n = 0; n < images.size(); ++n) {
      QCOMPARE(flags.flagged[n], golden.at("images")[n].at("flagged").get<bool>());
    }
  }

  void nothingAtAllIsFine() {
    QVERIFY(objectLabScores({}).empty());
    const std::vector<ImageObjects> empty(1);
    const auto scores = objectLabScores(empty);
    QCOMPARE(scores[0].score, 1.0);
    QVERIFY(!objectLabFlags(empty, scores, 2).flagged[0]);
  }
};

QTEST_APPLESS_MAIN(TestObjectLab)
#include "tst_object_lab.moc"
