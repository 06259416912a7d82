#include "analysis/consistency/rank_tests.h"
#include "golden.h"

#include <QtTest>

#include <array>

using namespace touchstone::analysis;

class TestRankTests : public QObject {
  Q_OBJECT

private:
  static void compare(const RankTest& test, const nlohmann::json& expected) {
    QVERIFY(std::abs(test.p - expected["p"].get<double>()) < 1e-12);
    QVERIFY(std::abs(test.effect - expected["effect"].get<double>()) < 1e-12);
  }

private Q_SLOTS:
  void twoSamplesAreComparedAsSciPyDoes() {
    const auto cases = readGolden("rank_tests")["two"];
    QCOMPARE(cases.size(), std::size_t{5});
    for (const auto& each : cases) {
      compare(mannWhitneyTest(each["first"].get<std::vector<double>>(),
                              each["second"].get<std::vector<double>>()),
              each);
    }
  }

  void differencesAreTestedAsSciPyDoes() {
    const auto cases = readGolden("rank_tests")["differences"];
    QCOMPARE(cases.size(), std::size_t{4});
    for (const auto& each : cases) {
      compare(signedRankTest(each["values"].get<std::vector<double>>()), each);
    }
  }

  void samplesThatSayNothingAreNoDifference() {
    const std::array<double, 3> equal{1, 1, 1};
    QCOMPARE(mannWhitneyTest(equal, equal).p, 1.0);
    QCOMPARE(mannWhitneyTest(equal, equal).effect, 0.0);
    QCOMPARE(mannWhitneyTest({}, equal).p, 1.0);
    QCOMPARE(signedRankTest({}).p, 1.0);
    const std::array<double, 2> zero{0, 0};
    QCOMPARE(signedRankTest(zero).p, 1.0);
  }

  void manyTestsAreCorrectedAsHolmDoes() {
    const std::array<double, 4> p{0.01, 0.04, 0.03, 0.005};
    const std::vector<double> adjusted = holmAdjusted(p);
    const std::array<double, 4> expected{0.03, 0.06, 0.06, 0.02};
    for (std::size_t i = 0; i < p.size(); ++i) {
      QVERIFY(std::abs(adjusted[i] - expected[i]) < 1e-12);
    }
    const std::array<double, 2> large{0.9, 0.8};
    QCOMPARE(holmAdjusted(large), (std::vector<double>{1, 1}));
  }
};

QTEST_APPLESS_MAIN(TestRankTests)
#include "tst_rank_tests.moc"
