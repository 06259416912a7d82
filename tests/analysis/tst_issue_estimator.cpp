#include "analysis/audits/confident_learning.h"
#include "analysis/audits/issue_estimator.h"
#include "labeling/random.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <functional>
#include <numbers>
#include <numeric>

using namespace touchstone::analysis;
using touchstone::labeling::Random;

namespace {

constexpr std::size_t classes = 4;

/// Samples with true classes, given labels and the probabilities of a classifier that was trained
/// on other samples.
struct Labelled {
  std::vector<int> given;
  std::vector<bool> wrong;
  ProbabilityMatrix probabilities;

  [[nodiscard]] double errors() const {
    return static_cast<double>(std::count(wrong.begin(), wrong.end(), true));
  }
  [[nodiscard]] double f1(const std::vector<bool>& marked) const {
    double found = 0;
    for (std::size_t i = 0; i < wrong.size(); ++i) {
      found += marked[i] && wrong[i] ? 1 : 0;
    }
    const auto all = static_cast<double>(std::count(marked.begin(), marked.end(), true));
    return 2 * found / (all + errors());
  }
};

double normal(Random& random) {
  return std::sqrt(-2 * std::log(1 - random.real())) *
         std::cos(2 * std::numbers::pi * random.real());
}

/// Returns what a person says of a sample: its true class and how much it resembles each class.
using Person = std::function<int(int truth, std::span<const double> resemblance, Random& random)>;

/// Draws a point around the centre of its class, in as many dimensions as there are classes. The
/// classifier knows the centres; `sharpness` says how sure of itself it is against what is right.
Labelled labelled(std::size_t samples, double sharpness, const Person& person) {
  constexpr double distance = 2.2;
  Random random(3, samples);
  Labelled made;
  made.probabilities = ProbabilityMatrix(samples, classes);
  for (std::size_t i = 0; i < samples; ++i) {
    const int truth = random.between(0, classes - 1);
    std::vector<double> posterior(classes);
    const auto row = made.probabilities.row(i);
    double sum = 0;
    double sharpSum = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      const double value = normal(random) + (static_cast<int>(k) == truth ? distance : 0);
      posterior[k] = std::exp(distance * value);
      row[k] = std::exp(sharpness * distance * value);
      sum += posterior[k];
      sharpSum += row[k];
    }
    for (std::size_t k = 0; k < classes; ++k) {
      posterior[k] /= sum;
      row[k] /= sharpSum;
    }
    made.given.push_back(person(truth, posterior, random));
    made.wrong.push_back(made.given.back() != truth);
  }
  return made;
}

int anotherClass(int truth, Random& random) {
  return (truth + random.between(1, classes - 1)) % static_cast<int>(classes);
}

/// Takes a class for any other one, one time in ten.
int careless(int truth, std::span<const double>, Random& random) {
  return random.real() < 0.1 ? anotherClass(truth, random) : truth;
}

/// Takes a class for the next one, one time in five.
int mistaken(int truth, std::span<const double>, Random& random) {
  return random.real() < 0.2 ? (truth + 1) % static_cast<int>(classes) : truth;
}

/// Takes a sample for a class that it resembles.
int confused(int truth, std::span<const double> resemblance, Random& random) {
  std::vector<double> weights(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    weights[k] = static_cast<int>(k) == truth ? 1 : 0.6 * std::pow(resemblance[k], 0.3);
  }
  double place = random.real() * std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t k = 0; k < classes; ++k) {
    place -= weights[k];
    if (place < 0) {
      return static_cast<int>(k);
    }
  }
  return truth;
}

void people() {
  QTest::addColumn<int>("person");
  QTest::addColumn<double>("sharpness");
  for (const double sharpness : {0.5, 1.0, 2.0}) {
    const auto row = [&](const char* name, int person) {
      QTest::addRow("%s, sharpness %.1f", name, sharpness) << person << sharpness;
    };
    row("careless", 0);
    row("mistaken", 1);
    row("confused", 2);
  }
}

