#include "analysis/consistency/consensus_adoption.h"
#include "analysis/consistency/consensus_shape.h"
#include "analysis/consistency/disagreement_findings.h"
#include "analysis/consistency/object_consensus.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labelled_document.h"

#include <QtTest>

#include <array>

using namespace touchstone::analysis;
using namespace touchstone::labeling;

namespace {

/// Three people draw two things on each of three images. On the last one Ben gives another class,
/// Carl draws off the mark, and only Anna sees a third thing.
struct ThreePeople {
  LabelledDocument labels;
  ClassId red = labels.addClass("red");
  ClassId white = labels.addClass("white");
  std::vector<ImageId> images;
  AnnotationId otherClass = 0;
  AnnotationId offTheMark = 0;
  AnnotationId alone = 0;

  ThreePeople() {
    for (int i = 0; i < 3; ++i) {
      images.push_back(labels.addImage(200, 200));
      for (const std::string name : {"Anna", "Ben", "Carl"}) {
        const bool last = i == 2;
        const auto first = labels.addBy(name, images.back(), last && name == "Ben" ? white : red,
                                        Box{10, 10, 50, 50});
        const double shift = last && name == "Carl" ? 12 : 0;
        const auto second =
            labels.addBy(name, images.back(), white, Box{100 + shift, 100, 140 + shift, 140});
        otherClass = last && name == "Ben" ? first : otherClass;
        offTheMark = last && name == "Carl" ? second : offTheMark;
      }
    }
    alone = labels.addBy("Anna", images.back(), red, Box{10, 150, 40, 180});
  }

  [[nodiscard]] const Document& document() const { return labels.document; }
  [[nodiscard]] SharedObjects shared() const { return sharedObjects(labels.document); }
};

Mask rectangle(int x, int y, int width, int height) {
  return std::get<Mask>(*convertedTo(
      Box{double(x), double(y), double(x + width), double(y + height)}, ShapeKind::Mask, {40, 40}));
}

}  // namespace

