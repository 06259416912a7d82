#include "analysis/metrics/classification_metrics.h"

#include <QtTest>

#include <cmath>

using namespace touchstone::analysis;

namespace {

ProbabilityMatrix table(std::size_t columns, std::vector<double> values) {
  ProbabilityMatrix matrix;
  matrix.rows = values.size() / columns;
  matrix.columns = columns;
  matrix.values = std::move(values);
  return matrix;
}

}  // namespace

class TestClassificationMetrics : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void figuresFollowTheirDefinitions() {
    const std::vector<int> labels{0, 0, 1, 1, 1};
    const auto probabilities = table(3, {0.7, 0.2, 0.1,    //
                                         0.2, 0.5, 0.3,    //
                                         0.1, 0.8, 0.1,    //
                                         0.3, 0.4, 0.3,    //
                                         0.6, 0.3, 0.1});  //
    const auto metrics = classificationMetrics(labels, probabilities);
    QCOMPARE(metrics.accuracy, 3.0 / 5);
    const double loss =
        -(std::log(0.7) + std::log(0.2) + std::log(0.8) + std::log(0.4) + std::log(0.3)) / 5;
    QVERIFY(std::abs(metrics.loss - loss) < 1e-15);
    QCOMPARE(metrics.confusion.values, (std::vector<long>{1, 1, 0, 1, 2, 0, 0, 0, 0}));
    QCOMPARE(metrics.perClass[0].precision, 1.0 / 2);
    QCOMPARE(metrics.perClass[0].recall, 1.0 / 2);
    QCOMPARE(metrics.perClass[1].precision, 2.0 / 3);
    QCOMPARE(metrics.perClass[1].recall, 2.0 / 3);
    QCOMPARE(metrics.perClass[1].f1, 2.0 / 3);
    QCOMPARE(metrics.perClass[2].f1, 0.0);
    QCOMPARE(metrics.perClass[2].support, 0L);
    QCOMPARE(metrics.macroF1, (1.0 / 2 + 2.0 / 3) / 2);
  }

  void calibrationErrorIsTheWeightedGapOfTheBins() {
    const std::vector<int> labels{0, 1, 0};
    const auto metrics =
        classificationMetrics(labels, table(2, {0.95, 0.05, 0.96, 0.04, 0.6, 0.4}));
    // Two samples in (14/15, 1] with mean confidence 0.955 and accuracy 1/2, one in (8/15, 9/15].
    const double expected = 2.0 / 3 * std::abs(0.5 - 0.955) + 1.0 / 3 * std::abs(1 - 0.6);
    QVERIFY(std::abs(metrics.calibrationError - expected) < 1e-12);
    QCOMPARE(metrics.calibration.size(), std::size_t{15});
    QCOMPARE(metrics.calibration[14].count, 2L);
    QVERIFY(std::abs(metrics.calibration[14].confidence - 0.955) < 1e-12);
    QCOMPARE(metrics.calibration[8].count, 1L);
  }

  void theFirstLargestColumnIsThePrediction() {
    const auto metrics = classificationMetrics(std::vector<int>{1}, table(2, {0.5, 0.5}));
    QCOMPARE(metrics.confusion(1, 0), 1L);
  }

  void aRuledOutClassKeepsTheLossFinite() {
    const auto metrics = classificationMetrics(std::vector<int>{1}, table(2, {1.0, 0.0}));
    QVERIFY(std::isfinite(metrics.loss));
    QVERIFY(metrics.loss > 30);
  }

  void noSamplesGiveZeros() {
    const auto metrics = classificationMetrics({}, ProbabilityMatrix(0, 2));
    QCOMPARE(metrics.accuracy, 0.0);
    QCOMPARE(metrics.loss, 0.0);
    QCOMPARE(metrics.perClass.size(), std::size_t{2});
  }

  void areaUnderRocCountsTiesHalf() {
    const std::vector<double> scores{0.1, 0.4, 0.4, 0.8};
    QCOMPARE(areaUnderRoc(scores, {false, true, false, true}), 3.5 / 4);
    QCOMPARE(areaUnderRoc(scores, {true, false, false, false}), 0.0);
    QVERIFY(std::isnan(areaUnderRoc(scores, {true, true, true, true})));
    QVERIFY(std::isnan(areaUnderRoc({}, {})));
  }
};

QTEST_APPLESS_MAIN(TestClassificationMetrics)
#include "tst_classification_metrics.moc"
