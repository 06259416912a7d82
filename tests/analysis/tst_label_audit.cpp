#include "analysis/audits/label_audit.h"
#include "analysis/audits/model_findings.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <random>

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

AuditedLabel labelOf(ImageId image, int given, std::optional<AnnotationId> annotation = {}) {
  return {.image = image, .annotation = annotation, .given = given};
}

}  // namespace

class TestLabelAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aContradictedLabelIsAnErrorWithASuggestion() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0), labelOf(2, 0, 7)};
    const auto audit = auditLabels(labels, table({0.9, 0.05, 0.05, 0.04, 0.94, 0.02}), classes);
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
    const auto audit = auditLabels(labels, table({0.1, 0.2, 0.7, 0.3, 0.6, 0.1}), classes);
    QCOMPARE(audit.scores.size(), std::size_t{2});
    QCOMPARE(audit.scores[0].image, ImageId{5});
    QCOMPARE(audit.scores[0].given, std::string("wasp"));
    QCOMPARE(audit.scores[0].quality, 0.7);
    QCOMPARE(audit.scores[1].quality, 0.6);
  }

  void exchangedLabelsOfOneImageAreSwapped() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0, 1), labelOf(1, 1, 2), labelOf(1, 0, 3),
                                           labelOf(2, 1, 4)};
    const auto audit = auditLabels(labels,
                                   table({0.05, 0.9, 0.05,    //
                                          0.9, 0.05, 0.05,    //
                                          0.1, 0.8, 0.1,      //
                                          0.9, 0.05, 0.05}),  //
                                   classes);
    QCOMPARE(audit.findings.size(), std::size_t{4});
    for (const Finding& finding : audit.findings) {
      const bool pair = *finding.annotation <= 2;
      QCOMPARE(finding.kind, pair ? FindingKind::Swapped : FindingKind::LabelError);
      QVERIFY(!finding.suggested.empty());
    }
  }

  void labelsBetweenTwoClassesAreAmbiguousAndComeLast() {
    const std::vector<AuditedLabel> labels{labelOf(1, 0), labelOf(2, 0), labelOf(3, 0)};
    const auto audit = auditLabels(labels,
                                   table({0.48, 0.42, 0.1,    //
                                          0.22, 0.7, 0.08,    //
                                          0.55, 0.3, 0.15}),  //
                                   classes);
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
    QCOMPARE(auditLabels(labels, probabilities, classes).findings.size(), std::size_t{20});
  }

  void equalProbabilitiesSayNothing() {
    const double third = 1.0 / 3;
    const std::vector<AuditedLabel> labels{labelOf(1, 0)};
    QVERIFY(auditLabels(labels, table({third, third, third}), classes).findings.empty());
  }

  void noLabelsGiveNoFindings() {
    const auto audit = auditLabels({}, ProbabilityMatrix(0, 3), classes);
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
    const auto audit = auditLabels(labels, probabilities, classes);
    QVERIFY(audit.findings.size() >= 100);
    for (std::size_t i = 0; i < 100; ++i) {
      QVERIFY(audit.findings[i].image < 100);
      QCOMPARE(audit.findings[i].kind, FindingKind::LabelError);
    }
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