Labelled labelledByRow(int person, double sharpness) {
  constexpr std::size_t samples = 4000;
  return labelled(samples, sharpness, person == 0 ? careless : person == 1 ? mistaken : confused);
}

/// Returns labels that were made wrong in a known way, with the probabilities of a classifier that
/// was trained on them; see make_label_noise.py.
Labelled readGolden(const QString& name) {
  const QString path = QString("%1/analysis/label_noise_%2.json").arg(GOLDEN_FOLDER, name);
  std::ifstream file(path.toStdString());
  const auto golden = nlohmann::json::parse(file);
  const auto truth = golden.at("truth").get<std::vector<int>>();
  Labelled read;
  read.given = golden.at("labels").get<std::vector<int>>();
  read.probabilities = ProbabilityMatrix(truth.size(), golden.at("classes").get<std::size_t>());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    read.wrong.push_back(read.given[i] != truth[i]);
    const auto row = golden.at("probabilities").at(i).get<std::vector<double>>();
    std::copy(row.begin(), row.end(), read.probabilities.row(i).begin());
  }
  return read;
}

/// Answers what the estimator asks, some at a time.
std::vector<ReviewedLabel> review(const IssueEstimator& estimator,
                                  const Labelled& data,
                                  std::size_t answers) {
  constexpr std::size_t atOnce = 20;
  std::vector<ReviewedLabel> reviewed;
  while (reviewed.size() < answers) {
    for (const std::size_t i : estimator.nextToReview(reviewed, atOnce)) {
      reviewed.push_back({.sample = i, .wrong = data.wrong[i]});
    }
  }
  return reviewed;
}

/// Verifies that the estimate beats cleanlab's default by `gain` in F1 at least, and that the
/// number of errors lies in its range.
void verifyCountAndGain(const Labelled& data, double gain) {
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(estimator.has_value());
  const IssueEstimate estimate = estimator->estimate();
  const auto pruned =
      findLabelIssues(data.given, data.probabilities, IssueFilter::PruneByNoiseRate);
  const QString figures = QString("%1 errors, estimated %2 (%3 to %4), F1 %5, cleanlab's %6")
                              .arg(data.errors())
                              .arg(estimate.errors)
                              .arg(estimate.errorsRange.low)
                              .arg(estimate.errorsRange.high)
                              .arg(data.f1(estimate.marked))
                              .arg(data.f1(pruned));
  QVERIFY2(data.f1(estimate.marked) >= data.f1(pruned) + gain, qPrintable(figures));
  QVERIFY2(estimate.errorsRange.low <= data.errors() && data.errors() <= estimate.errorsRange.high,
           qPrintable(figures));
}

}  // namespace

class TestIssueEstimator : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void countsAndFindsErrors_data() { people(); }
  void countsAndFindsErrors();
  void findsWhatTheClassifierHasLearned_data();
  void findsWhatTheClassifierHasLearned();
  void decisionsSharpenTheEstimate_data() { people(); }
  void decisionsSharpenTheEstimate();
  void keptLabelsLowerTheEstimate();
  void reviewedLabelsAreCertain();
  void samplesToReviewAreNewAndDistinct();
  void theSameInputGivesTheSameEstimate();
  void smallAndOneSidedInputIsJudged_data();
  void smallAndOneSidedInputIsJudged();
  void theWorkCanBeStopped();
  void theSummaryCountsLikeTheEstimator_data() { people(); }
  void theSummaryCountsLikeTheEstimator();
};

void TestIssueEstimator::countsAndFindsErrors() {
  QFETCH(int, person);
  QFETCH(double, sharpness);
  const Labelled data = labelledByRow(person, sharpness);
  verifyCountAndGain(data, -0.005);
}

void TestIssueEstimator::findsWhatTheClassifierHasLearned_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("gain");  // at least, over cleanlab's default
  QTest::newRow("every class for the next") << "pair" << 0.1;
  QTest::newRow("one class for another") << "one_class" << 0.1;
  QTest::newRow("any class for any") << "uniform" << 0.0;
}

