#include "analysis/annotators/agreement.h"
#include "analysis/annotators/consensus.h"
#include "analysis/annotators/crowdlab.h"
#include "analysis/annotators/dawid_skene.h"
#include "analysis/annotators/majority_vote.h"
#include "golden.h"

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

constexpr double tolerance = 1e-9;

AnnotatorLabels labelsOf(Matrix<int> given, int classes) {
  AnnotatorLabels labels;
  labels.given = std::move(given);
  for (std::size_t i = 0; i < labels.given.rows; ++i) {
    labels.items.push_back(std::to_string(i));
  }
  for (std::size_t j = 0; j < labels.given.columns; ++j) {
    labels.annotators.push_back("annotator " + std::to_string(j));
  }
  for (int k = 0; k < classes; ++k) {
    labels.classes.push_back(std::to_string(k));
  }
  return labels;
}

using Rows = std::vector<std::vector<int>>;

AnnotatorLabels labelsOf(const Rows& rows, int classes) {
  return labelsOf(matrixOf<int>(json(rows)), classes);
}

struct Case {
  json expected;
  AnnotatorLabels labels;
  ProbabilityMatrix probabilities;

  explicit Case(const QString& name)
      : expected(readGolden("annotators_" + name)),
        labels(labelsOf(matrixOf<int>(expected.at("given")), expected.at("classes").get<int>())),
        probabilities(matrixOf<double>(expected.at("probabilities"))) {}
};

void cases() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"complete", "sparse", "two_classes", "always_agree"}) {
    QTest::newRow(name) << QString(name);
  }
}

}  // namespace

class TestAnnotators : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void majorityIsCleanlabs_data() { cases(); }
  void majorityIsCleanlabs();
  void crowdlabIsCleanlabs_data() { cases(); }
  void crowdlabIsCleanlabs();
  void dawidSkeneIsByDefinition_data() { cases(); }
  void dawidSkeneIsByDefinition();
  void agreementIsByDefinition_data() { cases(); }
  void agreementIsByDefinition();
  void temperatureIsCleanlabs_data() { cases(); }
  void temperatureIsCleanlabs();
  void tiesGoToTheRarerClassThenToTheBetterVoters();
  void annotatorsWhoNeverAgreeGetTheLeastWeight();
  void kappaOfOneClassIsUndefined();
  void onlyOneAnnotatorIsRefusedByCrowdlab();
  void itemsWithoutASecondLabelAreRefusedByCrowdlab();
  void crowdlabWithoutAModelIsRefused();
  void badLabelsAreRefused();
  void badProbabilitiesAreRefused();
};

void TestAnnotators::majorityIsCleanlabs() {
  QFETCH(QString, name);
  const Case golden(name);
  QCOMPARE(majorityVote(golden.labels, &golden.probabilities),
           golden.expected.at("majority").get<std::vector<int>>());
}

void TestAnnotators::crowdlabIsCleanlabs() {
  QFETCH(QString, name);
  const Case golden(name);
  const json& expected = golden.expected.at("crowdlab");
  const auto result = crowdlab(golden.labels, golden.probabilities);
  QVERIFY(result.has_value());
  QCOMPARE(result->consensus, expected.at("consensus").get<std::vector<int>>());
  compareNumbers(result->quality, expected.at("quality"), tolerance);
  compareNumbers(result->agreement, expected.at("agreement"), tolerance);
  compareNumbers({result->modelWeight}, json{expected.at("model_weight")}, tolerance);
  compareNumbers(result->annotatorWeight, expected.at("annotator_weight"), tolerance);
  compareNumbers(result->annotatorQuality, expected.at("annotator_quality"), tolerance);
  compareNumbers(result->annotatorAgreement, expected.at("annotator_agreement"), tolerance);
}

void TestAnnotators::dawidSkeneIsByDefinition() {
  QFETCH(QString, name);
  const Case golden(name);
  const json& expected = golden.expected.at("dawid_skene");
  const auto result = dawidSkene(golden.labels);
  QVERIFY(result.has_value());
  compareMatrices(result->posterior, expected.at("posterior"), tolerance);
  compareNumbers(result->prior, expected.at("prior"), tolerance);
  for (std::size_t j = 0; j < result->confusion.size(); ++j) {
    compareMatrices(result->confusion[j], expected.at("confusion")[j], tolerance);
  }
}

void TestAnnotators::agreementIsByDefinition() {
  QFETCH(QString, name);
  const Case golden(name);
  compareNumbers({cohenKappa(golden.labels, 0, 1).value(), fleissKappa(golden.labels).value(),
                  krippendorffAlpha(golden.labels).value()},
                 json{golden.expected.at("cohen"), golden.expected.at("fleiss"),
                      golden.expected.at("krippendorff")},
                 tolerance);
}

void TestAnnotators::temperatureIsCleanlabs() {
  QFETCH(QString, name);
  const Case golden(name);
  const double temperature = votesTemperature(golden.labels, golden.probabilities);
  compareNumbers({temperature}, json{golden.expected.at("temperature")}, tolerance);
  auto scaled = temperatureScaled(golden.probabilities, temperature);
  scaled.rows = golden.expected.at("scaled").size();
  scaled.values.resize(scaled.rows * scaled.columns);
  compareMatrices(scaled, golden.expected.at("scaled"), tolerance);
}

