#include "analysis/selection/uncertainty.h"

#include <QtTest>

#include <array>
#include <cmath>

using touchstone::analysis::uncertaintyOf;

class TestUncertainty : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void isTheSumOfBinaryEntropies() {
    const std::array scores{0.5, 0.9, 1.0, 0.0};
    const double expected = std::log(2.0) - 0.9 * std::log(0.9) - 0.1 * std::log(0.1);
    QVERIFY(std::abs(uncertaintyOf(scores) - expected) < 1e-12);
    QCOMPARE(uncertaintyOf({}), 0.0);
  }

  void doubtCountsMoreThanCertainty() {
    QVERIFY(uncertaintyOf(std::array{0.5, 0.5}) > uncertaintyOf(std::array{0.98, 0.02}));
    QVERIFY(uncertaintyOf(std::array{0.6, 0.6, 0.6}) > uncertaintyOf(std::array{0.6}));
  }
};

QTEST_APPLESS_MAIN(TestUncertainty)
#include "tst_uncertainty.moc"
