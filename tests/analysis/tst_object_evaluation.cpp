#include "analysis/audits/model_findings.h"
#include "analysis/report/html_report.h"
#include "analysis/report/object_evaluation.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace touchstone;
using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

constexpr std::size_t cat = 0;
constexpr std::size_t dog = 1;
constexpr std::size_t nothing = 2;

const Box firstCat{0, 0, 10, 10};
const Box theDog{50, 0, 70, 20};
const Box secondCat{5, 5, 25, 25};
const Box air{40, 40, 60, 60};

TrueObject objectAt(const Box& box, std::size_t image, std::size_t category, std::int64_t id) {
  TrueObject object;
  object.id = id;
  object.image = image;
  object.category = category;
  object.box = cocoBoxOf(box);
  object.area = box.area();
  return object;
}

Detection detectionAt(const Box& box, std::size_t image, std::size_t category, double score) {
  Detection detection;
  detection.image = image;
  detection.category = category;
  detection.box = cocoBoxOf(box);
  detection.area = box.area();
  detection.score = score;
  return detection;
}

/// A cat and a dog on one picture, a cat on another.
EvaluatedObjects twoCatsAndADog() {
  return {.truth = {.images = {1, 2},
                    .sizes = {{100, 100}, {100, 100}},
                    .categories = {{1, "cat"}, {2, "dog"}},
                    .objects = {objectAt(firstCat, 0, cat, 1), objectAt(theDog, 0, dog, 2),
                                objectAt(secondCat, 1, cat, 3)}},
          .images = {"a.jpg", "b.jpg"},
          .annotations = {11, 12, 13}};
}

/// Both cats are found, the dog is taken for a cat between them, a dog is seen where nothing is.
EvaluationReport evaluated() {
  const std::vector<Detection> detections{
      detectionAt(firstCat, 0, cat, 0.9), detectionAt(theDog, 0, cat, 0.8),
      detectionAt(secondCat, 1, cat, 0.7), detectionAt(air, 1, dog, 0.95)};
  return *evaluateObjects(twoCatsAndADog(), detections);
}

const EvaluatedSample& sampleOf(const EvaluationReport& report,
                                const std::string& given,
                                const std::string& predicted) {
  return *std::find_if(report.samples.begin(), report.samples.end(),
                       [&](const EvaluatedSample& sample) {
                         return sample.given == given && sample.predicted == predicted;
                       });
}

Document documentOf(const std::string& path) {
  Document document;
  Image image;
  image.path = path;
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {ImageChange{4, image}}}));
  return document;
}

}  // namespace

