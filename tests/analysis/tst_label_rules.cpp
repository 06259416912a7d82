#include "analysis/consistency/label_rules.h"
#include "analysis/consistency/placed_shape.h"
#include "labeling/geometry/convert.h"
#include "labelled_document.h"

#include <QtTest>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

Polygon triangle(Point a, Point b, Point c) {
  return {{{.outer = {a, b, c}, .holes = {}}}};
}

std::vector<std::string> messagesOf(const Document& document) {
  std::vector<std::string> messages;
  for (const Finding& finding : checkLabelRules(document)) {
    messages.push_back(finding.message);
  }
  return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

class TestLabelRules : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void withoutRulesNothingIsFound() {
    LabelledDocument labels;
    const ImageId image = labels.addImage(100, 100);
    labels.add(image, labels.addClass("cell"), Box{0, 0, 1, 1});
    QVERIFY(checkLabelRules(labels.document).empty());
  }

  void aFindingNamesTheRuleAndTheObject() {
    LabelledDocument labels;
    const ClassId logo = labels.addClass("logo", "at least 12 px\nnonsense");
    const ImageId image = labels.addImage(100, 100);
    labels.add(image, logo, Box{0, 0, 12, 30});
    const AnnotationId thin = labels.add(image, logo, Box{0, 0, 30, 7.25});
    const auto findings = checkLabelRules(labels.document);
    QCOMPARE(findings.size(), std::size_t{1});
    const Finding& finding = findings.front();
    QCOMPARE(finding.kind, FindingKind::Inconsistent);
    QCOMPARE(finding.image, image);
    QCOMPARE(finding.annotation, std::optional(thin));
    QCOMPARE(finding.given, std::string("logo"));
    QCOMPARE(finding.reason, std::string("logo: at least 12 px"));
    QCOMPARE(finding.message, std::string("This “logo” is 7.3 px at its shorter side; the label "
                                          "book asks for at least 12."));
    QCOMPARE(finding.evidence,
             std::string(R"({"measured":7.25,"rule":"at least 12 px","ruleOf":"logo"})"));
  }

  void sizesAreThoseOfTheShape() {
    LabelledDocument labels;
    const ClassId part =
        labels.addClass("part", "at most 30 px\nat least 50 px²\naspect at most 4");
    const ImageId image = labels.addImage(200, 200);
    labels.add(image, part, OrientedBox{{100, 100}, 30, 10, 0.7});
    labels.add(image, part, OrientedBox{{100, 100}, 40, 8, 0.7});
    labels.add(image, part, triangle({10, 10}, {20, 10}, {10, 19}));
    QCOMPARE(
        messagesOf(labels.document),
        (Messages{"This “part” is 40 px at its longer side; the label book allows at most 30.",
                  "This “part” is 45 px²; the label book asks for at least 50.",
                  "This “part” is 5 times as long as wide; the label book allows at most 4."}));
  }

  void objectsAreCountedPerImage() {
    LabelledDocument labels;
    const ClassId logo = labels.addClass("logo", "at most 1 per image\nat least 1 per image");
    const ImageId two = labels.addImage(100, 100);
    labels.add(two, logo, Box{0, 0, 9, 9});
    const AnnotationId last = labels.add(two, logo, Box{20, 0, 29, 9});
    const ImageId none = labels.addImage(100, 100, ImageState::Verified);
    labels.addImage(100, 100, ImageState::Unlabelled);
    labels.addImage(100, 100, ImageState::Excluded);
    const ImageId one = labels.addImage(100, 100);
    labels.add(one, logo, Box{0, 0, 9, 9});
    Attributes guessed;
    guessed.score = 0.9;
    labels.add(one, logo, Box{30, 0, 39, 9}, guessed);
    const auto findings = checkLabelRules(labels.document);
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings[0].annotation, std::optional(last));
    QCOMPARE(findings[0].message,
             std::string("2 “logo” in one image; the label book allows at most 1."));
    QCOMPARE(findings[1].image, none);
    QVERIFY(!findings[1].annotation);
    QCOMPARE(findings[1].message,
             std::string("0 “logo” in one image; the label book asks for at least 1."));
    QVERIFY(keyOf(findings[0]) != keyOf(findings[1]));
  }

  void whatMustTouchIsCompared() {
    LabelledDocument labels;
    const ClassId nucleus = labels.addClass("nucleus", "touches cell\ninside cell\ninside ghost");
    const ClassId cell = labels.addClass("cell");
    const ImageId image = labels.addImage(100, 100);
    labels.add(image, cell, Box{10, 10, 50, 50});
    labels.add(image, nucleus, Box{20, 20, 30, 30});
    labels.add(image, nucleus, Box{50.5, 20, 60, 30});
    labels.add(image, nucleus, Box{70, 20, 80, 30});
    labels.add(image, nucleus, Box{45, 20, 55, 30});
    const std::string says = "; the label book says that it must.";
    QCOMPARE(
        messagesOf(labels.document),
        (Messages{
            "This “nucleus” touches no “cell”" + says, "This “nucleus” lies in no “cell”" + says,
            "This “nucleus” lies in no “cell”" + says,
            "Only 50 % of this “nucleus” lies in a “cell”; the label book says that all must."}));
  }

  void aClassBelowAnotherObeysAndSatisfiesItsRules() {
    LabelledDocument labels;
    const ClassId pin = labels.addClass("pin", "inside board\noverlap at most 10 %");
    const ClassId board = labels.addClass("board");
    const ClassId goldPin = labels.addClass("gold pin");
    const ClassId smallBoard = labels.addClass("small board");
    labels.placeBelow(goldPin, pin);
    labels.placeBelow(smallBoard, board);
    const ImageId image = labels.addImage(100, 100);
    labels.add(image, smallBoard, Box{0, 0, 50, 50});
    labels.add(image, goldPin, Box{10, 10, 20, 20});
    labels.add(image, pin, Box{18, 10, 28, 20});
    labels.add(image, goldPin, Box{80, 80, 90, 90});
    QCOMPARE(messagesOf(labels.document),
             (Messages{"This “gold pin” lies in no “board”; the label book says that it must.",
                       "20 % of this “gold pin” lies in another “pin”; the label book allows 10 %.",
                       "20 % of this “pin” lies in another “pin”; the label book allows 10 %."}));
  }

  void annotatorsWhoWorkForThemselvesAreCheckedEachForThemselves() {
    LabelledDocument labels;
    const ClassId logo = labels.addClass("logo", "at most 1 per image\noverlap at most 10 %");
    const ImageId image = labels.addImage(100, 100);
    labels.addBy("Anna", image, logo, Box{0, 0, 20, 20});
    labels.addBy("Ben", image, logo, Box{1, 0, 21, 20});
    QCOMPARE(checkLabelRules(labels.document, sharedObjects(labels.document)).size(),
             std::size_t{0});
    const AnnotationId second = labels.addBy("Ben", image, logo, Box{60, 60, 80, 80});
    const auto findings = checkLabelRules(labels.document, sharedObjects(labels.document));
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings.front().annotation, std::optional(second));
  }

  void annotatorsWhoShareTheWorkAreCheckedTogether() {
    LabelledDocument labels;
    const ClassId logo = labels.addClass("logo", "at most 1 per image\nat least 3 per image");
    const ImageId image = labels.addImage(100, 100);
    labels.addBy("Anna", image, logo, Box{0, 0, 20, 20});
    labels.addBy("Ben", image, logo, Box{60, 60, 80, 80});
    const auto findings = checkLabelRules(labels.document, sharedObjects(labels.document));
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings[0].message,
             std::string("2 “logo” in one image; the label book allows at most 1."));
    QCOMPARE(findings[1].message,
             std::string("2 “logo” in one image; the label book asks for at least 3."));
  }

  void shapesOfAnyKindAreLaidOverEachOther() {
    const ImageSize size{40, 40};
    const PlacedShape box(Box{0, 0, 10, 10}, size);
    const PlacedShape half(triangle({0, 0}, {10, 0}, {0, 10}), size);
    QVERIFY(std::abs(shareWithin(half, box) - 1) < 1e-12);
    QVERIFY(std::abs(shareWithin(box, half) - 0.5) < 0.06);
    QCOMPARE(overlapOf(box, half), sharedArea(box, half) / 100);
    QCOMPARE(overlapOf(box, PlacedShape(Box{5, 0, 15, 10}, size)), 50.0 / 150);
    QCOMPARE(overlapOf(PlacedShape(ImageTag{}, size), PlacedShape(ImageTag{}, size)), 1.0);
    QCOMPARE(overlapOf(PlacedShape(ImageTag{}, size), box), 0.0);
    const PlacedShape pixels(*convertedTo(Box{0, 0, 10, 10}, ShapeKind::Mask, size), size);
    QVERIFY(touch(pixels, PlacedShape(Box{10, 10, 20, 20}, size)));
    QVERIFY(!touch(pixels, PlacedShape(Box{11, 0, 20, 10}, size)));
    QVERIFY(!touch(half, PlacedShape(Box{7, 7, 20, 20}, size)));
    QVERIFY(touch(PlacedShape(Keypoints{{{{5, 5}, 2}}}, size), box));
    QVERIFY(!touch(PlacedShape(Keypoints{{{{15, 5}, 2}}}, size), box));
    QVERIFY(!touch(PlacedShape(ImageTag{}, size), box));
  }

  void crowdsAndExcludedImagesAreLeftOut() {
    LabelledDocument labels;
    const ClassId cell = labels.addClass("cell", "at least 12 px");
    Attributes crowd;
    crowd.crowd = true;
    labels.add(labels.addImage(100, 100), cell, Box{0, 0, 3, 3}, crowd);
    labels.add(labels.addImage(100, 100, ImageState::Excluded), cell, Box{0, 0, 3, 3});
    QVERIFY(checkLabelRules(labels.document).empty());
  }

  void aStoppedCheckEndsEarly() {
    LabelledDocument labels;
    const ClassId cell = labels.addClass("cell", "at least 12 px");
    labels.add(labels.addImage(100, 100), cell, Box{0, 0, 3, 3});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(checkLabelRules(labels.document, {}, stop.get_token()).empty());
  }
};

QTEST_APPLESS_MAIN(TestLabelRules)
#include "tst_label_rules.moc"
