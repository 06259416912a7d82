#include "analysis/annotators/object_agreement.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon_raster.h"

#include <QtTest>

using namespace touchstone::analysis;
using touchstone::labeling::Box;
using touchstone::labeling::ImageSize;
using touchstone::labeling::ImageTag;
using touchstone::labeling::Mask;
using touchstone::labeling::Point;
using touchstone::labeling::Polygon;
using touchstone::labeling::Shape;

namespace {

using Objects = std::vector<SeenObject>;

constexpr ImageSize image{100, 80};

Box square(double left, double top = 10, double side = 10) {
  return {left, top, left + side, top + side};
}

Mask rectangle(int left, int top, int right, int bottom) {
  Mask mask{.width = image.width, .height = image.height, .counts = {}};
  const auto rows = static_cast<std::uint32_t>(bottom - top);
  const auto gap = static_cast<std::uint32_t>(image.height) - rows;
  mask.counts = {static_cast<std::uint32_t>(left * image.height + top)};
  for (int x = left; x < right; ++x) {
    mask.counts.push_back(rows);
    mask.counts.push_back(gap);
  }
  mask.counts.back() =
      static_cast<std::uint32_t>((image.width - right) * image.height + image.height - bottom);
  return mask;
}

Polygon triangle() {
  return {{{.outer = {{10, 10}, {30, 10}, {10, 30}}, .holes = {}}}};
}

}  // namespace

class TestObjectAgreement : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void overlapIsOfPixelsWhereBothHaveThem_data() {
    QTest::addColumn<Shape>("a");
    QTest::addColumn<Shape>("b");
    QTest::addColumn<double>("expected");
    QTest::newRow("boxes") << Shape(square(10)) << Shape(square(15)) << 1.0 / 3;
    QTest::newRow("boxes apart") << Shape(square(10)) << Shape(square(20)) << 0.0;
    QTest::newRow("masks") << Shape(rectangle(10, 10, 20, 20)) << Shape(rectangle(15, 10, 25, 20))
                           << 1.0 / 3;
    QTest::newRow("an L in its box, as pixels")
        << Shape(unionOf(rectangle(10, 10, 20, 12), rectangle(10, 12, 12, 20)))
        << Shape(rectangle(10, 10, 20, 20)) << 0.36;
    QTest::newRow("the same L against a box")
        << Shape(unionOf(rectangle(10, 10, 20, 12), rectangle(10, 12, 12, 20))) << Shape(square(10))
        << 1.0;
    const Polygon polygon = triangle();
    QTest::newRow("a polygon and its pixels")
        << Shape(polygon) << Shape(maskOf(polygon, image.width, image.height)) << 1.0;
    QTest::newRow("tags") << Shape(ImageTag{}) << Shape(ImageTag{}) << 1.0;
    QTest::newRow("a tag and a box") << Shape(ImageTag{}) << Shape(square(10)) << 0.0;
  }
  void overlapIsOfPixelsWhereBothHaveThem() {
    QFETCH(Shape, a);
    QFETCH(Shape, b);
    QFETCH(double, expected);
    QVERIFY(std::abs(overlapOf(a, b, image) - expected) < 1e-12);
    QVERIFY(std::abs(overlapOf(b, a, image) - expected) < 1e-12);
  }

  void objectsArePairedOneToOne() {
    const Objects reference{{"dog", square(10)}, {"dog", square(40)}, {"cat", square(70)}};
    const Objects given{{"dog", square(12)},   // the first one
                        {"dog", square(10)},   // closer to it: this one is the partner
                        {"dog", square(71)},   // of another class
                        {"cat", square(90)}};  // nothing there
    const ObjectAgreement agreement = agreementOf(given, reference, 0.5, image);
    QCOMPARE(agreement.matched, 1);
    QCOMPARE(agreement.otherClass, 1);
    QCOMPARE(agreement.missed, 1);
    QCOMPARE(agreement.surplus, 2);
    QCOMPARE(agreement.share(), 2.0 / 7);
  }

  void ownClassComesBeforeACloserOtherOne() {
    const Objects reference{{"dog", square(10)}};
    const Objects given{{"cat", square(10)}, {"dog", square(12)}};
    const ObjectAgreement agreement = agreementOf(given, reference, 0.5, image);
    QCOMPARE(agreement.matched, 1);
    QCOMPARE(agreement.surplus, 1);
  }

  void nothingAgreesWithNothing() {
    QCOMPARE(agreementOf({}, {}, 0.5, image).share(), 1.0);
    QCOMPARE(agreementOf({}, Objects{{"dog", square(10)}}, 0.5, image).share(), 0.0);
    // Shapes that do not touch never are the same, whatever the limit.
    QCOMPARE(
        agreementOf(Objects{{"dog", square(10)}}, Objects{{"dog", square(50)}}, 0, image).matched,
        0);
  }

  void theMajorityNeedsMoreThanHalf() {
    const Objects first{{"dog", square(10)}, {"dog", square(40)}};
    const Objects second{{"dog", square(11)}, {"cat", square(40)}};
    const Objects third{{"dog", square(12)}, {"dog", square(70)}};
    const Objects fourth{{"cat", square(41)}};
    const Objects three = majorityObjects(std::vector{first, second, third}, 0.5, image);
    QCOMPARE(three.size(), 1U);
    QCOMPARE(three[0].label, std::string("dog"));
    QVERIFY(three[0].shape == Shape(square(10)));
    const Objects four = majorityObjects(std::vector{first, second, third, fourth}, 0.5, image);
    QCOMPARE(four.size(), 1U);  // two of four see the cat: no majority
  }

  void oneAnnotatorHasOneVoteForAnObject() {
    const Objects twice{{"dog", square(10)}, {"dog", square(10)}};
    const Objects none;
    QVERIFY(majorityObjects(std::vector{twice, none, none}, 0.5, image).empty());
  }

  void repetitionsAreOfOneClass() {
    const Objects objects{{"dog", square(10)}, {"dog", square(11)}, {"cat", square(10)}};
    QCOMPARE(withoutRepetitions(objects, 0.5, image).size(), 2U);
  }

  void theMasksOfAClassAreUnited() {
    const Objects objects{{"cat", rectangle(0, 0, 10, 10)},
                          {"cat", rectangle(50, 0, 60, 10)},
                          {"dog", square(20)},
                          {"cat", ImageTag{}}};
    const Objects united = unitedByClass(objects, image);
    QCOMPARE(united.size(), 3U);
    QCOMPARE(united[0].label, std::string("cat"));
    QVERIFY(isImageTag(united[0].shape));
    QCOMPARE(areaOf(united[1].shape), 200.0);
    QCOMPARE(united[2].label, std::string("dog"));
    QVERIFY(std::holds_alternative<Mask>(united[2].shape));
  }
};

QTEST_APPLESS_MAIN(TestObjectAgreement)
#include "tst_object_agreement.moc"
