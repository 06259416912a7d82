#include "analysis/report/html_report.h"

#include <QtTest>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

using namespace touchstone;
using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

template <class Change>
void change(Document& document, Change one) {
  static_cast<void>(apply(document, {.name = "", .gesture = 0, .changes = {std::move(one)}}));
}

/// Two images (the second has no file), a class with a nasty name, a box and a tag.
Document sampleDocument() {
  Document document;
  Image image;
  image.path = "ä & b.png";
  change(document, ImageChange{1, image});
  image.path = "<gone>.png";
  change(document, ImageChange{2, image});
  LabelClass labelClass;
  labelClass.name = "<script>alert('x')</script>";
  change(document, ClassChange{1, labelClass});
  labelClass.name = "bee";
  change(document, ClassChange{2, labelClass});
  Annotation annotation;
  annotation.image = 1;
  annotation.labelClass = 1;
  annotation.shape = Box{.x0 = 10, .y0 = 10, .x1 = 30, .y1 = 40};
  change(document, AnnotationChange{1, annotation});
  return document;
}

AuditReport sampleAudit(const Document& document) {
  Finding error;
  error.image = 1;
  error.annotation = 1;
  error.given = document.labelClass(1)->name;
  error.suggested = "bee";
  error.score = 0.1;
  error.evidence = R"({"probabilities":{"bee":0.9,"<script>alert('x')</script>":0.1}})";
  Finding duplicate;
  duplicate.kind = FindingKind::Duplicate;
  duplicate.image = 2;
  duplicate.message = "The same picture as “ä & b.png”.";
  duplicate.evidence = R"({"neighbours":["ä & b.png"]})";
  return {.run = "0001",
          .findings = {error, duplicate},
          .scores = {{.image = 1, .annotation = 1, .given = error.given, .quality = 0.1}}};
}

EvaluationReport sampleEvaluation(std::size_t classes) {
  EvaluationReport report;
  report.run = "0001";
  report.split = "val";
  std::vector<int> labels;
  ProbabilityMatrix probabilities(classes, classes);
  for (std::size_t k = 0; k < classes; ++k) {
    report.classes.push_back(k == 1 ? "bee" : "class " + std::to_string(k));
    labels.push_back(static_cast<int>(k));
    probabilities(k, k == 0 ? 1 : k) = 1;
  }
  report.metrics = classificationMetrics(labels, probabilities);
  report.figures = {{"accuracy", report.metrics.accuracy}};
  return report;
}

IterationRecord round(std::int64_t number, double accuracy) {
  return {.number = number,
          .labelHash = "",
          .run = "000" + std::to_string(number),
          .metrics = {{"accuracy", accuracy}},
          .split = "test",
          .decisions = 12,
          .time = 86400};
}

/// A class with a nasty name lacks dark pictures, and the model errs in them.
Coverage sampleCoverage() {
  Coverage coverage;
  coverage.classes = {"<script>alert('x')</script>", "bee"};
  coverage.errors = MeasuredShare{0.1, 900, 0.08, 0.12};
  CoverageGrid grid;
  grid.bins = {"dark", "medium", "bright"};
  grid.cells = {2, 3};
  grid.cells.row(1)[0].samples = 7;
  grid.cells.row(1)[0].errors = MeasuredShare{0.4, 100, 0.3, 0.5};
  grid.all.resize(3);
  coverage.grids = {grid};
  CoverageIssue gap;
  gap.bin = "dark";
  gap.labelClass = coverage.classes[0];
  gap.expected = 4;
  gap.advice = "Collect <some>.";
  CoverageIssue slice = gap;
  slice.kind = CoverageIssueKind::Errors;
  slice.labelClass.clear();
  slice.errors = MeasuredShare{0.4, 100, 0.3, 0.5};
  slice.usualErrors = 0.1;
  CoverageIssue absent;
  absent.kind = CoverageIssueKind::Absent;
  absent.bin = "bright";
  coverage.issues = {gap, slice, absent};
  return coverage;
}

int occurrences(const std::string& text, const std::string& part) {
  return static_cast<int>(QString::fromStdString(text).count(QString::fromStdString(part)));
}

}  // namespace