void TestIssueEstimator::findsWhatTheClassifierHasLearned() {
  QFETCH(QString, name);
  QFETCH(double, gain);
  const Labelled data = readGolden(name);
  verifyCountAndGain(data, gain);
}

void TestIssueEstimator::decisionsSharpenTheEstimate() {
  QFETCH(int, person);
  QFETCH(double, sharpness);
  const Labelled data = labelledByRow(person, sharpness);
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(estimator.has_value());
  const IssueEstimate before = estimator->estimate();
  const IssueEstimate after = estimator->estimate(review(*estimator, data, 200));
  const QString figures = QString("%1 errors, estimated %2 then %3, F1 %4 then %5")
                              .arg(data.errors())
                              .arg(before.errors)
                              .arg(after.errors)
                              .arg(data.f1(before.marked))
                              .arg(data.f1(after.marked));
  QVERIFY2(data.f1(after.marked) > data.f1(before.marked), qPrintable(figures));
  QVERIFY2(std::abs(after.errors - data.errors()) <= 0.15 * data.errors(), qPrintable(figures));
  QVERIFY(after.errorsRange.high - after.errorsRange.low <
          before.errorsRange.high - before.errorsRange.low);
}

void TestIssueEstimator::keptLabelsLowerTheEstimate() {
  const Labelled data = labelledByRow(2, 1);
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(estimator.has_value());
  std::vector<ReviewedLabel> kept;
  for (const std::size_t i : estimator->nextToReview({}, 40)) {
    kept.push_back({.sample = i, .wrong = false});
  }
  const IssueEstimate before = estimator->estimate();
  const IssueEstimate after = estimator->estimate(kept);
  QVERIFY(after.errors < 0.5 * before.errors);
  QVERIFY(after.precision <= before.precision);
  for (ReviewedLabel& label : kept) {
    label.wrong = true;
  }
  QVERIFY(estimator->estimate(kept).errors > before.errors);
}

void TestIssueEstimator::reviewedLabelsAreCertain() {
  const Labelled data = labelledByRow(0, 1);
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(estimator.has_value());
  const IssueEstimate first = estimator->estimate();
  const auto marked = static_cast<std::size_t>(
      std::find(first.marked.begin(), first.marked.end(), true) - first.marked.begin());
  const auto unmarked = static_cast<std::size_t>(
      std::find(first.marked.begin(), first.marked.end(), false) - first.marked.begin());
  const IssueEstimate second = estimator->estimate(std::vector<ReviewedLabel>{
      {.sample = marked, .wrong = false}, {.sample = unmarked, .wrong = true}});
  QVERIFY(!second.marked[marked] && second.marked[unmarked]);
  QCOMPARE(second.wrong[marked], 0.0);
  QCOMPARE(second.wrong[unmarked], 1.0);
}

void TestIssueEstimator::samplesToReviewAreNewAndDistinct() {
  const Labelled data = labelled(60, 1, careless);
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(estimator.has_value());
  std::vector<ReviewedLabel> reviewed;
  std::vector<bool> asked(data.given.size());
  for (int round = 0; round < 3; ++round) {
    for (const std::size_t i : estimator->nextToReview(reviewed, 25)) {
      QVERIFY(!asked[i]);
      asked[i] = true;
      reviewed.push_back({.sample = i, .wrong = data.wrong[i]});
    }
  }
  QCOMPARE(reviewed.size(), data.given.size());  // 25, 25 and the last 10
  QVERIFY(estimator->nextToReview(reviewed, 5).empty());
  QCOMPARE(estimator->estimate(reviewed).errors, data.errors());
}

void TestIssueEstimator::theSameInputGivesTheSameEstimate() {
  const Labelled data = labelled(500, 1, mistaken);
  const auto first = IssueEstimator::fit(data.given, data.probabilities);
  const auto second = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(first.has_value() && second.has_value());
  QCOMPARE(first->estimate().wrong, second->estimate().wrong);
  QCOMPARE(first->nextToReview({}, 9), second->nextToReview({}, 9));
}

