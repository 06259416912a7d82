#include "tool_fixture.h"
#include "ui/commands/fuzzy_match.h"
#include "ui/label/copy_edits.h"
#include "ui/label/label_edits.h"
#include "ui/label/natural_order.h"

#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

void perform(Document& document, Edit edit) {
  static_cast<void>(apply(document, withImageStates(document, std::move(edit))));
}

}  // namespace

class TestLabelEdits : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void stateOfAnImageFollowsItsLabels() {
    ToolFixture fixture;
    Document& document = fixture.document;
    const auto newId = [&] { return document.newAnnotationId(); };
    perform(document, toggledTag(document, 1, 1, newId));
    QCOMPARE(document.image(1)->state, ImageState::Labelled);
    perform(document, toggledTag(document, 1, 1, newId));
    QCOMPARE(document.image(1)->state, ImageState::Unlabelled);
    perform(document, toggledState(document, 1, ImageState::Verified));
    perform(document, toggledTag(document, 1, 1, newId));
    QCOMPARE(document.image(1)->state, ImageState::Verified);
    perform(document, toggledState(document, 1, ImageState::Verified));
    QCOMPARE(document.image(1)->state, ImageState::Labelled);
  }

  void onlyTagReplacesOtherTagsAndKeepsObjects() {
    ToolFixture fixture;
    Document& document = fixture.document;
    const auto newId = [&] { return document.newAnnotationId(); };
    const AnnotationId box = fixture.add(Box{0, 0, 5, 5});
    perform(document, toggledTag(document, 1, 1, newId));
    perform(document, onlyTag(document, 1, 2, newId));
    QCOMPARE(document.annotationsOf(1).size(), std::size_t{2});
    QVERIFY(document.annotation(box) != nullptr);
    QVERIFY(onlyTag(document, 1, 2, newId).changes.empty());
  }

  void copiesStayWithinASmallerImage() {
    ToolFixture fixture;
    Image small;
    small.path = "small.png";
    small.width = 50;
    small.height = 50;
    perform(fixture.document, {.name = "", .gesture = 0, .changes = {ImageChange{2, small}}});
    Annotation inside;
    inside.image = 1;
    inside.labelClass = 1;
    inside.shape = Box{10, 10, 80, 30};
    AnnotationIds added;
    const Edit edit = copiesOf(
        fixture.document, {inside}, 2, {}, [&] { return fixture.document.newAnnotationId(); },
        added);
    QCOMPARE(added.size(), std::size_t{1});
    const auto& copy = std::get<AnnotationChange>(edit.changes.front()).value;
    QVERIFY(boundsOf(copy->shape).x1 <= 50);
    QCOMPARE(copy->image, ImageId{2});
  }

  void digitsGoToClassesWithoutAKeyOfTheirOwn() {
    Document document;
    const auto add = [&](ClassId id, const std::string& hotkey) {
      LabelClass labelClass;
      labelClass.name = "class" + std::to_string(id);
      labelClass.hotkey = hotkey;
      perform(document, changedClass(id, labelClass, "add"));
    };
    add(1, "");
    add(2, "1");
    add(3, "");
    QCOMPARE(classOfKey(document, '1'), ClassId{2});
    QCOMPARE(classOfKey(document, '2'), ClassId{1});
    QCOMPARE(classOfKey(document, '3'), ClassId{3});
    QCOMPARE(classOfKey(document, '4'), ClassId{0});
    QCOMPARE(keyOfClass(document, 3), std::string("3"));
  }

  void numbersInNamesCount() {
    QVERIFY(comesBefore("f2.png", "f10.png"));
    QVERIFY(!comesBefore("f10.png", "f2.png"));
    QVERIFY(comesBefore("A/1.png", "b/1.png"));
    QVERIFY(comesBefore("f02.png", "f2.png") != comesBefore("f2.png", "f02.png"));
    QVERIFY(comesBefore("f1", "f1a"));
    QVERIFY(!comesBefore("f1", "f1"));
  }

  void fuzzyMatchPrefersWordBeginnings() {
    QVERIFY(!fuzzyScore("xyz", "Zoom in"));
    QVERIFY(fuzzyScore("zi", "Zoom in").has_value());
    QVERIFY(*fuzzyScore("zi", "Zoom in") > *fuzzyScore("zi", "Resize it now"));
    QVERIFY(*fuzzyScore("undo", "Undo") > *fuzzyScore("undo", "Round down"));
  }
};

QTEST_APPLESS_MAIN(TestLabelEdits)
#include "tst_label_edits.moc"