class TestObjectConsensus : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void annotationsOfOneThingAreFound() {
    const ThreePeople people;
    const SharedObjects shared = people.shared();
    QCOMPARE(shared.annotators, (std::vector<std::string>{"Anna", "Ben", "Carl"}));
    QCOMPARE(shared.images.size(), std::size_t{3});
    QCOMPARE(shared.images[0].objects.size(), std::size_t{2});
    QCOMPARE(shared.images[2].objects.size(), std::size_t{3});
    QCOMPARE(shared.images[2].objects[0].annotators, (std::vector<std::size_t>{0, 1, 2}));
    QCOMPARE(shared.images[2].objects[2].annotations, std::vector<AnnotationId>{people.alone});
    QVERIFY(shared.areIndependent("Carl", "Anna"));
  }

  void theBetterMatchComesFirstAndNobodyHasTwo() {
    LabelledDocument labels;
    const ClassId cell = labels.addClass("cell");
    const ImageId image = labels.addImage(100, 100);
    const auto far = labels.addBy("Anna", image, cell, Box{0, 0, 20, 20});
    const auto near = labels.addBy("Anna", image, cell, Box{4, 0, 24, 20});
    const auto other = labels.addBy("Ben", image, cell, Box{5, 0, 25, 20});
    const auto shared = sharedObjects(labels.document);
    QCOMPARE(shared.images.size(), std::size_t{1});
    QCOMPARE(shared.images[0].objects.size(), std::size_t{2});
    QCOMPARE(shared.images[0].objects[0].annotations, std::vector<AnnotationId>{far});
    QCOMPARE(shared.images[0].objects[1].annotations, (std::vector<AnnotationId>{near, other}));
  }

  void thoseWhoShareTheWorkAreNotCompared() {
    LabelledDocument labels;
    const ClassId cell = labels.addClass("cell");
    for (int i = 0; i < 5; ++i) {
      const ImageId image = labels.addImage(100, 100);
      labels.addBy("Anna", image, cell, Box{0, 0, 20, 20});
      labels.addBy("Ben", image, cell, Box{50, 50, 70, 70});
    }
    const auto shared = sharedObjects(labels.document);
    QVERIFY(shared.images.empty());
    QVERIFY(!shared.areIndependent("Anna", "Ben"));
    const auto consensus = objectConsensus(labels.document, shared, ConsensusMethod::Majority);
    QVERIFY(!consensus);
    QVERIFY(consensus.error().message.starts_with("No image was labelled by two annotators"));
  }

  void figuresOfAgreementAreThoseOfTheFormulas() {
    const ThreePeople people;
    const auto consensus =
        objectConsensus(people.document(), people.shared(), ConsensusMethod::Majority);
    QVERIFY(consensus);
    QCOMPARE(consensus->pairs.size(), std::size_t{3});
    const AnnotatorPair& annaBen = consensus->pairs[0];
    QCOMPARE(annaBen.first + annaBen.second, std::string("AnnaBen"));
    QCOMPARE(annaBen.images, 3L);
    QCOMPARE(annaBen.matched, 6L);
    QCOMPARE(*annaBen.overlap, 1.0);
    // Anna drew 7, Ben 6; 5 have the same class.
    QCOMPARE(annaBen.f1, 2.0 * 5 / 13);
    const AnnotatorPair& annaCarl = consensus->pairs[1];
    const double offset = 28.0 / 52;  // shifted by 12 of 40 pixels
    QVERIFY(std::abs(*annaCarl.overlap - (5 + offset) / 6) < 1e-12);
    // Cohen: 6 of 7 items alike; Anna 4 red, 3 white; Carl 3 red, 3 white, 1 not drawn.
    const double chance = (4.0 * 3 + 3.0 * 3) / 49;
    QVERIFY(std::abs(*annaCarl.kappa - (6.0 / 7 - chance) / (1 - chance)) < 1e-12);
    // Krippendorff: 21 answers, 9 red, 10 white, 2 not drawn; in 2 of 7 items one of 3 pairs
    // agrees.
    const double observed = (5 * 3.0 + 2 * 1.0) / 21;
    const double expected = (9.0 * 8 + 10.0 * 9 + 2.0 * 1) / (21.0 * 20);
    QVERIFY(std::abs(*consensus->krippendorffAlpha - (observed - expected) / (1 - expected)) <
            1e-12);
  }

  void theConsensusSaysWhatIsThere() {
    const ThreePeople people;
    for (const ConsensusMethod method : {ConsensusMethod::Majority, ConsensusMethod::DawidSkene}) {
      const auto consensus = objectConsensus(people.document(), people.shared(), method);
      QVERIFY(consensus);
      QCOMPARE(consensus->objects.size(), std::size_t{7});
      QCOMPARE(consensus->objects[4].labelClass, std::optional(people.red));
      QCOMPARE(consensus->objects[5].labelClass, std::optional(people.white));
      QCOMPARE(std::get<Box>(consensus->objects[5].shape), (Box{100, 100, 140, 140}));
      QVERIFY(!consensus->objects[6].labelClass);
      const ObjectAnnotator& anna = consensus->annotators[0];
      QCOMPARE(anna.objects, 7L);
      QCOMPARE(anna.alone, 1L);
      QCOMPARE(anna.missed, 0L);
      QCOMPARE(*anna.overlap, 1.0);
      QVERIFY(std::abs(*consensus->annotators[2].overlap - (5 + 28.0 / 52) / 6) < 1e-12);
    }
  }

  void theConsensusTakesThePlaceOfTheDrawings() {
    ThreePeople people;
    const auto consensus =
        objectConsensus(people.document(), people.shared(), ConsensusMethod::Majority);
    QVERIFY(consensus);
    ConsensusAdoption adoption = consensusAdoption(people.document(), people.shared(), *consensus);
    QCOMPARE(adoption.images, std::size_t{3});
    QCOMPARE(adoption.drawn, std::size_t{19});
    QCOMPARE(adoption.adopted, std::size_t{6});
    QCOMPARE(adoption.dismissed, std::size_t{1});
    const Document before = people.document();
    Edit back = apply(people.labels.document, std::move(adoption.edit));
    for (const ImageId image : people.images) {
      const auto& left = people.document().annotationsOf(image);
      QCOMPARE(left.size(), std::size_t{2});
      const Annotation& first = *people.document().annotation(left[0]);
      const Annotation& second = *people.document().annotation(left[1]);
      QCOMPARE(first.labelClass, people.red);
      QCOMPARE(std::get<Box>(first.shape), (Box{10, 10, 50, 50}));
      QCOMPARE(second.labelClass, people.white);
      QCOMPARE(std::get<Box>(second.shape), (Box{100, 100, 140, 140}));
      QVERIFY(first.attributes.annotator.empty() && second.attributes.annotator.empty());
    }
    QVERIFY(people.shared().images.empty());
    static_cast<void>(apply(people.labels.document, std::move(back)));
    QVERIFY(people.document() == before);
  }

  void whatIsKeptComesNearestToTheConsensus() {
    LabelledDocument labels;
    const ClassId ant = labels.addClass("ant");
    const ClassId bee = labels.addClass("bee");
    const ImageId image = labels.addImage(100, 100);
    labels.addBy("Anna", image, bee, Box{0, 0, 20, 20});
    labels.addBy("Ben", image, ant, Box{3, 0, 23, 20});
    const auto nearest = labels.addBy("Carl", image, ant, Box{1, 0, 21, 20});
    labels.addBy("Dora", image, ant, Box{0, 0, 20, 20});
    const auto shared = sharedObjects(labels.document);
    const auto consensus = objectConsensus(labels.document, shared, ConsensusMethod::Majority);
    QVERIFY(consensus);
    static_cast<void>(
        apply(labels.document, consensusAdoption(labels.document, shared, *consensus).edit));
    QCOMPARE(labels.document.annotationsOf(image), std::vector<AnnotationId>{nearest});
    QCOMPARE(labels.document.annotation(nearest)->labelClass, ant);
  }

  void whatHalfOfThemDrewStays() {
    LabelledDocument labels;
    const ClassId ant = labels.addClass("ant");
    const ImageId image = labels.addImage(100, 100);
    labels.addBy("Anna", image, ant, Box{0, 0, 20, 20});
    labels.addBy("Ben", image, ant, Box{0, 0, 20, 20});
    labels.addBy("Ben", image, ant, Box{50, 50, 70, 70});
    const auto shared = sharedObjects(labels.document);
    const auto consensus = objectConsensus(labels.document, shared, ConsensusMethod::Majority);
    QVERIFY(consensus && !consensus->objects[1].labelClass);
    const ConsensusAdoption adoption = consensusAdoption(labels.document, shared, *consensus);
    QCOMPARE(adoption.adopted, std::size_t{2});
    QCOMPARE(adoption.dismissed, std::size_t{0});
  }

  void disagreementsAreFoundWithTheConsensus() {
    const ThreePeople people;
    const SharedObjects shared = people.shared();
    const auto consensus = objectConsensus(people.document(), shared, ConsensusMethod::Majority);
    const auto findings = disagreementFindings(people.document(), shared, *consensus);
    QCOMPARE(findings.size(), std::size_t{3});
    QCOMPARE(findings[0].kind, FindingKind::AnnotatorDisagreement);
    QCOMPARE(findings[0].annotation, std::optional(people.otherClass));
    QCOMPARE(findings[0].given, std::string("white"));
    QCOMPARE(findings[0].suggested, std::string("red"));
    QCOMPARE(findings[0].message,
             std::string("The annotators disagree: “red” by Anna and Carl; “white” by Ben."));
    QCOMPARE(findings[1].annotation, std::optional(people.offTheMark));
    QCOMPARE(std::get<Box>(*findings[1].suggestedShape), (Box{100, 100, 140, 140}));
    QCOMPARE(findings[1].message,
             std::string("This “white” by Carl overlaps what most drew by 54 % only."));
    QCOMPARE(findings[2].annotation, std::optional(people.alone));
    QVERIFY(suggestsRemoval(findings[2]) && !suggestsRemoval(findings[1]));
    QCOMPARE(findings[2].message,
             std::string("Only Anna drew this “red”; Ben and Carl labelled the "
                         "image too."));
  }

  void twoWhoDisagreeGetNoSuggestion() {
    LabelledDocument labels;
    const ClassId red = labels.addClass("red");
    const ClassId white = labels.addClass("white");
    const ImageId image = labels.addImage(100, 100);
    labels.addBy("", image, red, Box{0, 0, 20, 20});
    labels.addBy("Ben", image, white, Box{0, 0, 20, 20});
    const auto shared = sharedObjects(labels.document);
    const auto consensus = objectConsensus(labels.document, shared, ConsensusMethod::DawidSkene);
    QVERIFY(consensus);
    const auto findings = disagreementFindings(labels.document, shared, *consensus);
    QCOMPARE(findings.size(), std::size_t{1});
    QVERIFY(findings[0].suggested.empty());
    QCOMPARE(findings[0].message,
             std::string("The annotators disagree: “red” by the project's owner; “white” by Ben."));
  }

  void tagsOfImagesAreComparedToo() {
    LabelledDocument labels;
    const ClassId ant = labels.addClass("ant");
    const ClassId bee = labels.addClass("bee");
    const ImageId image = labels.addImage(100, 100);
    for (const std::string name : {"Anna", "Ben", "Carl"}) {
      labels.addBy(name, image, name == "Ben" ? bee : ant, ImageTag{});
    }
    const auto shared = sharedObjects(labels.document);
    const auto consensus = objectConsensus(labels.document, shared, ConsensusMethod::Majority);
    QVERIFY(consensus);
    QCOMPARE(consensus->objects.size(), std::size_t{1});
    QCOMPARE(consensus->objects[0].labelClass, std::optional(ant));
    QVERIFY(isImageTag(consensus->objects[0].shape));
  }

  void boxesHaveTheMedianOfTheirEdges() {
    const std::array<Shape, 3> three{Box{0, 0, 10, 10}, Box{2, 1, 12, 30}, Box{1, 0, 11, 11}};
    QCOMPARE(std::get<Box>(consensusShape(three, {40, 40})), (Box{1, 0, 11, 11}));
    const std::array<Shape, 2> two{Box{0, 0, 10, 10}, Box{2, 1, 12, 11}};
    QCOMPARE(std::get<Box>(consensusShape(two, {40, 40})), (Box{1, 0.5, 11, 10.5}));
  }

  void areasHaveThePixelsOfTheMajority() {
    const std::array<Shape, 3> masks{rectangle(0, 0, 10, 10), rectangle(5, 0, 10, 10),
                                     rectangle(5, 5, 10, 10)};
    const Shape agreed = consensusShape(masks, {40, 40});
    // Two of the three cover [5,10)x[0,10) and [10,15)x[5,10).
    const Mask expected = unionOf(rectangle(5, 0, 5, 10), rectangle(10, 5, 5, 5));
    QCOMPARE(std::get<Mask>(agreed), expected);
    const std::array<Shape, 2> mixed{polygonOf(Box{0, 0, 10, 10}), Box{5, 0, 15, 10}};
    const Shape both = consensusShape(mixed, {40, 40});
    QCOMPARE(kindOf(both), ShapeKind::Polygon);
    QCOMPARE(boundsOf(both), (Box{5, 0, 10, 10}));
  }

  void shapesWithoutAMajorityGiveTheMostCentral() {
    const std::array<Shape, 2> apart{rectangle(0, 0, 5, 5), rectangle(20, 20, 5, 5)};
    QCOMPARE(std::get<Mask>(consensusShape(apart, {40, 40})), rectangle(0, 0, 5, 5));
    const std::array<Shape, 3> lines{Line{{{0, 0}, {9, 9}}}, Line{{{1, 1}, {10, 10}}},
                                     Line{{{2, 2}, {11, 11}}}};
    QVERIFY(consensusShape(lines, {40, 40}) == lines[1]);
  }
};

QTEST_APPLESS_MAIN(TestObjectConsensus)
#include "tst_object_consensus.moc"
