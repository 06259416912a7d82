#include "training/runs/learning_rate_finder.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace touchstone::training;

namespace {

constexpr int steps = 100;

/// Losses that fall fastest about the rate `best` and grow from ten times that on.
std::vector<RateTrial> trialsAround(double best) {
  std::vector<RateTrial> trials;
  for (int i = 0; i < steps; ++i) {
    const double rate = trialRate(i, steps);
    const double decades = std::log10(rate / best);
    const double growth = decades > 1 ? 2 * (decades - 1) : 0;
    trials.push_back({rate, 2 - 1 / (1 + std::exp(-6 * decades)) + growth});
  }
  return trials;
}

}  // namespace

class TestLearningRateFinder : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void ratesGrowByOneFactor() {
    QVERIFY(std::abs(trialRate(0, 6) - 1e-5) < 1e-12);
    QVERIFY(std::abs(trialRate(1, 6) - 1e-4) < 1e-12);
    QVERIFY(std::abs(trialRate(5, 6) - 1) < 1e-9);
  }

  void theSteepestFallIsFound_data() {
    QTest::addColumn<double>("best");
    QTest::newRow("small") << 1e-4;
    QTest::newRow("large") << 1e-2;
  }

  void theSteepestFallIsFound() {
    QFETCH(double, best);
    const double found = suggestedRate(trialsAround(best));
    QVERIFY2(found > best / 2 && found < best * 4, qPrintable(QString::number(found)));
  }

  void aLossThatOnlyGrowsSuggestsNothing() {
    const std::vector<RateTrial> trials = {{1e-5, 1}, {1e-4, 2}, {1e-3, 3}};
    QCOMPARE(suggestedRate(trials), 0.0);
    QCOMPARE(suggestedRate({}), 0.0);
  }

  void growingLossesEndTheTest() {
    std::vector<RateTrial> trials = {{1e-5, 1}, {1e-4, 0.9}, {1e-3, 0.8}};
    QVERIFY(!hasDiverged(trials));
    for (const double loss : {5.0, 20.0, 80.0}) {
      trials.push_back({1e-2, loss});
    }
    QVERIFY(hasDiverged(trials));
    trials = {{1e-5, 1}, {1e-4, std::nan("")}};
    QVERIFY(hasDiverged(trials));
  }
};

QTEST_APPLESS_MAIN(TestLearningRateFinder)
#include "tst_learning_rate_finder.moc"
