#include "analysis/report/audit_report.h"
#include "analysis/report/evaluation_report.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace touchstone;
using namespace touchstone::analysis;
using namespace touchstone::labeling;
using nlohmann::json;

namespace {

Document documentWithABox() {
  Document document;
  Image image;
  image.path = "häuser/a “b”.jpg";
  Annotation annotation;
  annotation.image = 1;
  annotation.shape = Box{.x0 = 1.5, .y0 = 2, .x1 = 30, .y1 = 40};
  static_cast<void>(
      apply(document, {.name = "",
                       .gesture = 0,
                       .changes = {ImageChange{1, image}, AnnotationChange{9, annotation}}}));
  return document;
}

AuditReport sampleAudit() {
  Finding error;
  error.id = 12;
  error.run = "0003";
  error.image = 1;
  error.annotation = 9;
  error.given = "ant";
  error.suggested = "bee";
  error.score = 0.1;
  error.evidence = R"({"probabilities":{"bee":0.9}})";
  error.message = "Labelled “ant”, but looks like “bee” (90 %).";
  Finding duplicate;
  duplicate.kind = FindingKind::Duplicate;
  duplicate.run = "0003";
  duplicate.image = 1;
  duplicate.score = 0.5;
  return {.run = "0003",
          .findings = {error, error, duplicate},
          .scores = {{.image = 1,
                      .annotation = 9,
                      .given = "ant",
                      .quality = 1.0 / 3,
                      .kinds = {{FindingKind::BadlyLocated, 1.0 / 3}}},
                     {.image = 1, .annotation = {}, .given = "bee", .quality = 0.25}}};
}

EvaluationReport sampleEvaluation() {
  ProbabilityMatrix probabilities(2, 2);
  probabilities.values = {0.7, 0.3, 0.6, 0.4};
  EvaluationReport report;
  report.run = "0001";
  report.split = "test";
  report.classes = {"ant", "bee"};
  report.metrics = classificationMetrics(std::vector<int>{0, 1}, probabilities);
  report.figures = {{"accuracy", report.metrics.accuracy}};
  report.samples = {
      {.image = "a.jpg", .annotation = {}, .given = "ant", .predicted = "ant", .confidence = 0.7},
      {.image = "b.jpg", .annotation = 4, .given = "bee", .predicted = "ant", .confidence = 0.6}};
  return report;
}

/// Two classes, one of which lacks dark pictures.
Coverage sampleCoverage() {
  CoverageGrid grid;
  grid.situation = Situation::Brightness;
  grid.bins = {"dark", "bright"};
  grid.cells = {2, 2};
  grid.cells.row(1)[0] = {
      .samples = 3,
      .images = 2.5,
      .expected = 1.0 / 3,
      .errors = MeasuredShare{0.5, 3, 0.25, 0.75},
      .examples = {{.image = 1, .annotation = 9}, {.image = 1, .annotation = {}}}};
  grid.all = {grid.cells(1, 0), {}};
  CoverageIssue issue;
  issue.kind = CoverageIssueKind::Errors;
  issue.situation = Situation::Brightness;
  issue.bin = "dark";
  issue.labelClass = "bee";
  issue.errors = MeasuredShare{0.5, 3, 0.25, 0.75};
  issue.usualErrors = 0.1;
  issue.message = "Mistakes.";
  return {.classes = {"ant", "bee"},
          .errors = MeasuredShare{0.1, 40, 0.04, 0.2},
          .grids = {grid},
          .issues = {issue}};
}

}  // namespace

