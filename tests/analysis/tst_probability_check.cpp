#include "analysis/audits/confident_learning.h"
#include "analysis/audits/issue_estimator.h"
#include "analysis/audits/probability_check.h"

#include <QtTest>

#include <limits>

using namespace touchstone::analysis;

namespace {

ProbabilityMatrix table(std::size_t columns, std::vector<double> values) {
  ProbabilityMatrix matrix;
  matrix.rows = values.size() / columns;
  matrix.columns = columns;
  matrix.values = std::move(values);
  return matrix;
}

QString messageOf(const touchstone::Status& status) {
  return status ? QString() : QString::fromStdString(status.error().message);
}

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace

class TestProbabilityCheck : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void goodInputPasses();
  void badInputIsRefusedWithASentence_data();
  void badInputIsRefusedWithASentence();
  void manyClassesAndFewSamplesCanBeJudged();
};

void TestProbabilityCheck::goodInputPasses() {
  const std::vector labels{0, 1};
  QVERIFY(checkProbabilities(labels, table(2, {0.5, 0.5, 0.0004, 1})).has_value());
}

void TestProbabilityCheck::badInputIsRefusedWithASentence_data() {
  QTest::addColumn<std::vector<int>>("labels");
  QTest::addColumn<std::vector<double>>("values");
  QTest::addColumn<int>("columns");
  QTest::addColumn<QString>("message");
  QTest::newRow("not normalised")
      << std::vector{0, 1} << std::vector{0.5, 0.5, 0.4, 0.4} << 2
      << QString(
             "The probabilities of sample 1 sum to 0.8, not to 1: divide every row by its sum.");
  QTest::newRow("not a number") << std::vector{0, 1} << std::vector{0.5, 0.5, notANumber, 1.0} << 2
                                << QString(
                                       "The probabilities of sample 1 are not all numbers in "
                                       "[0, 1]: correct that row and try again.");
  QTest::newRow("logits") << std::vector{0} << std::vector{-1.5, 2.5} << 2
                          << QString(
                                 "The probabilities of sample 0 are not all numbers in [0, 1]: "
                                 "correct that row and try again.");
  QTest::newRow("label beyond") << std::vector{0, 2} << std::vector{0.5, 0.5, 0.5, 0.5} << 2
                                << QString(
                                       "Label 2 of sample 1 has no column among the 2 of the "
                                       "probabilities: classes are counted from 0.");
  QTest::newRow("negative label") << std::vector{-1} << std::vector{0.5, 0.5} << 2
                                  << QString(
                                         "Label -1 of sample 0 has no column among the 2 of "
                                         "the probabilities: classes are counted from 0.");
  QTest::newRow("one class") << std::vector{0} << std::vector{1.0} << 1
                             << QString(
                                    "The probabilities have 1 columns: give one for each "
                                    "class, two at least.");
  QTest::newRow("other samples") << std::vector{0} << std::vector{0.5, 0.5, 0.5, 0.5} << 2
                                 << QString(
                                        "There are 1 labels but 2 rows of probabilities: give "
                                        "one row for each label, of the same samples.");
}

void TestProbabilityCheck::badInputIsRefusedWithASentence() {
  QFETCH(std::vector<int>, labels);
  QFETCH(std::vector<double>, values);
  QFETCH(int, columns);
  QFETCH(QString, message);
  QCOMPARE(messageOf(checkProbabilities(labels, table(static_cast<std::size_t>(columns), values))),
           message);
}

void TestProbabilityCheck::manyClassesAndFewSamplesCanBeJudged() {
  constexpr std::size_t classes = 10'000;
  const std::vector labels{0, 9'999, 5};
  ProbabilityMatrix probabilities(labels.size(), classes, 0.5 / (classes - 1));
  probabilities(0, 0) = 0.5;
  probabilities(1, 7) = 0.5;
  probabilities(2, 5) = 0.5;
  QVERIFY(checkProbabilities(labels, probabilities).has_value());
  const auto marks = findLabelIssues(labels, probabilities, IssueFilter::PredictedNotGiven);
  QCOMPARE(marks, (std::vector{false, true, false}));
  const auto estimator = IssueEstimator::fit(labels, probabilities);
  QVERIFY(estimator.has_value());
  const auto wrong = estimator->estimate().wrong;
  QVERIFY(wrong[1] > wrong[0] && wrong[1] > wrong[2]);
}

QTEST_APPLESS_MAIN(TestProbabilityCheck)
#include "tst_probability_check.moc"
