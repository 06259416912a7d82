#include "analysis/audits/confident_learning.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

/// Labels and probabilities with what cleanlab says of them; see make_confident_learning.py.
struct Golden {
  json expected;
  std::vector<int> labels;
  ProbabilityMatrix probabilities;
};

Golden readGolden(const QString& name) {
  const QString path = QString("%1/analysis/confident_learning_%2.json").arg(GOLDEN_FOLDER, name);
  std::ifstream file(path.toStdString());
  Golden golden;
  golden.expected = json::parse(file);
  golden.labels = golden.expected.at("labels").get<std::vector<int>>();
  golden.probabilities =
      ProbabilityMatrix(golden.labels.size(), golden.expected.at("classes").get<std::size_t>());
  golden.probabilities.values.clear();
  for (const json& row : golden.expected.at("probabilities")) {
    for (const json& value : row) {
      golden.probabilities.values.push_back(value.get<double>());
    }
  }
  return golden;
}

void compareNumbers(const std::vector<double>& actual, const json& expected, double tolerance) {
  QCOMPARE(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double difference = std::abs(actual[i] - expected[i].get<double>());
    QVERIFY2(difference <= tolerance, qPrintable(QString("index %1").arg(i)));
  }
}

void compareTables(const Matrix<long>& actual, const json& expected) {
  std::vector<long> values;
  for (const json& row : expected) {
    for (const json& value : row) {
      values.push_back(value.get<long>());
    }
  }
  QCOMPARE(actual.values, values);
}

struct NamedFilter {
  const char* name;
  IssueFilter filter;
};

constexpr NamedFilter filters[] = {{"prune_by_noise_rate", IssueFilter::PruneByNoiseRate},
                                   {"prune_by_class", IssueFilter::PruneByClass},
                                   {"both", IssueFilter::Both},
                                   {"confident_learning", IssueFilter::ConfidentLearning},
                                   {"predicted_neq_given", IssueFilter::PredictedNotGiven},
                                   {"low_normalized_margin", IssueFilter::LowNormalizedMargin},
                                   {"low_self_confidence", IssueFilter::LowSelfConfidence}};

ProbabilityMatrix table(std::size_t columns, std::vector<double> values) {
  ProbabilityMatrix matrix;
  matrix.rows = values.size() / columns;
  matrix.columns = columns;
  matrix.values = std::move(values);
  return matrix;
}

void cases() {
  QTest::addColumn<QString>("name");
  for (const char* name :
       {"three_classes", "ten_noisy_classes", "absent_class", "single_sample", "ties"}) {
    QTest::newRow(name) << QString(name);
  }
}

}  // namespace

class TestConfidentLearning : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void countsEqualCleanlabs_data() { cases(); }
  void countsEqualCleanlabs() {
    QFETCH(QString, name);
    const Golden golden = readGolden(name);
    compareNumbers(confidentThresholds(golden.labels, golden.probabilities),
                   golden.expected.at("thresholds"), 1e-15);
    compareTables(confidentCounts(golden.labels, golden.probabilities),
                  golden.expected.at("counts"));
    compareTables(confidentJoint(golden.labels, golden.probabilities), golden.expected.at("joint"));
  }

  void everyFilterMarksTheSameLabels_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("filter");
    for (const char* name :
         {"three_classes", "ten_noisy_classes", "absent_class", "single_sample", "ties"}) {
      for (const NamedFilter& filter : filters) {
        QTest::newRow(qPrintable(QString("%1 %2").arg(name, filter.name)))
            << QString(name) << static_cast<int>(filter.filter);
      }
    }
  }
  void everyFilterMarksTheSameLabels() {
    QFETCH(QString, name);
    QFETCH(int, filter);
    const Golden golden = readGolden(name);
    const auto marks =
        findLabelIssues(golden.labels, golden.probabilities, static_cast<IssueFilter>(filter));
    std::vector<int> marked;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (marks[i]) {
        marked.push_back(static_cast<int>(i));
      }
    }
    const char* filterName = filters[filter].name;
    QCOMPARE(marked, golden.expected.at("filters").at(filterName).get<std::vector<int>>());
  }

  void qualityScoresEqualCleanlabs_data() { cases(); }
  void qualityScoresEqualCleanlabs() {
    QFETCH(QString, name);
    const Golden golden = readGolden(name);
    const json& scores = golden.expected.at("scores");
    const auto quality = [&](QualityScore score) {
      return labelQuality(golden.labels, golden.probabilities, score);
    };
    compareNumbers(quality(QualityScore::SelfConfidence), scores.at("self_confidence"), 0);
    compareNumbers(quality(QualityScore::NormalizedMargin), scores.at("normalized_margin"), 1e-15);
    compareNumbers(quality(QualityScore::ConfidenceWeightedEntropy),
                   scores.at("confidence_weighted_entropy"), 1e-14);
  }

  void oneClassOnlyHasNoErrors() {
    const std::vector<int> labels{0, 0, 0};
    const auto probabilities = table(1, {1, 1, 1});
    for (const NamedFilter& filter : filters) {
      const auto marks = findLabelIssues(labels, probabilities, filter.filter);
      QCOMPARE(marks, std::vector<bool>(3, false));
    }
  }
};

QTEST_APPLESS_MAIN(TestConfidentLearning)
#include "tst_confident_learning.moc"
