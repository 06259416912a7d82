#include "analysis/neighbours/similar_labels.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::analysis;
using labeling::AnnotationId;

/// Ten labels in a row: label n lies at n, so that the nearest to it are n - 1 and n + 1.
class TestSimilarLabels : public QObject {
  Q_OBJECT
private:
  labeling::Document document_;
  std::vector<AuditedLabel> labels_;
  std::vector<labeling::Finding> findings_;

  void annotate(AnnotationId id) {
    labeling::Annotation annotation;
    annotation.image = 1;
    annotation.shape = labeling::Box{.x0 = 0, .y0 = 0, .x1 = 1, .y1 = 1};
    static_cast<void>(labeling::apply(
        document_,
        {.name = "", .gesture = 0, .changes = {labeling::AnnotationChange{id, annotation}}}));
  }

  void addSimilar() {
    FeatureMatrix features(labels_.size(), 1);
    for (std::size_t row = 0; row < labels_.size(); ++row) {
      // Each a little farther from the last, so that no two distances are equal.
      features(row, 0) = static_cast<float>(row) + 0.01F * static_cast<float>(row * row);
    }
    const auto graph = nearestNeighbours(features);
    QVERIFY(graph.has_value());
    addSimilarLabels(labels_, *graph, findings_);
  }

private Q_SLOTS:
  void init() {
    document_ = {};
    labels_.clear();
    labeling::Image image;
    image.path = "row.png";
    static_cast<void>(labeling::apply(
        document_, {.name = "", .gesture = 0, .changes = {labeling::ImageChange{1, image}}}));
    for (AnnotationId id = 1; id <= 10; ++id) {
      annotate(id);
      labels_.push_back({.image = 1, .annotation = id, .given = 0});
    }
    labeling::Finding finding;
    finding.image = 1;
    finding.annotation = 5;
    finding.evidence = R"({"probabilities":{"b":0.8,"a":0.2}})";
    findings_ = {finding};
  }

  void theNearestComeFirst() {
    addSimilar();
    QCOMPARE(similarLabelsOf(document_, findings_.front()),
             (std::vector<AnnotationId>{4, 6, 3, 7, 2, 8}));
    QVERIFY(findings_.front().evidence.starts_with(R"({"probabilities":{"b":0.8,"a":0.2},)"));
  }

  void labelsThatAreGoneAreLeftOut() {
    addSimilar();
    static_cast<void>(labeling::apply(
        document_,
        {.name = "", .gesture = 0, .changes = {labeling::AnnotationChange{6, std::nullopt}}}));
    QCOMPARE(similarLabelsOf(document_, findings_.front()),
             (std::vector<AnnotationId>{4, 3, 7, 2, 8}));
  }

  void findingsOfOtherThingsStayAsTheyAre() {
    findings_.front().annotation.reset();
    const auto before = findings_;
    addSimilar();
    QVERIFY(findings_ == before);
    QVERIFY(similarLabelsOf(document_, findings_.front()).empty());
  }

  void damagedEvidenceSaysNothing() {
    for (const char* evidence :
         {"", "[]", "{\"similar\":3}", "{\"similar\":[\"4\",{},4.5]}", "{"}) {
      findings_.front().evidence = evidence;
      QVERIFY(similarLabelsOf(document_, findings_.front()).empty());
    }
  }
};

QTEST_APPLESS_MAIN(TestSimilarLabels)
#include "tst_similar_labels.moc"