class TestObjectEvaluation : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyObjectAndDetectionIsCountedOnce() {
    const EvaluationReport report = evaluated();
    const Matrix<long>& confusion = report.metrics.confusion;
    QCOMPARE(confusion.rows, std::size_t{3});
    QCOMPARE(confusion(cat, cat), 2L);
    QCOMPARE(confusion(dog, cat), 1L);
    QCOMPARE(confusion(nothing, dog), 1L);
    QCOMPARE(std::accumulate(confusion.values.begin(), confusion.values.end(), 0L), 4L);
    QCOMPARE(report.samples.size(), std::size_t{4});
  }

  void figuresFollowTheirDefinitions() {
    const EvaluationReport report = evaluated();
    QCOMPARE(report.metrics.perClass[cat].precision, 2.0 / 3);
    QCOMPARE(report.metrics.perClass[cat].recall, 1.0);
    QCOMPARE(report.metrics.perClass[cat].f1, 0.8);
    QCOMPARE(report.metrics.perClass[dog].precision, 0.0);
    QCOMPARE(report.metrics.perClass[dog].support, 1L);
    QCOMPARE(report.metrics.macroF1, 0.4);
    QVERIFY(std::isnan(report.metrics.accuracy));
    // 101 recalls: precision 1 up to 0.5, 2/3 beyond; the dog has none.
    QVERIFY(std::abs(report.figures.at("AP50") - (51 + 50 * 2.0 / 3) / 101 / 2) < 1e-12);
    QCOMPARE(report.detection->perClass[cat].threshold, 0.7);
    QCOMPARE(report.detection->perClass[cat].curve.size(), std::size_t{3});
  }

  void detectionsBelowTheirClassesThresholdDoNotCount() {
    const std::vector<Detection> detections{detectionAt(firstCat, 0, cat, 0.9),
                                            detectionAt(secondCat, 1, cat, 0.6),
                                            detectionAt(air, 0, cat, 0.3)};
    const auto report = evaluateObjects(twoCatsAndADog(), detections);
    QCOMPARE(report->detection->perClass[cat].threshold, 0.6);
    QCOMPARE(report->metrics.confusion(nothing, cat), 0L);
    QCOMPARE(report->metrics.confusion(dog, nothing), 1L);
  }

  void longCurvesAreThinnedOut() {
    EvaluatedObjects objects = twoCatsAndADog();
    std::vector<Detection> detections;
    for (int i = 0; i < 1000; ++i) {
      detections.push_back(detectionAt(air, 0, cat, 1 - i / 1000.0));
      objects.truth.images.push_back(3 + i);
      objects.truth.sizes.push_back({100, 100});
      objects.images.push_back(std::to_string(i));
      detections.back().image = static_cast<std::size_t>(2 + i);
    }
    const auto report = evaluateObjects(objects, detections);
    const auto& curve = report->detection->perClass[cat].curve;
    QVERIFY(curve.size() > 50 && curve.size() <= 102);
    QCOMPARE(curve.front().score, 1.0);
    QVERIFY(std::abs(curve.back().score - 0.001) < 1e-12);
  }

  void samplesBecomeFindings() {
    const EvaluationReport report = evaluated();
    const Finding mistaken = findingOf(sampleOf(report, "dog", "cat"), 4, "0001");
    QCOMPARE(mistaken.kind, FindingKind::Misclassified);
    QCOMPARE(mistaken.annotation, std::optional<AnnotationId>(12));
    QCOMPARE(mistaken.suggested, std::string("cat"));
    const Finding extra = findingOf(sampleOf(report, "", "dog"), 4, "0001");
    QCOMPARE(extra.kind, FindingKind::FalsePositive);
    QVERIFY(extra.suggestedShape == Shape(air));
    QCOMPARE(extra.message, std::string("The model sees “dog” (95 %) where nothing is labelled."));
    const Finding missed =
        findingOf({.image = "a.jpg", .annotation = 12, .given = "dog", .predicted = ""}, 4, "0001");
    QCOMPARE(missed.kind, FindingKind::FalseNegative);
    QCOMPARE(missed.message, std::string("The model does not find this “dog”."));
    QCOMPARE(findingOf(sampleOf(report, "cat", "cat"), 4, "0001").suggested, std::string());
  }

  void reportsReadBackAsWritten() {
    const EvaluationReport report = evaluated();
    const auto read = evaluationReportFromJson(toJson(report));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(read->figures == report.figures);
    QVERIFY(read->metrics.confusion == report.metrics.confusion);
    QVERIFY(read->detection.has_value());
    QVERIFY(read->detection->numbers == report.detection->numbers);
    QVERIFY(read->detection->perClass[cat].numbers == report.detection->perClass[cat].numbers);
    QCOMPARE(read->detection->perClass[cat].threshold, 0.7);
    QCOMPARE(read->detection->perClass[cat].curve[2].recall, 1.0);
    QCOMPARE(read->detection->cost, report.detection->cost);
    QCOMPARE(sampleOf(*read, "", "dog").box, std::optional<Box>(air));
    QVERIFY(!sampleOf(*read, "", "dog").annotation);
  }

  void theReportTellsOfObjects() {
    const Document document = documentOf("a.jpg");
    EvaluationReport report = evaluated();
    report.run = "0001";
    report.split = "val";
    const auto html = htmlReport({.project = "pets",
                                  .document = document,
                                  .imageFolder = {},
                                  .audit = {},
                                  .evaluation = report,
                                  .iterations = {}},
                                 {});
    for (const char* part : {"<i>nothing</i>", "Precision over recall", "AP50 on the validation",
                             "finds 2 of the 3 objects"}) {
      QVERIFY2(html->find(part) != std::string::npos, part);
    }
  }
};

QTEST_APPLESS_MAIN(TestObjectEvaluation)
#include "tst_object_evaluation.moc"
