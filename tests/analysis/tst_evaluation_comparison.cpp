#include "analysis/report/evaluation_comparison.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

EvaluationReport report(std::vector<std::string> classes,
                        const std::vector<std::vector<long>>& confusion,
                        std::vector<EvaluatedSample> samples) {
  EvaluationReport report;
  report.split = "test";
  report.classes = std::move(classes);
  report.metrics.confusion = Matrix<long>(confusion.size(), confusion.size());
  for (std::size_t i = 0; i < confusion.size(); ++i) {
    std::copy(confusion[i].begin(), confusion[i].end(), report.metrics.confusion.row(i).begin());
  }
  report.samples = std::move(samples);
  return report;
}

}  // namespace

class TestEvaluationComparison : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void tellsWhatIsRightAndWrongSince() {
    const auto before = report({"ant", "bee"}, {{1, 1}, {1, 1}},
                               {{"1.jpg", {}, "ant", "ant", 0.9},
                                {"2.jpg", {}, "ant", "bee", 0.6},
                                {"3.jpg", {}, "bee", "bee", 0.8},
                                {"4.jpg", {}, "bee", "ant", 0.7}});
    const auto now = report({"ant", "bee"}, {{2, 0}, {2, 0}},
                            {{"1.jpg", {}, "ant", "ant", 0.9},
                             {"2.jpg", {}, "ant", "ant", 0.7},
                             {"3.jpg", {}, "bee", "ant", 0.5},
                             {"4.jpg", {}, "bee", "ant", 0.7}});
    const auto compared = compareEvaluations(before, now);
    QVERIFY(compared.has_value());
    QCOMPARE(compared->mended.size(), std::size_t{1});
    QCOMPARE(compared->mended.front().image, std::string("2.jpg"));
    QCOMPARE(compared->mended.front().confidence, 0.7);
    QCOMPARE(compared->broken.size(), std::size_t{1});
    QCOMPARE(compared->broken.front().image, std::string("3.jpg"));
    QCOMPARE(compared->difference.values, (std::vector<long>{1, -1, 1, -1}));
  }

  void aMendedLabelCountsAsItIsNow() {
    const auto before = report({"ant", "bee"}, {{0, 1}, {0, 0}}, {{"1.jpg", 7, "ant", "bee", 0.9}});
    const auto now = report({"ant", "bee"}, {{0, 0}, {0, 1}}, {{"1.jpg", 7, "bee", "bee", 0.9}});
    const auto compared = compareEvaluations(before, now);
    QVERIFY(compared.has_value());
    QCOMPARE(compared->mended.size(), std::size_t{1});
    QCOMPARE(compared->mended.front().given, std::string("bee"));
  }

  void classesThatCameOrWentHaveTheirRows() {
    const auto before = report({"ant", "wasp"}, {{3, 0}, {0, 2}}, {{"1.jpg", {}, "ant", "ant", 1}});
    const auto now = report({"bee", "ant"}, {{4, 1}, {0, 5}}, {{"1.jpg", {}, "ant", "ant", 1}});
    const auto compared = compareEvaluations(before, now);
    QVERIFY(compared.has_value());
    QCOMPARE(compared->classes, (std::vector<std::string>{"bee", "ant", "wasp"}));
    QCOMPARE(compared->difference.values, (std::vector<long>{4, 1, 0, 0, 2, 0, 0, 0, -2}));
  }

  void ofADetectorFoundObjectsAreCompared() {
    auto before = report({"cell"}, {{1, 1}, {2, 0}},
                         {{"1.jpg", 1, "cell", "cell", 0.9}, {"1.jpg", 2, "cell", "", 0}});
    auto now = report({"cell"}, {{2, 0}, {1, 0}},
                      {{"1.jpg", 1, "cell", "cell", 0.9},
                       {"1.jpg", 2, "cell", "cell", 0.4},
                       {"1.jpg", {}, "", "cell", 0.8}});
    before.detection.emplace();
    now.detection.emplace();
    const auto compared = compareEvaluations(before, now);
    QVERIFY(compared.has_value());
    QCOMPARE(compared->mended.size(), std::size_t{1});
    QVERIFY(compared->broken.empty());
    QCOMPARE(compared->difference.values, (std::vector<long>{1, -1, -1, 0}));
  }

  void whatCannotBeComparedIsRefused() {
    const auto one = report({"ant"}, {{1}}, {{"1.jpg", {}, "ant", "ant", 1}});
    auto other = one;
    other.split = "val";
    const auto splits = compareEvaluations(other, one);
    QVERIFY(!splits.has_value());
    QVERIFY(splits.error().message.find("split val") != std::string::npos);
    other = one;
    other.detection.emplace();
    QVERIFY(!compareEvaluations(other, one).has_value());
  }
};

QTEST_APPLESS_MAIN(TestEvaluationComparison)
#include "tst_evaluation_comparison.moc"