class TestHtmlReport : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    cv::Mat picture(60, 80, CV_8UC3, cv::Scalar(40, 80, 200));
    std::vector<unsigned char> bytes;
    QVERIFY(cv::imencode(".png", picture, bytes));
    QFile file(folder_.filePath(QString::fromUtf8("ä & b.png")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
  }

  void everyPartIsTold() {
    const Document document = sampleDocument();
    HtmlReportInput input{.project = "Bees & <ants>",
                          .document = document,
                          .imageFolder = folder_.path().toStdString(),
                          .audit = sampleAudit(document),
                          .evaluation = sampleEvaluation(2),
                          .iterations = {round(1, 0.8), round(2, 0.85)}};
    const auto html = htmlReport(input, {});
    QVERIFY(html.has_value());
    for (const char* part :
         {"<title>Bees &amp; &lt;ants&gt;", "id=\"rounds\"", "▲ 5.0 points", "1970-01-02",
          "id=\"confusion\"", "id=\"classes\"", "id=\"errors\"", "→ <b>bee</b>",
          "id=\"duplicates\"", "This picture cannot be read.", "1 of 1 labels (100.0 %)",
          "50.0 % of the validation samples", "id=\"notes\""}) {
      QVERIFY2(html->find(part) != std::string::npos, part);
    }
    QCOMPARE(occurrences(*html, "data:image/jpeg;base64,"), 2);
  }

  void nothingFromOutsideIsMarkup() {
    const Document document = sampleDocument();
    HtmlReportInput input{.project = "<img src=x>",
                          .document = document,
                          .imageFolder = folder_.path().toStdString(),
                          .audit = sampleAudit(document),
                          .evaluation = {},
                          .iterations = {}};
    const auto html = htmlReport(input, {});
    QCOMPARE(occurrences(*html, "<script"), 0);
    QCOMPARE(occurrences(*html, "<img src=x"), 0);
    QCOMPARE(occurrences(*html, "<gone>"), 0);
    QVERIFY(html->find("&lt;gone&gt;.png") != std::string::npos);
  }

  void theFileLoadsNothing() {
    const Document document = sampleDocument();
    HtmlReportInput input{.project = "p",
                          .document = document,
                          .imageFolder = folder_.path().toStdString(),
                          .audit = sampleAudit(document),
                          .evaluation = sampleEvaluation(2),
                          .iterations = {}};
    const auto html = htmlReport(input, {});
    for (const char* part : {"http:", "https:", "url(", "<link", "@import"}) {
      QCOMPARE(occurrences(*html, part), 0);
    }
  }

  void coverageIsTold() {
    const Document document = sampleDocument();
    AuditReport audit = sampleAudit(document);
    audit.coverage = sampleCoverage();
    const auto html = htmlReport({.project = "p",
                                  .document = document,
                                  .imageFolder = folder_.path().toStdString(),
                                  .audit = audit,
                                  .evaluation = {},
                                  .iterations = {}},
                                 {});
    QVERIFY(html.has_value());
    for (const char* part :
         {"<a href=\"#coverage\">", "<section id=\"coverage\"", "Where the model errs most",
          "What classes lack", "0 of 4 usual images", "40.0 % (30.0 % to 50.0 %) against 10.0 %",
          "Collect &lt;some&gt;.", "Nothing at all is labelled: in bright light",
          "class=\"none gap\""}) {
      QVERIFY2(html->find(part) != std::string::npos, part);
    }
    QCOMPARE(occurrences(*html, "<script"), 0);
    QCOMPARE(occurrences(*html, "<table class=\"coverage\">"), 1);
    QCOMPARE(occurrences(*html, "40.0 %</small>"), 1);
    // The excess of the low end 0.3 over 0.1 is 2/9, and 0.9 √(2/9) is 0.424.
    QCOMPARE(occurrences(*html, "--v:0.424"), 1);
  }

  void anEmptyProjectHasAReport() {
    const Document document;
    const auto html = htmlReport({.project = "",
                                  .document = document,
                                  .imageFolder = {},
                                  .audit = {},
                                  .evaluation = {},
                                  .iterations = {}},
                                 {});
    QVERIFY(html.has_value());
    QVERIFY(html->find("Nothing has been trained or audited yet.") != std::string::npos);
    QCOMPARE(occurrences(*html, "<section"), 1);
  }

  void manyClassesAreListedInsteadOfTabled() {
    const Document document;
    const auto html = htmlReport({.project = "p",
                                  .document = document,
                                  .imageFolder = {},
                                  .audit = {},
                                  .evaluation = sampleEvaluation(40),
                                  .iterations = {}},
                                 {});
    QVERIFY(html.has_value());
    QCOMPARE(occurrences(*html, "class=\"confusion\""), 0);
    QVERIFY(html->find("<th class=\"number\">times</th>") != std::string::npos);
  }

  void brokenRulesAndDisagreementsHaveGalleriesOfTheirOwn() {
    const Document document = sampleDocument();
    AuditReport audit = sampleAudit(document);
    Finding rule = audit.findings[0];
    rule.kind = FindingKind::Inconsistent;
    rule.message = "2 “logo” in one image; the label book allows at most 1.";
    rule.reason = "logo: at most 1 per image";
    Finding disagreement = audit.findings[0];
    disagreement.kind = FindingKind::AnnotatorDisagreement;
    disagreement.message = "The annotators disagree.";
    audit.findings = {rule, disagreement};
    const auto html = htmlReport({.project = "p",
                                  .document = document,
                                  .imageFolder = folder_.path().toStdString(),
                                  .audit = audit,
                                  .evaluation = {},
                                  .iterations = {}},
                                 {});
    QCOMPARE(occurrences(*html, "<section id=\"rules\">"), 1);
    QCOMPARE(occurrences(*html, "<section id=\"annotators\">"), 1);
    QCOMPARE(occurrences(*html, "<section id=\"inconsistent\">"), 0);
    QVERIFY(html->find(rule.message) != std::string::npos);
  }

  void galleriesAreLimited() {
    const Document document = sampleDocument();
    AuditReport audit = sampleAudit(document);
    audit.findings.assign(50, audit.findings[0]);
    const auto html = htmlReport({.project = "p",
                                  .document = document,
                                  .imageFolder = folder_.path().toStdString(),
                                  .audit = audit,
                                  .evaluation = {},
                                  .iterations = {},
                                  .pictures = 3},
                                 {});
    QCOMPARE(occurrences(*html, "<article"), 3);
    QVERIFY(html->find("The first 3 are shown.") != std::string::npos);
  }

  void cancellingEndsWithAnError() {
    const Document document = sampleDocument();
    std::stop_source stop;
    stop.request_stop();
    WorkContext work;
    work.stop = stop.get_token();
    const auto html = htmlReport({.project = "p",
                                  .document = document,
                                  .imageFolder = folder_.path().toStdString(),
                                  .audit = sampleAudit(document),
                                  .evaluation = {},
                                  .iterations = {}},
                                 work);
    QVERIFY(!html);
    QCOMPARE(html.error().kind, ErrorKind::Cancelled);
  }

private:
  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestHtmlReport)
#include "tst_html_report.moc"
