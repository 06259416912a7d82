#include "analysis/neighbours/embedding_audit.h"
#include "golden.h"
#include "labeling/random.h"

#include <algorithm>
#include <limits>

using namespace touchstone::analysis;
using nlohmann::json;

namespace {

void cases() {
  QTest::addColumn<QString>("name");
  QTest::newRow("cosine") << QString("cosine");
  QTest::newRow("euclidean") << QString("euclidean");
}

/// Rows around a few centres.
FeatureMatrix clusters(std::size_t rows, std::size_t columns) {
  touchstone::labeling::Random random(1, 1);
  const auto normal = [&] { return random.real(-1, 1) + random.real(-1, 1) + random.real(-1, 1); };
  FeatureMatrix centres(20, columns);
  for (float& value : centres.values) {
    value = static_cast<float>(2 * normal());
  }
  FeatureMatrix features(rows, columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto centre = centres.row(random.bits() % centres.rows);
    for (std::size_t k = 0; k < columns; ++k) {
      features(i, k) = centre[k] + static_cast<float>(normal());
    }
  }
  return features;
}

}  // namespace

class TestEmbeddingAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void neighboursAreExact_data() { cases(); }
  void neighboursAreExact();
  void outliersAreDatalabs_data() { cases(); }
  void outliersAreDatalabs();
  void nearDuplicatesAreDatalabs_data() { cases(); }
  void nearDuplicatesAreDatalabs();
  void theIndexFindsNearlyAllNeighbours();
  void theIndexGivesTheSameGraphAgain();
  void copiesInTrainingAndTestLeak();
  void fewRowsHaveFewNeighbours();
  void badFeaturesAreRefused();
};

void TestEmbeddingAudit::neighboursAreExact() {
  QFETCH(QString, name);
  const json golden = readGolden("embedding_" + name);
  const auto graph = nearestNeighbours(matrixOf<float>(golden.at("features")));
  QVERIFY(graph.has_value());
  QCOMPARE(graph->metric, name == "cosine" ? Metric::Cosine : Metric::Euclidean);
  compareMatrices(graph->distances, golden.at("distances"), 1e-6);
}

void TestEmbeddingAudit::outliersAreDatalabs() {
  QFETCH(QString, name);
  const json golden = readGolden("embedding_" + name);
  const auto graph = nearestNeighbours(matrixOf<float>(golden.at("features")));
  QVERIFY(graph.has_value());
  const OutlierAudit audit = outliers(*graph);
  // cleanlab measures in single precision.
  compareNumbers(audit.scores, golden.at("outlier_scores"), 1e-5);
  compareNumbers({audit.limit}, json{golden.at("outlier_limit")}, 1e-5);
  std::vector<std::size_t> marked;
  for (std::size_t i = 0; i < audit.marked.size(); ++i) {
    if (audit.marked[i]) {
      marked.push_back(i);
    }
  }
  QCOMPARE(marked, golden.at("outliers").get<std::vector<std::size_t>>());
  QVERIFY(audit.marked[0]);  // the row that was drawn far away
}

void TestEmbeddingAudit::nearDuplicatesAreDatalabs() {
  QFETCH(QString, name);
  const json golden = readGolden("embedding_" + name);
  const auto graph = nearestNeighbours(matrixOf<float>(golden.at("features")));
  QVERIFY(graph.has_value());
  const NearDuplicateAudit audit = nearDuplicates(*graph);
  compareNumbers(audit.scores, golden.at("duplicate_scores"), 1e-5);
  QCOMPARE(audit.sets, golden.at("duplicate_sets").get<std::vector<std::vector<std::size_t>>>());
}

void TestEmbeddingAudit::theIndexFindsNearlyAllNeighbours() {
  const FeatureMatrix features = clusters(1500, 24);
  const auto exact = nearestNeighbours(features);
  const auto indexed = nearestNeighbours(features, {.exactRows = 0});
  QVERIFY(exact.has_value() && indexed.has_value());
  std::size_t found = 0;
  for (std::size_t i = 0; i < features.rows; ++i) {
    const auto wanted = exact->neighbours.row(i);
    for (const std::uint32_t j : indexed->neighbours.row(i)) {
      found += std::count(wanted.begin(), wanted.end(), j) > 0 ? 1U : 0U;
    }
  }
  const double recall =
      static_cast<double>(found) / static_cast<double>(exact->neighbours.values.size());
  QVERIFY2(recall > 0.98, qPrintable(QString::number(recall)));
}

void TestEmbeddingAudit::theIndexGivesTheSameGraphAgain() {
  const FeatureMatrix features = clusters(400, 8);
  const auto first = nearestNeighbours(features, {.exactRows = 0});
  const auto second = nearestNeighbours(features, {.exactRows = 0});
  QVERIFY(first.has_value() && second.has_value());
  QVERIFY(first->neighbours == second->neighbours);
}

void TestEmbeddingAudit::copiesInTrainingAndTestLeak() {
  FeatureMatrix features = clusters(200, 8);
  std::copy_n(features.row(3).begin(), features.columns, features.row(150).begin());
  std::copy_n(features.row(4).begin(), features.columns, features.row(5).begin());
  std::vector<bool> trained(200);
  std::fill_n(trained.begin(), 100, true);
  std::vector<bool> tested = trained;
  tested.flip();
  const auto graph = nearestNeighbours(features);
  QVERIFY(graph.has_value());
  const auto pairs = leakedPairs(nearDuplicates(*graph), trained, tested);
  QCOMPARE(pairs, (std::vector<std::pair<std::size_t, std::size_t>>{{3, 150}}));
}

void TestEmbeddingAudit::fewRowsHaveFewNeighbours() {
  const auto graph = nearestNeighbours(clusters(4, 8));
  QVERIFY(graph.has_value());
  QCOMPARE(graph->neighbours.columns, std::size_t{3});
  const auto indexed = nearestNeighbours(clusters(4, 8), {.exactRows = 0});
  QVERIFY(indexed.has_value());
  QVERIFY(indexed->neighbours == graph->neighbours);
}

void TestEmbeddingAudit::badFeaturesAreRefused() {
  QVERIFY(!nearestNeighbours(FeatureMatrix(1, 8)).has_value());
  FeatureMatrix features = clusters(10, 8);
  features(4, 2) = std::numeric_limits<float>::quiet_NaN();
  const auto graph = nearestNeighbours(features);
  QVERIFY(!graph.has_value());
  QVERIFY(QString::fromStdString(graph.error().message).contains("not numbers"));
}

QTEST_APPLESS_MAIN(TestEmbeddingAudit)
#include "tst_embedding_audit.moc"
