#include "tool_fixture.h"
#include "ui/label/arrange_edits.h"
#include "ui/label/copy_edits.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

void perform(ToolFixture& fixture, const Edit& edit) {
  static_cast<void>(apply(fixture.document, edit));
}

const Polygon left{{PolygonPart{{{0, 0}, {40, 0}, {40, 40}, {0, 40}}, {}}}};
const Polygon right{{PolygonPart{{{20, 0}, {60, 0}, {60, 40}, {20, 40}}, {}}}};

}  // namespace

class TestArrangeEdits : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void objectsGoAboveAndBelowTheOthers() {
    ToolFixture fixture;
    const AnnotationId a = fixture.add(Box{0, 0, 50, 50});
    const AnnotationId b = fixture.add(Box{10, 10, 60, 60});
    const AnnotationId c = fixture.add(Box{20, 20, 70, 70});
    const AnnotationId apart = fixture.add(Box{150, 80, 160, 90});
    const auto order = [&] { return fixture.document.annotationsOf(1); };
    perform(fixture, arranged(fixture.document, {a}, Arrangement::ToFront));
    QCOMPARE(order(), (AnnotationIds{b, c, apart, a}));
    QVERIFY(arranged(fixture.document, {a}, Arrangement::ToFront).changes.empty());
    perform(fixture, arranged(fixture.document, {apart, a}, Arrangement::ToBack));
    QCOMPARE(order(), (AnnotationIds{apart, a, b, c}));
    QVERIFY(arranged(fixture.document, {apart}, Arrangement::ToBack).changes.empty());
    perform(fixture, arranged(fixture.document, {a}, Arrangement::Forward));
    QCOMPARE(order(), (AnnotationIds{apart, b, a, c}));
    perform(fixture, arranged(fixture.document, {a}, Arrangement::Backward));
    QCOMPARE(order(), (AnnotationIds{apart, a, b, c}));
    // Nothing that it overlaps lies below.
    QVERIFY(arranged(fixture.document, {a}, Arrangement::Backward).changes.empty());
  }

  void flagIsSetInAllBeforeItIsTakenAway() {
    ToolFixture fixture;
    const AnnotationId a = fixture.add(Box{0, 0, 50, 50});
    const AnnotationId b = fixture.add(Box{10, 10, 60, 60});
    const auto toggle = [&](const AnnotationIds& ids) {
      perform(fixture, toggledFlag(fixture.document, ids, &Attributes::occluded, "Mark"));
    };
    const auto isSet = [&](AnnotationId id) {
      return fixture.document.annotation(id)->attributes.occluded;
    };
    toggle({a});
    toggle({a, b});
    QVERIFY(isSet(a) && isSet(b));
    toggle({a, b});
    QVERIFY(!isSet(a) && !isSet(b));
  }

  void groupsOfAnImageDoNotMix() {
    ToolFixture fixture;
    const AnnotationId a = fixture.add(Box{0, 0, 50, 50});
    const AnnotationId b = fixture.add(Box{10, 10, 60, 60});
    const AnnotationId c = fixture.add(Box{20, 20, 70, 70});
    const auto group = [&](AnnotationId id) {
      return fixture.document.annotation(id)->attributes.group;
    };
    perform(fixture, grouped(fixture.document, {a, b}));
    perform(fixture, grouped(fixture.document, {c}));
    QVERIFY(group(a).has_value() && group(a) == group(b));
    QVERIFY(group(c).has_value() && group(c) != group(a));
    perform(fixture, ungrouped(fixture.document, {a, c}));
    QVERIFY(!group(a) && !group(c) && group(b));
  }

  void convertingChangesAllOrNone() {
    ToolFixture fixture;
    const AnnotationId box = fixture.add(Box{10, 10, 30, 20});
    const AnnotationId point = fixture.add(Keypoints{{{{50, 50}, 2}}});
    const auto edit = converted(fixture.document, {box}, ShapeKind::Polygon);
    QVERIFY(edit.has_value());
    perform(fixture, *edit);
    QVERIFY(kindOf(fixture.document.annotation(box)->shape) == ShapeKind::Polygon);
    QCOMPARE(areaOf(fixture.document.annotation(box)->shape), 200.0);
    QVERIFY(!converted(fixture.document, {box, point}, ShapeKind::Mask).has_value());
  }

  void joinLeavesOneObjectThatCoversAll() {
    ToolFixture fixture;
    const AnnotationId a = fixture.add(left);
    const AnnotationId b = fixture.add(right);
    const auto edit = joined(fixture.document, {a, b});
    QVERIFY(edit.has_value());
    perform(fixture, *edit);
    QVERIFY(fixture.document.annotation(b) == nullptr);
    QCOMPARE(areaOf(fixture.document.annotation(a)->shape), 2400.0);
  }

  void joinNeedsTwoOfAKind() {
    ToolFixture fixture;
    const AnnotationId polygon = fixture.add(left);
    const AnnotationId line = fixture.add(Line{{{0, 0}, {50, 50}}});
    QVERIFY(!joined(fixture.document, {polygon}).has_value());
    QVERIFY(!joined(fixture.document, {polygon, line}).has_value());
  }

  void copyIsCutToTheImage_data() {
    QTest::addColumn<double>("x");
    QTest::addColumn<int>("parts");
    QTest::newRow("across the border") << -20.0 << 1;
    QTest::newRow("outside") << -900.0 << 0;
  }

  void copyIsCutToTheImage() {
    QFETCH(double, x);
    QFETCH(int, parts);
    Image image;
    image.width = 30;
    image.height = 30;
    const Polygon wide{{PolygonPart{{{x, 5}, {x + 100, 5}, {x + 100, 10}, {x, 10}}, {}}}};
    const auto fitted = fittedInto(wide, image);
    QCOMPARE(fitted.has_value(), parts == 1);
    if (fitted) {
      QCOMPARE(areaOf(*fitted), 150.0);
    }
  }

  void copyLiesBesideItsOriginalAtTheBorderToo() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{180, 80, 200, 100});
    AnnotationIds added;
    const Edit edit = copiesOf(
        fixture.document, {*fixture.document.annotation(id)}, 1, {10, 10},
        [&] { return fixture.document.newAnnotationId(); }, added);
    const auto& copy = std::get<AnnotationChange>(edit.changes.front()).value;
    QVERIFY(copy->shape == Shape(Box{170, 70, 190, 90}));
  }

  void objectsAreRepeatedOnManyImagesInOneStep() {
    ToolFixture fixture;
    const AnnotationId id = fixture.add(Box{10, 10, 30, 30});
    for (ImageId other = 2; other <= 4; ++other) {
      Image image = *fixture.document.image(1);
      image.path = "image" + std::to_string(other);
      perform(fixture, {.name = "", .gesture = 0, .changes = {ImageChange{other, image}}});
    }
    const Edit edit = propagated(fixture.document, {*fixture.document.annotation(id)}, {2, 3, 4},
                                 [&] { return fixture.document.newAnnotationId(); });
    perform(fixture, edit);
    for (ImageId other = 2; other <= 4; ++other) {
      QCOMPARE(fixture.document.annotationsOf(other).size(), std::size_t{1});
    }
    QCOMPARE(fixture.document.annotationsOf(1).size(), std::size_t{1});
  }
};

QTEST_APPLESS_MAIN(TestArrangeEdits)
#include "tst_arrange_edits.moc"
