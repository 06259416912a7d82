#include "analysis/audits/mask_audit.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"

#include <QtTest>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

/// A picture, usually of 40 × 30 pixels, with the classes background, bolt and nut.
class Painting {
public:
  explicit Painting(cv::Size size = {40, 30})
      : labels(size, std::uint8_t{0}),
        probabilities{cv::Mat1f(size, 0.98F), cv::Mat1f(size, 0.01F), cv::Mat1f(size, 0.01F)} {}

  cv::Mat1b labels;
  std::vector<GivenMask> objects;
  std::vector<cv::Mat1f> probabilities;

  void paint(AnnotationId id, int labelClass, const cv::Rect& place) {
    cv::Mat1b pixels(labels.size(), std::uint8_t{0});
    pixels(place) = 255;
    labels(place) = static_cast<std::uint8_t>(labelClass);
    objects.push_back({.annotation = id, .labelClass = labelClass, .mask = maskOfPixels(pixels)});
  }

  void see(std::size_t labelClass, const cv::Rect& place) {
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
      probabilities[k](place) = k == labelClass ? 0.98F : 0.01F;
    }
  }

  [[nodiscard]] std::vector<Finding> audit(const std::vector<double>& usualAreas = {}) const {
    const std::vector<std::string> names{"background", "bolt", "nut"};
    return auditMasks(7, objects, labels, probabilities, names, usualAreas);
  }
};

}  // namespace

class TestMaskAudit : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void soundMasksHaveNoFindings() {
    Painting painting;
    painting.paint(1, 1, {5, 5, 10, 10});
    painting.see(1, {5, 5, 10, 10});
    QVERIFY(painting.audit().empty());
  }

  void whatIsPaintedTooMuchIsToBeLost() {
    Painting painting;
    painting.paint(1, 1, {5, 5, 15, 10});
    painting.see(1, {5, 5, 10, 10});
    const auto findings = painting.audit();
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings[0].kind, FindingKind::MaskError);
    QCOMPARE(findings[0].annotation, std::optional<AnnotationId>(1));
    QCOMPARE(boundsOf(*findings[0].suggestedShape), (Box{5, 5, 15, 15}));
    QCOMPARE(findings[0].message, std::string("50 pixels of this “bolt” look like “background”."));
  }

  void whatHardlyMattersIsNotAskedAbout() {
    // An image of 200 by 200 pixels, of which a thousandth is 40: 20 pixels matter for an object of
    // 400 or less, and where a quarter of the usual object is no more.
    const cv::Size large(200, 200);
    Painting oneRow(large);
    oneRow.paint(1, 1, {5, 5, 20, 21});
    oneRow.see(1, {5, 5, 20, 20});
    QCOMPARE(oneRow.audit().size(), std::size_t{0});
    Painting twoRows(large);
    twoRows.paint(1, 1, {5, 5, 20, 21});
    twoRows.see(1, {5, 5, 20, 19});
    QCOMPARE(twoRows.audit().size(), std::size_t{1});

    Painting unseen(large);
    unseen.see(2, {100, 100, 5, 5});
    QCOMPARE(unseen.audit({0, 0, 400}).size(), std::size_t{0});
    QCOMPARE(unseen.audit({0, 0, 100}).size(), std::size_t{1});
    QCOMPARE(unseen.audit().size(), std::size_t{1});
  }

  void whatIsLeftOutIsToBeGained() {
    Painting painting;
    painting.paint(1, 1, {5, 5, 10, 10});
    painting.see(1, {5, 5, 15, 10});
    const auto findings = painting.audit();
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings[0].kind, FindingKind::MaskError);
    QCOMPARE(boundsOf(*findings[0].suggestedShape), (Box{5, 5, 20, 15}));
  }

  void anObjectThatNobodyPaintedIsOverlooked() {
    Painting painting;
    painting.paint(1, 1, {5, 5, 10, 10});
    painting.see(1, {5, 5, 10, 10});
    painting.see(2, {25, 5, 8, 8});
    const auto findings = painting.audit();
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings[0].kind, FindingKind::Overlooked);
    QCOMPARE(findings[0].suggested, std::string("nut"));
    QVERIFY(!findings[0].annotation.has_value());
    QCOMPARE(areaOf(*findings[0].suggestedShape), 64.0);
  }

  void aPartOfAnotherClassIsBothLostAndGained() {
    Painting painting;
    painting.paint(1, 1, {5, 5, 10, 10});
    painting.paint(2, 2, {15, 5, 10, 10});
    painting.see(1, {5, 5, 15, 10});
    painting.see(2, {20, 5, 5, 10});
    const auto findings = painting.audit();
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings[0].annotation, std::optional<AnnotationId>(2));
    QCOMPARE(findings[1].annotation, std::optional<AnnotationId>(1));
    QCOMPARE(boundsOf(*findings[0].suggestedShape), (Box{20, 5, 25, 15}));
    QCOMPARE(boundsOf(*findings[1].suggestedShape), (Box{5, 5, 20, 15}));
  }
};

QTEST_APPLESS_MAIN(TestMaskAudit)
#include "tst_mask_audit.moc"
