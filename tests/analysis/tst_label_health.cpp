#include "analysis/audits/confident_learning.h"
#include "analysis/audits/ensemble_quality.h"
#include "analysis/audits/label_health.h"
#include "analysis/audits/multi_label.h"
#include "analysis/audits/streamed_issues.h"
#include "golden.h"

#include <map>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

constexpr double tolerance = 1e-9;

const std::map<std::string, QualityScore> scores{
    {"self_confidence", QualityScore::SelfConfidence},
    {"normalized_margin", QualityScore::NormalizedMargin},
    {"confidence_weighted_entropy", QualityScore::ConfidenceWeightedEntropy}};

/// Labels and probabilities from one golden file.
struct Case {
  json expected;
  std::vector<int> labels;
  ProbabilityMatrix probabilities;

  explicit Case(const QString& name)
      : expected(readGolden(name)),
        labels(expected.at("labels").get<std::vector<int>>()),
        probabilities(matrixOf<double>(expected.at("probabilities"))) {}
};

}  // namespace

class TestLabelHealth : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void healthIsCleanlabs();
  void noiseRatesAreCleanlabs();
  void adjustedProbabilitiesAreCleanlabs();
  void ensembleQualityIsCleanlabs();
  void multiLabelIssuesAreCleanlabs();
  void multiLabelQualityIsCleanlabs();
  void streamedIssuesAreCleanlabs();
};

void TestLabelHealth::healthIsCleanlabs() {
  const Case golden("label_health");
  const LabelHealth health = labelHealth(golden.labels, golden.probabilities);
  compareMatrices(health.joint, golden.expected.at("joint"), tolerance);
  QCOMPARE(health.issues, golden.expected.at("issues").get<long>());
  QCOMPARE(health.calibratedIssues, golden.expected.at("calibrated_issues").get<long>());
  QVERIFY(std::abs(health.health - golden.expected.at("health").get<double>()) <= tolerance);

  const json& classes = golden.expected.at("classes");
  QCOMPARE(health.classes.size(), classes.at("Class Index").size());
  for (std::size_t i = 0; i < health.classes.size(); ++i) {
    const ClassLabelHealth& own = health.classes[i];
    QCOMPARE(own.labelClass, classes.at("Class Index")[i].get<std::size_t>());
    QCOMPARE(own.issues, classes.at("Label Issues")[i].get<long>());
    QCOMPARE(own.missed, classes.at("Inverse Label Issues")[i].get<long>());
    QVERIFY(std::abs(own.noise - classes.at("Label Noise")[i].get<double>()) <= tolerance);
    QVERIFY(std::abs(own.inverseNoise - classes.at("Inverse Label Noise")[i].get<double>()) <=
            tolerance);
    QVERIFY(std::abs(own.quality - classes.at("Label Quality Score")[i].get<double>()) <=
            tolerance);
  }
  const json& overlaps = golden.expected.at("overlaps");
  QCOMPARE(health.overlaps.size(), overlaps.at("Joint Probability").size());
  for (std::size_t i = 0; i < health.overlaps.size(); ++i) {
    const ClassOverlap& own = health.overlaps[i];
    QVERIFY(std::abs(own.share - overlaps.at("Joint Probability")[i].get<double>()) <= tolerance);
    QCOMPARE(own.samples, overlaps.at("Num Overlapping Examples")[i].get<long>());
  }
  QCOMPARE(health.overlaps.front().first, overlaps.at("Class Index A")[0].get<std::size_t>());
  QCOMPARE(health.overlaps.front().second, overlaps.at("Class Index B")[0].get<std::size_t>());
}

void TestLabelHealth::noiseRatesAreCleanlabs() {
  const Case golden("label_health");
  const NoiseRates rates = noiseRates(golden.labels, golden.probabilities);
  compareMatrices(rates.noise, golden.expected.at("noise"), tolerance);
  compareMatrices(rates.inverse, golden.expected.at("inverse"), tolerance);
  compareNumbers(rates.prior, golden.expected.at("prior"), tolerance);
}

void TestLabelHealth::adjustedProbabilitiesAreCleanlabs() {
  const Case golden("label_health");
  compareMatrices(adjustedProbabilities(golden.labels, golden.probabilities),
                  golden.expected.at("adjusted"), tolerance);
}

void TestLabelHealth::ensembleQualityIsCleanlabs() {
  const json golden = readGolden("ensemble");
  const auto labels = golden.at("labels").get<std::vector<int>>();
  std::vector<ProbabilityMatrix> models;
  for (const json& model : golden.at("models")) {
    models.push_back(matrixOf<double>(model));
  }
  const std::map<std::string, EnsembleWeights> weights{
      {"accuracy", EnsembleWeights::Accuracy},
      {"uniform", EnsembleWeights::Uniform},
      {"log_loss_search", EnsembleWeights::LogLossSearch}};
  for (const auto& [weightName, weight] : weights) {
    for (const auto& [scoreName, score] : scores) {
      compareNumbers(ensembleQuality(labels, models, score, weight),
                     golden.at("quality").at(weightName).at(scoreName), tolerance);
    }
  }
}

void TestLabelHealth::multiLabelIssuesAreCleanlabs() {
  const json golden = readGolden("multi_label");
  const auto given = matrixOf<unsigned char>(golden.at("given"));
  const auto probabilities = matrixOf<double>(golden.at("probabilities"));
  const std::map<std::string, IssueFilter> filters{
      {"prune_by_noise_rate", IssueFilter::PruneByNoiseRate},
      {"prune_by_class", IssueFilter::PruneByClass},
      {"confident_learning", IssueFilter::ConfidentLearning}};
  for (const auto& [name, filter] : filters) {
    QCOMPARE(findMultiLabelIssues(given, probabilities, filter).values,
             matrixOf<unsigned char>(golden.at("issues").at(name)).values);
  }
}

void TestLabelHealth::multiLabelQualityIsCleanlabs() {
  const json golden = readGolden("multi_label");
  const auto given = matrixOf<unsigned char>(golden.at("given"));
  const auto probabilities = matrixOf<double>(golden.at("probabilities"));
  for (const auto& [name, score] : scores) {
    const auto qualities = multiLabelQuality(given, probabilities, score);
    compareMatrices(qualities, golden.at("per_class").at(name), tolerance);
    compareNumbers(sampleQuality(qualities), golden.at("sample").at(name), tolerance);
  }
}

void TestLabelHealth::streamedIssuesAreCleanlabs() {
  const Case golden("streamed");
  const auto batch = golden.expected.at("batch").get<std::size_t>();
  StreamedIssues issues(golden.probabilities.columns);
  for (const bool counts : {false, true}) {
    for (std::size_t from = 0; from < golden.labels.size(); from += batch) {
      const std::size_t rows = std::min(batch, golden.labels.size() - from);
      ProbabilityMatrix part(rows, golden.probabilities.columns);
      std::copy_n(golden.probabilities.row(from).data(), part.values.size(), part.values.data());
      const auto labels = std::span(golden.labels).subspan(from, rows);
      counts ? issues.count(labels, part) : issues.measure(labels, part);
    }
  }
  compareNumbers(issues.thresholds(), golden.expected.at("thresholds"), tolerance);
  QCOMPARE(issues.issues(), golden.expected.at("issues").get<std::size_t>());
  QCOMPARE(issues.found(), golden.expected.at("found").get<std::vector<std::size_t>>());
}

QTEST_APPLESS_MAIN(TestLabelHealth)
#include "tst_label_health.moc"
