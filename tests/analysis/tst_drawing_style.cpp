#include "analysis/consistency/drawing_samples.h"
#include "analysis/consistency/drawing_style.h"
#include "labelled_document.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

constexpr int pictures = 30;

Box around(Point centre, double side) {
  return {centre.x - side / 2, centre.y - side / 2, centre.x + side / 2, centre.y + side / 2};
}

/// Returns a circle of that many corners.
Polygon circle(Point centre, double radius, int corners) {
  PolygonPart part;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners;
    part.outer.push_back(
        {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  return {{part}};
}

/// Images of leaves that Anna and Ben both draw, Anna's sides `larger` times as long.
struct TwoAnnotators {
  LabelledDocument labels;
  ClassId leaf = labels.addClass("leaf");
  ClassId stone = labels.addClass("stone");

  TwoAnnotators(double larger, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 0.03);
    for (int i = 0; i < pictures; ++i) {
      const ImageId image = labels.addImage(400, 400);
      for (const Point centre : {Point{100, 100}, Point{300, 300}}) {
        const double side = 60 + 2 * i;
        labels.addBy("Anna", image, leaf, around(centre, side * larger * std::exp(noise(random))));
        labels.addBy("Ben", image, leaf, around(centre, side * std::exp(noise(random))));
      }
      labels.addBy("Anna", image, stone, around({100, 300}, 50 * std::exp(noise(random))));
      labels.addBy("Ben", image, stone, around({100, 300}, 50 * std::exp(noise(random))));
    }
  }

  [[nodiscard]] std::vector<Finding> findings() const {
    return drawingDifferences(
        labels.document, {.shared = sharedObjects(labels.document), .seen = {}, .labelledAt = {}});
  }
};

}  // namespace

class TestDrawingStyle : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void whoDrawsLargerIsNamed() {
    const TwoAnnotators two(1.1, 1);
    const auto findings = two.findings();
    QCOMPARE(findings.size(), std::size_t{1});
    const Finding& finding = findings.front();
    QCOMPARE(finding.kind, FindingKind::Inconsistent);
    QCOMPARE(finding.given, std::string("leaf"));
    QCOMPARE(finding.annotation, std::optional(AnnotationId{1}));
    QCOMPARE(finding.reason, std::string("size: Anna and Ben"));
    // 1.1² = 1.21: the noise moves the median of 30 images by a percent or two.
    QVERIFY2(finding.message.starts_with("Anna draws “leaf” 2"), finding.message.c_str());
    QVERIFY(finding.message.ends_with(
        " % larger than Ben where both drew it: agree on where its edge is."));
    QVERIFY(finding.evidence.find("\"examples\":[1,3,") != std::string::npos);
  }

  void equalHandsAreNotToldApart() {
    int found = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
      found += TwoAnnotators(1, seed).findings().empty() ? 0 : 1;
    }
    QCOMPARE(found, 0);
  }

  void fewImagesSayNothing() {
    LabelledDocument labels;
    const ClassId leaf = labels.addClass("leaf");
    for (int i = 0; i < 7; ++i) {
      const ImageId image = labels.addImage(400, 400);
      labels.addBy("Anna", image, leaf, around({100, 100}, 60));
      labels.addBy("Ben", image, leaf, around({100, 100}, 50));
    }
    QVERIFY(
        drawingDifferences(labels.document,
                           {.shared = sharedObjects(labels.document), .seen = {}, .labelledAt = {}})
            .empty());
  }

  void sizesOfOtherObjectsAreComparedWithWhatAModelSees() {
    LabelledDocument labels;
    const ClassId leaf = labels.addClass("leaf");
    DrawingEvidence evidence;
    std::mt19937 random(3);
    std::uniform_real_distribution<double> sides(30, 90);
    std::uniform_real_distribution<double> noise(0.97, 1.03);
    for (int i = 0; i < 2 * pictures; ++i) {
      const ImageId image = labels.addImage(400, 400);
      const double side = sides(random);
      const double drawn = side * (i < pictures ? 1 : 1.1) * noise(random);
      const AnnotationId id = labels.add(image, leaf, around({200, 200}, drawn));
      evidence.seen[id] = around({200, 200}, side);
      evidence.labelledAt[image] = 1000 + i;
    }
    auto findings = drawingDifferences(labels.document, evidence);
    QCOMPARE(findings.size(), std::size_t{1});
    QVERIFY(findings.front().message.starts_with("“leaf” was drawn 2"));
    QVERIFY(findings.front().message.ends_with(
        " % larger in the images labelled later than in those labelled first, compared with the "
        "boxes that the model sees: agree on where its edge is."));
    evidence.seen.clear();
    QVERIFY(drawingDifferences(labels.document, evidence).empty());
  }

  void cornersAreComparedAtEqualLength() {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> radii(20, 80);
    const auto labelled = [&](double finer) {
      LabelledDocument labels;
      const ClassId leaf = labels.addClass("leaf");
      for (int i = 0; i < 2 * pictures; ++i) {
        const bool anna = i < pictures;
        // Anna's leaves are larger, and larger ones get more corners from everyone.
        const double radius = radii(random) * (anna ? 1.5 : 1);
        const int corners =
            static_cast<int>(std::lround((anna ? finer : 1) * 4 * std::sqrt(radius)));
        labels.addBy(anna ? "Anna" : "Ben", labels.addImage(400, 400), leaf,
                     circle({200, 200}, radius, corners));
      }
      return drawingDifferences(labels.document, {});
    };
    QVERIFY(labelled(1).empty());
    const auto findings = labelled(1.5);
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings.front().reason, std::string("corners: Anna and Ben"));
    QVERIFY(findings.front().message.starts_with("Anna outlines “leaf” with "));
    QVERIFY(findings.front().message.ends_with(
        " % more corners than Ben: agree on how finely it is drawn."));
  }

  void anOutlineIsMeasured() {
    const auto square =
        outlineDetail(Polygon{{{.outer = {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, .holes = {}}}});
    QVERIFY(square);
    QVERIFY(std::abs(square->corners - std::log(4.0)) < 1e-12);
    QVERIFY(std::abs(square->length - std::log(40.0)) < 1e-12);
    QVERIFY(!outlineDetail(Box{0, 0, 1, 1}));
    QVERIFY(!outlineDetail(Polygon{}));
  }
};

QTEST_APPLESS_MAIN(TestDrawingStyle)
#include "tst_drawing_style.moc"