class TestReports : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void auditsHaveTheShapeThatScriptsRelyOn() {
    const Document document = documentWithABox();
    const json written = json::parse(toJson(sampleAudit(), document));
    QCOMPARE(written.at("run").get<std::string>(), std::string("0003"));
    QCOMPARE(written.at("summary").at("label_error").get<int>(), 2);
    QCOMPARE(written.at("summary").at("duplicate").get<int>(), 1);
    const json& finding = written.at("findings").at(0);
    QCOMPARE(finding.at("id").get<int>(), 12);
    QCOMPARE(finding.at("kind").get<std::string>(), std::string("label_error"));
    QCOMPARE(finding.at("image").get<std::string>(), std::string("häuser/a “b”.jpg"));
    QCOMPARE(finding.at("annotation").get<int>(), 9);
    QCOMPARE(finding.at("box").get<std::vector<double>>(), (std::vector<double>{1.5, 2, 30, 40}));
    QCOMPARE(finding.at("score").get<double>(), 0.1);
    QVERIFY(written.at("findings").at(2).at("annotation").is_null());
    QCOMPARE(written.at("scores").size(), std::size_t{2});
    QCOMPARE(written.at("scores").at(0).at("quality").get<double>(), 1.0 / 3);
  }

  void auditsReadBackAsWritten() {
    const Document document = documentWithABox();
    AuditReport report = sampleAudit();
    report.confused = {{.first = "ant", .second = "bee", .labels = 4, .share = 1.0 / 3}};
    const auto read = auditReportFromJson(toJson(report, document), document);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(read->run, report.run);
    QCOMPARE(read->confused.size(), std::size_t{1});
    QCOMPARE(read->confused[0].second, std::string("bee"));
    QCOMPARE(read->confused[0].labels, 4L);
    QCOMPARE(read->confused[0].share, 1.0 / 3);
    QVERIFY(read->findings == report.findings);
    QCOMPARE(read->scores.size(), report.scores.size());
    QCOMPARE(read->scores[0].quality, report.scores[0].quality);
    QCOMPARE(read->scores[0].annotation, report.scores[0].annotation);
    QVERIFY(read->scores[0].kinds == report.scores[0].kinds);
  }

  void coverageReadsBackAsWritten() {
    const Document document = documentWithABox();
    AuditReport report = sampleAudit();
    report.scores[0].predicted = "";
    report.scores[1].predicted = "ant";
    report.coverage = sampleCoverage();
    const std::string text = toJson(report, document);
    const json written = json::parse(text).at("coverage");
    QCOMPARE(written.at("situations").at(0).at("situation").get<std::string>(),
             std::string("brightness"));
    const json& cell = written.at("situations").at(0).at("cells").at(1).at(0);
    QCOMPARE(cell.at("samples").get<int>(), 3);
    QCOMPARE(cell.at("errors").at("high").get<double>(), 0.75);
    QCOMPARE(cell.at("examples").at(0).at("image").get<std::string>(),
             std::string("häuser/a “b”.jpg"));
    const auto read = auditReportFromJson(text, document);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(toJson(*read, document), text);
    QVERIFY(read->scores[0].predicted == std::optional<std::string>(""));
    QVERIFY(read->coverage->grids[0].cells(1, 0).examples ==
            report.coverage->grids[0].cells(1, 0).examples);
  }

  void coverageOfAnotherShapeIsRefused() {
    const Document document = documentWithABox();
    AuditReport report = sampleAudit();
    report.coverage = sampleCoverage();
    const json written = json::parse(toJson(report, document));
    for (const char* place : {"/coverage/classes/0", "/coverage/situations/0/bins/0",
                              "/coverage/situations/0/cells/0/0", "/coverage/issues/0/kind"}) {
      json damaged = written;
      const json::json_pointer pointer(place);
      if (damaged.at(pointer.parent_pointer()).is_array()) {
        damaged.at(pointer.parent_pointer()).erase(0);
      } else {
        damaged.at(pointer) = "else";
      }
      QVERIFY2(!auditReportFromJson(damaged.dump(), document), place);
    }
  }

  void suggestedMasksReadBackAsWritten() {
    const Document document = documentWithABox();
    AuditReport report = sampleAudit();
    report.findings.resize(1);
    report.findings[0].kind = FindingKind::MaskError;
    report.findings[0].suggestedShape =
        labeling::Mask{.width = 4, .height = 2, .counts = {1, 3, 4}};
    const auto read = auditReportFromJson(toJson(report, document), document);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(read->findings == report.findings);
  }

  void whatIsKnownOfWrongLabelsReadsBack() {
    const Document document = documentWithABox();
    AuditReport report = sampleAudit();
    report.scores[0].wrong = 0.75;
    report.errors = ErrorSummary{.odds = {OddsHistogram(), OddsHistogram()}};
    for (int label = 0; label < 40; ++label) {
      report.errors->odds[0].add(label < 5 ? 2.03 : -4);
      report.errors->odds[1].add(label < 8 ? 1.01 : -5);
    }
    const std::string text = toJson(report, document);
    const auto estimate = json::parse(text).at("estimate");
    const ErrorCount count = remainingErrors(*report.errors, {});
    QCOMPARE(estimate.at("wrong").get<double>(), count.expected);
    QCOMPARE(estimate.at("low").get<double>(), count.range.low);
    QCOMPARE(estimate.at("high").get<double>(), count.range.high);
    const auto read = auditReportFromJson(text, document);
    QVERIFY(read && read->errors);
    QCOMPARE(read->scores[0].wrong, std::optional(0.75));
    QCOMPARE(read->scores[1].wrong, std::optional<double>());
    QCOMPARE(read->errors->odds.size(), report.errors->odds.size());
    QCOMPARE(read->errors->odds[0].counts(), report.errors->odds[0].counts());
    QCOMPARE(read->errors->odds[1].counts(), report.errors->odds[1].counts());
  }

  void findingsOfImagesThatAreGoneAreLeftOut() {
    const auto read = auditReportFromJson(toJson(sampleAudit(), documentWithABox()), Document());
    QVERIFY(read.has_value());
    QVERIFY(read->findings.empty());
    QVERIFY(read->scores.empty());
  }

  void numbersThatAreNotFiniteBecomeNull() {
    const Document document = documentWithABox();
    AuditReport report = sampleAudit();
    report.scores[0].quality = std::numeric_limits<double>::quiet_NaN();
    const std::string text = toJson(report, document);
    QVERIFY(json::parse(text).at("scores").at(0).at("quality").is_null());
    QVERIFY(std::isnan(auditReportFromJson(text, document)->scores[0].quality));
  }

  void evaluationsReadBackAsWritten() {
    const EvaluationReport report = sampleEvaluation();
    const auto read = evaluationReportFromJson(toJson(report));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(read->run, report.run);
    QCOMPARE(read->split, report.split);
    QCOMPARE(read->classes, report.classes);
    QVERIFY(read->figures == report.figures);
    QVERIFY(!read->detection);
    QCOMPARE(read->metrics.loss, report.metrics.loss);
    QCOMPARE(read->metrics.calibrationError, report.metrics.calibrationError);
    QVERIFY(read->metrics.confusion == report.metrics.confusion);
    QCOMPARE(read->metrics.perClass[0].precision, 0.5);
    QCOMPARE(read->metrics.calibration.size(), std::size_t{15});
    QCOMPARE(read->samples.size(), std::size_t{2});
    QCOMPARE(read->samples[1].annotation, std::optional<AnnotationId>(4));
    QCOMPARE(read->samples[1].confidence, 0.6);
  }

  void malformedTextIsRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("cut off") << R"({"run":"1","findings":[)";
    QTest::newRow("a list") << "[1,2]";
    QTest::newRow("nothing inside") << "{}";
    QTest::newRow("unknown kind")
        << R"({"run":"1","scores":[],"findings":[{"id":1,"kind":"odd","image":"häuser/a “b”.jpg",)"
           R"("annotation":null,"given":"","suggested":"","score":1,"message":""}]})";
    QTest::newRow("wrong type") << R"({"run":1,"scores":[],"findings":[]})";
    QTest::newRow("short box")
        << R"({"run":"1","scores":[],"findings":[{"id":1,"kind":"dark","image":"häuser/a “b”.jpg",)"
           R"("annotation":null,"given":"","suggested":"","score":1,"message":"","suggestedBox":[1]}]})";
  }
  void malformedTextIsRefused() {
    QFETCH(QString, text);
    const auto audit = auditReportFromJson(text.toStdString(), documentWithABox());
    QVERIFY(!audit);
    QCOMPARE(audit.error().kind, ErrorKind::BadInput);
    QVERIFY(audit.error().message.starts_with("This is no audit report"));
    const auto evaluation = evaluationReportFromJson(text.toStdString());
    QVERIFY(!evaluation);
    QVERIFY(evaluation.error().message.starts_with("This is no evaluation report"));
  }

  void aConfusionMatrixOfTheWrongSizeIsRefused() {
    json written = json::parse(toJson(sampleEvaluation()));
    written["metrics"]["confusion"][1] = {1};
    QVERIFY(!evaluationReportFromJson(written.dump()));
    written["metrics"]["confusion"] = 5;
    QVERIFY(!evaluationReportFromJson(written.dump()));
    written = json::parse(toJson(sampleEvaluation()));
    written["metrics"]["perClass"].clear();
    QVERIFY(!evaluationReportFromJson(written.dump()));
  }
};

QTEST_APPLESS_MAIN(TestReports)
#include "tst_reports.moc"
