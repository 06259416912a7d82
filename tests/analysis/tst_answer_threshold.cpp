#include "analysis/metrics/answer_threshold.h"

#include <QtTest>

#include <vector>

using namespace touchstone::analysis;

class TestAnswerThreshold : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theLowestThresholdThatIsRightOftenEnoughIsFound() {
    // From the surest down: right, right, wrong, right, wrong.
    const std::vector<JudgedAnswer> answers{
        {0.6, true}, {0.99, true}, {0.7, false}, {0.5, false}, {0.9, true}};
    const auto always = answerThreshold(answers, 1);
    QVERIFY(always.has_value());
    QCOMPARE(always->confidence, 0.9);
    QCOMPARE(always->accuracy, 1.0);
    QCOMPARE(always->coverage, 0.4);
    // Two of three are too few, three of four enough.
    const auto mostly = answerThreshold(answers, 0.7);
    QVERIFY(mostly.has_value());
    QCOMPARE(mostly->confidence, 0.6);
    QCOMPARE(mostly->accuracy, 0.75);
    QCOMPARE(mostly->coverage, 0.8);
  }

  void answersThatAreEquallySureGoTogether() {
    const std::vector<JudgedAnswer> answers{{0.9, true}, {0.9, false}, {0.8, true}};
    QVERIFY(!answerThreshold(answers, 0.7).has_value());
    QCOMPARE(answerThreshold(answers, 0.6)->confidence, 0.8);
  }

  void whereTheSurestAreWrongThereIsNone() {
    QVERIFY(!answerThreshold(std::vector<JudgedAnswer>{{0.9, false}, {0.1, true}}, 0.9));
    QVERIFY(!answerThreshold({}, 0.5));
  }
};

QTEST_APPLESS_MAIN(TestAnswerThreshold)
#include "tst_answer_threshold.moc"