void TestIssueEstimator::smallAndOneSidedInputIsJudged_data() {
  QTest::addColumn<std::vector<int>>("labels");
  QTest::addColumn<std::vector<double>>("firstColumn");
  QTest::newRow("one sample") << std::vector{0} << std::vector{0.9};
  QTest::newRow("two samples") << std::vector{0, 1} << std::vector{0.2, 0.8};
  QTest::newRow("one class given") << std::vector{0, 0, 0} << std::vector{0.9, 0.1, 0.6};
  QTest::newRow("certain model") << std::vector{0, 1, 1, 0} << std::vector{1.0, 0.0, 1.0, 1.0};
  QTest::newRow("model that knows nothing") << std::vector{0, 1, 0} << std::vector{0.5, 0.5, 0.5};
}

void TestIssueEstimator::smallAndOneSidedInputIsJudged() {
  QFETCH(std::vector<int>, labels);
  QFETCH(std::vector<double>, firstColumn);
  ProbabilityMatrix probabilities(labels.size(), 2);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    probabilities(i, 0) = firstColumn[i];
    probabilities(i, 1) = 1 - firstColumn[i];
  }
  const auto estimator = IssueEstimator::fit(labels, probabilities);
  QVERIFY(estimator.has_value());
  const IssueEstimate estimate = estimator->estimate();
  QCOMPARE(estimate.wrong.size(), labels.size());
  QVERIFY(std::all_of(estimate.wrong.begin(), estimate.wrong.end(),
                      [](double p) { return p >= 0 && p <= 1; }));
  QVERIFY(0 <= estimate.errorsRange.low && estimate.errorsRange.low <= estimate.errorsRange.high);
  QVERIFY(estimate.errorsRange.high <= static_cast<double>(labels.size()));
  QVERIFY(!estimator->nextToReview({}, 10).empty());
}

void TestIssueEstimator::theWorkCanBeStopped() {
  const Labelled data = labelled(200, 1, careless);
  std::stop_source source;
  source.request_stop();
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities, source.get_token());
  QVERIFY(!estimator.has_value());
  QCOMPARE(estimator.error().kind, touchstone::ErrorKind::Cancelled);
}

void TestIssueEstimator::theSummaryCountsLikeTheEstimator() {
  QFETCH(int, person);
  QFETCH(double, sharpness);
  const Labelled data = labelledByRow(person, sharpness);
  const auto estimator = IssueEstimator::fit(data.given, data.probabilities);
  QVERIFY(estimator.has_value());
  const auto answers = review(*estimator, data, 60);
  for (const std::size_t decisions : {std::size_t{0}, std::size_t{20}, answers.size()}) {
    const std::vector<ReviewedLabel> reviewed(
        answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(decisions));
    std::vector<ReviewedOdds> odds;
    double found = 0;
    for (const ReviewedLabel& label : reviewed) {
      odds.push_back({.logOdds = estimator->logOdds(label.sample), .wrong = label.wrong});
      found += label.wrong ? 1 : 0;
    }
    const IssueEstimate estimate = estimator->estimate(reviewed);
    odds.push_back({.logOdds = {1, 2, 3}, .wrong = true});  // of another audit
    const ErrorCount left = remainingErrors(estimator->summary(), odds);
    const double allowed = 0.01 * estimate.errors + 0.5;
    QVERIFY(std::abs(left.expected - (estimate.errors - found)) < allowed);
    QVERIFY(std::abs(left.range.low - (estimate.errorsRange.low - found)) < allowed);
    QVERIFY(std::abs(left.range.high - (estimate.errorsRange.high - found)) < allowed);
  }
}

QTEST_APPLESS_MAIN(TestIssueEstimator)
#include "tst_issue_estimator.moc"
