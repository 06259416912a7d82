#include "analysis/neighbours/outlier_audit.h"
#include "labeling/random.h"

#include <QtTest>
#include <nlohmann/json.hpp>

using namespace touchstone;
using namespace touchstone::analysis;
using labeling::Finding;

namespace {

const std::vector<std::string> classes{"ant", "bee"};

/// Images with a label each; label and image have the same number. The features of most lie
/// together, those of the last ones far away, each in a direction of its own.
struct Samples {
  labeling::Document document;
  std::vector<AuditedLabel> labels;
  FeatureMatrix features;

  Samples(std::size_t usual, std::size_t unusual, const labeling::Shape& shape)
      : features(usual + unusual, 2) {
    labeling::Random random(1, usual);
    labeling::Edit edit;
    for (std::size_t row = 0; row < features.rows; ++row) {
      const auto id = static_cast<labeling::ImageId>(row + 1);
      labeling::Image image;
      image.path = std::to_string(id) + ".png";
      edit.changes.emplace_back(labeling::ImageChange{id, image});
      labeling::Annotation annotation;
      annotation.image = id;
      annotation.shape = shape;
      edit.changes.emplace_back(labeling::AnnotationChange{id, annotation});
      labels.push_back({.image = id, .annotation = id, .given = 1});
      const float away = row < usual ? 0 : 3 * static_cast<float>(row - usual + 1);
      features(row, 0) = away + random.uniform();
      features(row, 1) = random.uniform();
    }
    static_cast<void>(labeling::apply(document, std::move(edit)));
  }

  [[nodiscard]] std::vector<Finding> findings() const {
    return auditOutliers(document, labels, classes, nearestNeighbours(features).value());
  }
};

}  // namespace

class TestOutlierAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void whatIsUnlikeAllOthersIsFound();
  void anObjectIsSaidToBeOne();
  void oneSampleInTwentyIsAskedAboutAtMost();
  void amongFewSamplesNothingIsUnusual();
};

void TestOutlierAudit::whatIsUnlikeAllOthersIsFound() {
  const auto findings = Samples(60, 1, labeling::ImageTag{}).findings();
  QCOMPARE(findings.size(), std::size_t{1});
  const Finding& finding = findings.front();
  QCOMPARE(finding.kind, labeling::FindingKind::Outlier);
  QCOMPARE(finding.image, labeling::ImageId{61});
  QCOMPARE(finding.annotation, std::optional<labeling::AnnotationId>(61));
  QCOMPARE(finding.given, std::string("bee"));
  QVERIFY(finding.score >= 0.5 && finding.score < 0.6);
  const auto neighbours = nlohmann::json::parse(finding.evidence).at("neighbours");
  QCOMPARE(neighbours.size(), std::size_t{3});
  QCOMPARE(finding.message, "Unlike all other images; the most similar one is “" +
                                neighbours.at(0).get<std::string>() + "”.");
}

void TestOutlierAudit::anObjectIsSaidToBeOne() {
  const labeling::Box box{.x0 = 1, .y0 = 1, .x1 = 9, .y1 = 9};
  const auto findings = Samples(60, 1, box).findings();
  QCOMPARE(findings.size(), std::size_t{1});
  QVERIFY(findings.front().message.starts_with(
      "This object is unlike all others; the most similar one is in “"));
}

void TestOutlierAudit::oneSampleInTwentyIsAskedAboutAtMost() {
  const auto findings = Samples(60, 6, labeling::ImageTag{}).findings();
  QCOMPARE(findings.size(), std::size_t{3});
  QCOMPARE(findings.front().image, labeling::ImageId{66});
}

void TestOutlierAudit::amongFewSamplesNothingIsUnusual() {
  QVERIFY(Samples(15, 1, labeling::ImageTag{}).findings().empty());
}

QTEST_APPLESS_MAIN(TestOutlierAudit)
#include "tst_outlier_audit.moc"
