#include "analysis/audits/issue_estimator.h"
#include "analysis/audits/label_audit.h"
#include "analysis/audits/model_findings.h"
#include "analysis/audits/reviewed_labels.h"
#include "labeling/random.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

const std::vector<std::string> classes{"ant", "bee", "wasp"};

ProbabilityMatrix table(std::vector<double> values) {
  ProbabilityMatrix matrix;
  matrix.rows = values.size() / 3;
  matrix.columns = 3;
  matrix.values = std::move(values);
  return matrix;
}

LabelAudit audited(std::span<const AuditedLabel> labels, const ProbabilityMatrix& probabilities) {
  return auditLabels(labels, probabilities, classes).value();
}

AuditedLabel labelOf(ImageId image, int given, std::optional<AnnotationId> annotation = {}) {
  return {.image = image, .annotation = annotation, .given = given};
}

}  // namespace

class TestLabelAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aContradictedLabelIsAnErrorWithASuggestion() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0), labelOf(2, 0, 7)};
    const auto audit = audited(labels, table({0.9, 0.05, 0.05, 0.04, 0.94, 0.02}));
    QCOMPARE(audit.findings.size(), std::size_t{1});
    const Finding& finding = audit.findings[0];
    QCOMPARE(finding.kind, FindingKind::LabelError);
    QCOMPARE(finding.image, ImageId{2});
    QCOMPARE(finding.annotation, std::optional<AnnotationId>(7));
    QCOMPARE(finding.given, std::string("ant"));
    QCOMPARE(finding.suggested, std::string("bee"));
    QCOMPARE(finding.score, 0.04);
    QCOMPARE(finding.message, std::string("Labelled “ant”, but looks like “bee” (94 %)."));
    const auto evidence = nlohmann::json::parse(finding.evidence);
    QCOMPARE(evidence.at("probabilities").at("bee").get<double>(), 0.94);
    QCOMPARE(evidence.at("probabilities").size(), std::size_t{3});
  }

  void everyLabelHasItsQualityInTheOrderGiven() {
    const std::vector<AuditedLabel> labels{labelOf(5, 2), labelOf(4, 1)};
    const auto audit = audited(labels, table({0.1, 0.2, 0.7, 0.3, 0.6, 0.1}));
    QCOMPARE(audit.scores.size(), std::size_t{2});
    QCOMPARE(audit.scores[0].image, ImageId{5});
    QCOMPARE(audit.scores[0].given, std::string("wasp"));
    QCOMPARE(audit.scores[0].quality, 0.7);
    QCOMPARE(audit.scores[1].quality, 0.6);
  }

  void exchangedLabelsOfOneImageAreSwapped() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0, 1), labelOf(1, 1, 2), labelOf(1, 0, 3),
                                           labelOf(2, 1, 4)};
    const auto audit = audited(labels, table({0.05, 0.9, 0.05,  //
                                              0.9, 0.05, 0.05,  //
                                              0.1, 0.8, 0.1,    //
                                              0.9, 0.05, 0.05}));
    QCOMPARE(audit.findings.size(), std::size_t{4});
    for (const Finding& finding : audit.findings) {
      const bool pair = *finding.annotation <= 2;
      QCOMPARE(finding.kind, pair ? FindingKind::Swapped : FindingKind::LabelError);
      QVERIFY(!finding.suggested.empty());
    }
  }

  void labelsBetweenTwoClassesAreAmbiguousAndComeLast() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0), labelOf(2, 0), labelOf(3, 0)};
    const auto audit = audited(labels, table({0.48, 0.42, 0.1,  //
                                              0.22, 0.7, 0.08,  //
                                              0.55, 0.3, 0.15}));
    QCOMPARE(audit.findings.size(), std::size_t{2});
    QCOMPARE(audit.findings[0].kind, FindingKind::LabelError);
    QCOMPARE(audit.findings[1].kind, FindingKind::Ambiguous);
    QCOMPARE(audit.findings[1].image, ImageId{1});
    QCOMPARE(audit.findings[1].suggested, std::string("bee"));
  }

  void ambiguousLabelsAreFew() {
    std::vector<AuditedLabel> labels;
    ProbabilityMatrix probabilities(400, 3);
    for (std::size_t i = 0; i < 400; ++i) {
      labels.push_back(labelOf(static_cast<ImageId>(i), 0));
      probabilities(i, 0) = 0.5;
      probabilities(i, 1) = 0.45;
      probabilities(i, 2) = 0.05;
    }
    QCOMPARE(audited(labels, probabilities).findings.size(), std::size_t{20});
  }

  void everyLabelHasAProbabilityOfBeingWrong() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0, 5), labelOf(2, 0, 6), labelOf(3, 1, 7)};
    const auto audit = audited(labels, table({0.9, 0.05, 0.05, 0.01, 0.98, 0.01, 0.05, 0.9, 0.05}));
    for (const LabelScore& score : audit.scores) {
      QVERIFY(score.wrong && *score.wrong >= 0 && *score.wrong <= 1);
    }
    QVERIFY(*audit.scores[1].wrong > *audit.scores[0].wrong);
    QVERIFY(audit.errors.has_value());
    QCOMPARE(audit.findings.size(), std::size_t{1});
    QCOMPARE(oddsIn(audit.findings[0].evidence).size(), audit.errors->odds.size());
  }

  void classesThatLabelsConfuseAreTold() {
    // Two of the five ants are bees for sure, one of the four bees a wasp; wasps are wasps.
    std::vector<AuditedLabel> labels;
    std::vector<double> values;
    const auto add = [&](int given, std::vector<double> row, int times) {
      for (int i = 0; i < times; ++i) {
        labels.push_back(labelOf(static_cast<ImageId>(labels.size() + 1), given));
        values.insert(values.end(), row.begin(), row.end());
      }
    };
    add(0, {0.9, 0.05, 0.05}, 3);
    add(0, {0.05, 0.9, 0.05}, 2);
    add(1, {0.05, 0.9, 0.05}, 3);
    add(1, {0.05, 0.05, 0.9}, 1);
    add(2, {0.05, 0.05, 0.9}, 3);
    const auto audit = audited(labels, table(values));
    QCOMPARE(audit.confused.size(), std::size_t{2});
    QCOMPARE(audit.confused[0].first + '/' + audit.confused[0].second, std::string("ant/bee"));
    QCOMPARE(audit.confused[0].labels, 2L);
    QCOMPARE(audit.confused[0].share, 2.0 / 12);
    QCOMPARE(audit.confused[1].first + '/' + audit.confused[1].second, std::string("bee/wasp"));
    QCOMPARE(audit.confused[1].labels, 1L);
  }

  void equalProbabilitiesSayNothing() {
    const double third = 1.0 / 3;
    const std::vector<AuditedLabel> labels{labelOf(1, 0)};
    QVERIFY(audited(labels, table({third, third, third})).findings.empty());
  }

  void noLabelsGiveNoFindings() {
    const auto audit = audited({}, ProbabilityMatrix(0, 3));
    QVERIFY(audit.findings.empty());
    QVERIFY(audit.scores.empty());
  }

  void plantedErrorsComeFirst() {
    std::mt19937_64 random(3);
    const auto uniform = [&] { return static_cast<double>(random() >> 11) / 9007199254740992.0; };
    std::vector<AuditedLabel> labels;
    ProbabilityMatrix probabilities(1000, 3);
    for (std::size_t i = 0; i < 1000; ++i) {
      const std::size_t truth = random() % 3;
      const double sure = 0.6 + 0.39 * uniform();
      for (std::size_t k = 0; k < 3; ++k) {
        probabilities(i, k) = k == truth ? sure : (1 - sure) / 2;
      }
      const bool planted = i < 100;
      labels.push_back(labelOf(static_cast<ImageId>(i), static_cast<int>((truth + planted) % 3)));
    }
    const auto audit = audited(labels, probabilities);
    QVERIFY(audit.findings.size() >= 100);
    for (std::size_t i = 0; i < 100; ++i) {
      QVERIFY(audit.findings[i].image < 100);
      QCOMPARE(audit.findings[i].kind, FindingKind::LabelError);
    }
  }

  void withManySamplesAClassTheEstimatorMarks_data() {
    QTest::addColumn<int>("samples");
    QTest::addColumn<bool>("byEstimator");
    QTest::newRow("few") << 2999 << false;
    QTest::newRow("many") << 3000 << true;
  }

  void withManySamplesAClassTheEstimatorMarks() {
    QFETCH(int, samples);
    QFETCH(bool, byEstimator);
    const auto count = static_cast<std::size_t>(samples);
    Random random(5, 1);
    std::vector<AuditedLabel> labels;
    std::vector<int> given;
    ProbabilityMatrix probabilities(count, 3);
    for (std::size_t i = 0; i < count; ++i) {
      const int truth = random.between(0, 2);
      const double sure = random.real(0.35, 0.99);
      for (std::size_t k = 0; k < 3; ++k) {
        probabilities(i, k) = static_cast<int>(k) == truth ? sure : (1 - sure) / 2;
      }
      given.push_back((truth + (random.chance(0.15F) ? 1 : 0)) % 3);
      labels.push_back(labelOf(static_cast<ImageId>(i), given.back()));
    }
    const auto estimate = IssueEstimator::fit(given, probabilities)->estimate();
    std::set<std::size_t> expected;
    for (std::size_t i = 0; i < count; ++i) {
      const auto row = probabilities.row(i);
      const double own = row[static_cast<std::size_t>(given[i])];
      const double best = *std::max_element(row.begin(), row.end());
      if (byEstimator ? estimate.marked[i] && best > own : best >= 3 * own) {
        expected.insert(i);
      }
    }
    std::set<std::size_t> marked;
    for (const Finding& finding : audited(labels, probabilities).findings) {
      if (finding.kind != FindingKind::Ambiguous) {
        marked.insert(static_cast<std::size_t>(finding.image));
      }
    }
    QVERIFY(!marked.empty());
    QVERIFY(marked == expected);
  }

  void mistakesOfAModelAreMisclassified() {
    Document document;
    Image image;
    image.path = "a.jpg";
    LabelClass ant;
    ant.name = "ant";
    Annotation label;
    label.image = 4;
    label.labelClass = 1;
    static_cast<void>(apply(document, {.name = "",
                                       .gesture = 0,
                                       .changes = {ImageChange{4, image}, ClassChange{1, ant},
                                                   AnnotationChange{3, label}}}));
    EvaluationReport report;
    report.run = "0002";
    report.samples = {
        {.image = "a.jpg", .annotation = 3, .given = "ant", .predicted = "bee", .confidence = 0.8},
        {.image = "a.jpg", .annotation = {}, .given = "ant", .predicted = "ant", .confidence = 0.9},
        // Labelled anew since, or gone.
        {.image = "a.jpg", .annotation = 3, .given = "wasp", .predicted = "bee", .confidence = 0.9},
        {.image = "a.jpg", .annotation = 5, .given = "ant", .predicted = "bee", .confidence = 0.9},
        {.image = "gone.jpg",
         .annotation = {},
         .given = "ant",
         .predicted = "bee",
         .confidence = 0.9}};
    const auto findings = misclassifiedFindings(report, document);
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings[0].kind, FindingKind::Misclassified);
    QCOMPARE(findings[0].image, ImageId{4});
    QCOMPARE(findings[0].run, std::string("0002"));
    QCOMPARE(findings[0].score, 0.6);
    QCOMPARE(findings[0].message, std::string("The model takes this “ant” for “bee” (80 %)."));
  }
};

QTEST_APPLESS_MAIN(TestLabelAudit)
#include "tst_label_audit.moc"