void TestAnnotators::tiesGoToTheRarerClassThenToTheBetterVoters() {
  QCOMPARE(majorityVote(labelsOf(Rows{{0, 0, 0}, {0, 1, -1}, {0, 0, 1}}, 2)),
           (std::vector{0, 1, 0}));
  // Class 1 and 2 are equally rare; the third annotator agrees with the majority more often.
  const auto better = majorityVote(labelsOf(Rows{{0, 0, 0},
                                                 {0, 0, 0},
                                                 {0, 1, 0},
                                                 {-1, 2, 1},
                                                 {0, 2, 0},
                                                 {0, -1, 0},
                                                 {1, -1, 1},
                                                 {2, 2, -1}},
                                            3));
  QCOMPARE(better[3], 1);
}

void TestAnnotators::annotatorsWhoNeverAgreeGetTheLeastWeight() {
  const auto labels = labelsOf(Rows{{0, 1}, {1, 0}, {0, 1}, {1, 0}}, 2);
  const ProbabilityMatrix even(4, 2, 0.5);
  const auto result = crowdlab(labels, even);
  QVERIFY(result.has_value());
  for (const double weight : result->annotatorWeight) {
    QCOMPARE(weight, 1e-6);
  }
  QVERIFY(std::all_of(result->quality.begin(), result->quality.end(),
                      [](double quality) { return std::isfinite(quality); }));
}

void TestAnnotators::kappaOfOneClassIsUndefined() {
  const auto labels = labelsOf(Rows{{0, 0}, {0, 0}}, 2);
  QVERIFY(!cohenKappa(labels, 0, 1));
  QVERIFY(!fleissKappa(labels));
  QVERIFY(!krippendorffAlpha(labels));
  const auto alone = labelsOf(Rows{{0, -1}, {-1, 1}}, 2);
  QVERIFY(!cohenKappa(alone, 0, 1));
  QVERIFY(!fleissKappa(alone));
}

void TestAnnotators::onlyOneAnnotatorIsRefusedByCrowdlab() {
  const auto labels = labelsOf(Rows{{0}, {1}}, 2);
  const auto result = crowdlab(labels, ProbabilityMatrix(2, 2, 0.5));
  QVERIFY(!result.has_value());
  QVERIFY(QString::fromStdString(result.error().message).contains("only one annotator"));
  const auto majority = consensusOf(labels, ConsensusMethod::Majority);
  QVERIFY(majority.has_value());
  QCOMPARE(majority->labels, (std::vector{0, 1}));
}

void TestAnnotators::itemsWithoutASecondLabelAreRefusedByCrowdlab() {
  const auto result = crowdlab(labelsOf(Rows{{0, -1}, {-1, 1}}, 2), ProbabilityMatrix(2, 2, 0.5));
  QVERIFY(!result.has_value());
  QVERIFY(QString::fromStdString(result.error().message).contains("two annotators"));
}

void TestAnnotators::crowdlabWithoutAModelIsRefused() {
  const auto result = consensusOf(labelsOf(Rows{{0, 1}}, 2), ConsensusMethod::Crowdlab);
  QVERIFY(!result.has_value());
  QCOMPARE(result.error().kind, touchstone::ErrorKind::Usage);
}

void TestAnnotators::badLabelsAreRefused() {
  QVERIFY(checkAnnotatorLabels(labelsOf(Rows{{0, 1}, {1, -1}}, 2)).has_value());
  const auto messageOf = [](const AnnotatorLabels& labels) {
    const auto checked = checkAnnotatorLabels(labels);
    return checked ? QString() : QString::fromStdString(checked.error().message);
  };
  QCOMPARE(messageOf(labelsOf(Rows{{0, 2}}, 2)),
           QString("Item “0” has the label 2, but there are only 2 classes, counted from 0."));
  QCOMPARE(messageOf(labelsOf(Rows{{0, 1}, {-1, -1}}, 2)),
           QString("Item “1” has no label of any annotator: leave it out."));
  QCOMPARE(messageOf(labelsOf(Rows{{0, -1}, {1, -1}}, 2)),
           QString("Annotator “annotator 1” labelled nothing: leave that column out."));
  QVERIFY(messageOf({}).contains("There are no labels"));
}

void TestAnnotators::badProbabilitiesAreRefused() {
  const auto labels = labelsOf(Rows{{0, 1}, {1, 0}}, 2);
  QVERIFY(checkAnnotatorProbabilities(labels, ProbabilityMatrix(2, 2, 0.5)).has_value());
  QVERIFY(!checkAnnotatorProbabilities(labels, ProbabilityMatrix(3, 2, 0.5)).has_value());
  QVERIFY(!checkAnnotatorProbabilities(labels, ProbabilityMatrix(2, 1, 1)).has_value());
  QVERIFY(!checkAnnotatorProbabilities(labels, ProbabilityMatrix(2, 2, 0.7)).has_value());
}

QTEST_APPLESS_MAIN(TestAnnotators)
#include "tst_annotators.moc"
