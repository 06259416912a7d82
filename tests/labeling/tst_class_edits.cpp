#include "labeling/classes/attribute_edits.h"
#include "labeling/classes/class_edits.h"
#include "labeling/classes/class_tree.h"
#include "project_fixture.h"

#include <QtTest>

#include <functional>

using namespace touchstone::labeling;

namespace {

/// Cells on three images, the last of them in the test split: red cells (1) on all, white ones (2),
/// and platelets (3) that nobody has marked.
class Cells {
public:
  Cells() {
    for (ImageId id = 1; id <= 3; ++id) {
      Image image;
      image.path = std::to_string(id) + ".png";
      image.split = id == 3 ? Split::Test : Split::Train;
      set(ImageChange{id, image});
    }
    for (const char* name : {"red", "white", "platelet"}) {
      const ClassId id = document.newClassId();
      LabelClass labelClass = classNamed(name);
      labelClass.colour = defaultClassColour(static_cast<std::size_t>(id));
      set(ClassChange{id, labelClass});
    }
    for (ImageId image = 1; image <= 3; ++image) {
      add(boxOn(image, red, {0, 0, 5, 5}));
      add(boxOn(image, red, {5, 5, 9, 9}));
    }
    whiteCell = add(boxOn(1, white, {1, 1, 3, 3}));
  }

  void set(const AnyChange& change) { static_cast<void>(apply(document, editOf("set", {change}))); }

  AnnotationId add(const Annotation& annotation) {
    const AnnotationId id = document.newAnnotationId();
    set(AnnotationChange{id, annotation});
    return id;
  }

  void change(ClassId id, const std::function<void(LabelClass&)>& how) {
    LabelClass labelClass = *document.labelClass(id);
    how(labelClass);
    set(ClassChange{id, labelClass});
  }

  void giveValue(AnnotationId id, const std::string& attribute, const AttributeValue& value) {
    Annotation annotation = *document.annotation(id);
    annotation.attributes.custom[attribute] = value;
    set(AnnotationChange{id, annotation});
  }

  /// Performs the change, takes it back, compares with before, and performs it again.
  bool performAndUndo(const ClassEdit& change) {
    const Document before = document;
    const Edit inverse = apply(document, change.edit);
    const Document after = document;
    static_cast<void>(apply(document, inverse));
    const bool isSame = document == before;
    static_cast<void>(apply(document, change.edit));
    return isSame && document == after;
  }

  static constexpr ClassId red = 1;
  static constexpr ClassId white = 2;
  static constexpr ClassId platelet = 3;
  AnnotationId whiteCell = 0;
  Document document;
};

Annotation tagOn(ImageId image, ClassId labelClass) {
  Annotation tag = boxOn(image, labelClass, {});
  tag.shape = ImageTag{};
  return tag;
}

}  // namespace

class TestClassEdits : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void renamingSaysWhatItChanges() {
    Cells cells;
    const ClassEdit change = renameClass(cells.document, Cells::red, "  erythrocyte ");
    QVERIFY(change.preview.problem.empty());
    QCOMPARE(change.preview.annotations, std::size_t{6});
    QCOMPARE(change.preview.images, std::size_t{3});
    QCOMPARE(change.preview.testAnnotations, std::size_t{2});
    QCOMPARE(change.preview.testImages, std::size_t{1});
    QCOMPARE(change.preview.examples, (std::vector<AnnotationId>{1, 3, 5}));
    QCOMPARE(change.edit.name, std::string("Rename red to erythrocyte"));
    QVERIFY(cells.performAndUndo(change));
    QCOMPARE(cells.document.labelClass(Cells::red)->name, std::string("erythrocyte"));
    QVERIFY(renameClass(cells.document, Cells::red, "erythrocyte").edit.changes.empty());
  }

  void rulesFollowTheNameOfTheClassTheySpeakOf() {
    Cells cells;
    cells.change(Cells::white, [](LabelClass& c) { c.rules = "at least 3 px\ntouches  red"; });
    const ClassEdit renamed = renameClass(cells.document, Cells::red, "erythrocyte");
    QVERIFY(cells.performAndUndo(renamed));
    const LabelClass& white = *cells.document.labelClass(Cells::white);
    QCOMPARE(white.rules, std::string("at least 3 px\ntouches erythrocyte"));
    QVERIFY(cells.performAndUndo(mergeClasses(cells.document, {Cells::red}, Cells::platelet)));
    QCOMPARE(white.rules, std::string("at least 3 px\ntouches platelet"));
    const AnnotationId last = cells.add(boxOn(1, Cells::platelet, {1, 1, 2, 2}));
    QVERIFY(last > 0);
    QVERIFY(cells.performAndUndo(deleteClass(cells.document, Cells::platelet, Cells::white)));
    QCOMPARE(cells.document.labelClass(Cells::white)->rules,
             std::string("at least 3 px\ntouches white"));
  }

  void aTakenOrBlankNameIsRefused() {
    Cells cells;
    const ClassEdit taken = renameClass(cells.document, Cells::red, "white");
    QVERIFY(taken.edit.changes.empty());
    QCOMPARE(taken.preview.clash, std::optional<ClassId>(Cells::white));
    QCOMPARE(taken.preview.problem, std::string("There is a class “white” already."));
    QCOMPARE(renameClass(cells.document, Cells::red, " \t").preview.problem,
             std::string("A class needs a name."));
    QVERIFY(!renameClass(cells.document, 99, "x").preview.problem.empty());
  }

  void mergingMovesEverythingAndKeepsTheIds() {
    Cells cells;
    cells.change(Cells::red, [](LabelClass& c) {
      c.definition = "a red cell";
      c.examples = {1, 2};
      c.attributes = {{"pale", AttributeKind::Flag, {}}};
    });
    cells.change(Cells::white, [](LabelClass& c) { c.examples = {2, 7}; });
    cells.change(Cells::platelet, [](LabelClass& c) { c.parent = Cells::red; });
    const ClassEdit change = mergeClasses(cells.document, {Cells::red, Cells::white}, Cells::white);
    QCOMPARE(change.preview.annotations, std::size_t{6});
    QCOMPARE(change.preview.testAnnotations, std::size_t{2});
    QCOMPARE(change.preview.removed, std::size_t{0});
    QVERIFY(cells.performAndUndo(change));
    QVERIFY(cells.document.labelClass(Cells::red) == nullptr);
    QCOMPARE(cells.document.countOf(Cells::white), std::size_t{7});
    QCOMPARE(cells.document.labelClass(Cells::platelet)->parent,
             std::optional<ClassId>(Cells::white));
    const LabelClass& page = *cells.document.labelClass(Cells::white);
    QCOMPARE(page.definition, std::string("a red cell"));
    QCOMPARE(page.examples, (std::vector<std::int64_t>{2, 7, 1}));
    QCOMPARE(page.attributes.size(), std::size_t{1});
    QCOMPARE(cells.document.newClassId(), ClassId{4});
  }

  void mergingAParentIntoItsGrandchildMakesNoCycle() {
    Cells cells;
    cells.change(Cells::white, [](LabelClass& c) { c.parent = Cells::red; });
    cells.change(Cells::platelet, [](LabelClass& c) { c.parent = Cells::white; });
    QVERIFY(cells.performAndUndo(mergeClasses(cells.document, {Cells::red}, Cells::platelet)));
    QVERIFY(!cells.document.labelClass(Cells::white)->parent);
    QCOMPARE(cells.document.labelClass(Cells::platelet)->parent,
             std::optional<ClassId>(Cells::white));
  }

  void anImageKeepsAMergedTagOnce() {
    Cells cells;
    cells.add(tagOn(1, Cells::red));
    cells.add(tagOn(1, Cells::white));
    cells.add(tagOn(2, Cells::red));
    cells.add(tagOn(2, Cells::platelet));
    const ClassEdit change =
        mergeClasses(cells.document, {Cells::red, Cells::platelet}, Cells::white);
    QCOMPARE(change.preview.removed, std::size_t{2});
    QVERIFY(cells.performAndUndo(change));
    for (const ImageId image : {1, 2}) {
      int tags = 0;
      for (const AnnotationId id : cells.document.annotationsOf(image)) {
        tags += isImageTag(cells.document.annotation(id)->shape) ? 1 : 0;
      }
      QCOMPARE(tags, 1);
    }
  }

  void mergingNothingIsRefused() {
    const Cells cells;
    QVERIFY(!mergeClasses(cells.document, {Cells::red}, Cells::red).preview.problem.empty());
    QVERIFY(!mergeClasses(cells.document, {Cells::red}, 99).preview.problem.empty());
  }

  void splittingMovesTheChosenOnly() {
    Cells cells;
    cells.change(Cells::red, [](LabelClass& c) {
      c.parent = Cells::platelet;
      c.attributes = {{"nucleus", AttributeKind::Flag, {}}};
    });
    cells.giveValue(5, "nucleus", true);
    QCOMPARE(annotationsWith(cells.document, Cells::red, "nucleus", true),
             std::vector<AnnotationId>{5});
    QCOMPARE(annotationsWith(cells.document, Cells::red, "nucleus", false).size(), std::size_t{5});
    const ClassId made = cells.document.newClassId();
    const ClassEdit change =
        splitClass(cells.document, Cells::red, {5, 5, cells.whiteCell}, {made, "normoblast"});
    QCOMPARE(change.preview.annotations, std::size_t{1});
    QCOMPARE(change.preview.testAnnotations, std::size_t{1});
    QVERIFY(cells.performAndUndo(change));
    QCOMPARE(cells.document.annotation(5)->labelClass, made);
    QCOMPARE(cells.document.annotation(cells.whiteCell)->labelClass, Cells::white);
    QCOMPARE(cells.document.labelClass(made)->parent, std::optional<ClassId>(Cells::platelet));
    QCOMPARE(cells.document.labelClass(made)->attributes.size(), std::size_t{1});
  }

  void splittingNothingOrIntoATakenNameIsRefused() {
    const Cells cells;
    QCOMPARE(splitClass(cells.document, Cells::red, {cells.whiteCell}, {9, "new"}).preview.problem,
             std::string("No object of “red” is chosen."));
    QCOMPARE(splitClass(cells.document, Cells::red, {1}, {9, "white"}).preview.clash,
             std::optional<ClassId>(Cells::white));
  }

  void deletingTakesTheObjectsAlongOrMovesThem() {
    Cells cells;
    cells.change(Cells::white, [](LabelClass& c) { c.parent = Cells::red; });
    const ClassEdit all = deleteClass(cells.document, Cells::red, std::nullopt);
    QCOMPARE(all.preview.removed, std::size_t{6});
    QCOMPARE(all.preview.testAnnotations, std::size_t{2});
    Cells other = cells;
    QVERIFY(other.performAndUndo(all));
    QCOMPARE(other.document.annotations().size(), std::size_t{1});
    QVERIFY(!other.document.labelClass(Cells::white)->parent);

    const ClassEdit moved = deleteClass(cells.document, Cells::red, Cells::platelet);
    QCOMPARE(moved.preview.removed, std::size_t{0});
    QVERIFY(cells.performAndUndo(moved));
    QCOMPARE(cells.document.countOf(Cells::platelet), std::size_t{6});
    QVERIFY(!deleteClass(cells.document, Cells::white, Cells::white).preview.problem.empty());
  }

  void theOrderChangesWithoutMovingIds() {
    Cells cells;
    QCOMPARE(classesInOrder(cells.document), (std::vector<ClassId>{1, 2, 3}));
    QVERIFY(cells.performAndUndo(reorderClasses(cells.document, {3, 1})));
    QCOMPARE(classesInOrder(cells.document), (std::vector<ClassId>{3, 1, 2}));
    QVERIFY(reorderClasses(cells.document, {3, 1, 2}).edit.changes.empty());
    QCOMPARE(cells.document.labelClass(3)->name, std::string("platelet"));
    cells.set(ClassChange{cells.document.newClassId(), classNamed("new")});
    QCOMPARE(classesInOrder(cells.document), (std::vector<ClassId>{3, 1, 2, 4}));
  }

  void childrenStandBelowTheirParents() {
    Cells cells;
    QVERIFY(cells.performAndUndo(setClassParent(cells.document, Cells::red, Cells::platelet)));
    QCOMPARE(classTree(cells.document), (std::vector<ClassRow>{{2, 0}, {3, 0}, {1, 1}}));
    QVERIFY(cells.performAndUndo(setClassParent(cells.document, Cells::red, std::nullopt)));
    QCOMPARE(classTree(cells.document), (std::vector<ClassRow>{{1, 0}, {2, 0}, {3, 0}}));
  }

  void aClassCannotStandBelowItself() {
    Cells cells;
    QVERIFY(!setClassParent(cells.document, Cells::red, Cells::red).preview.problem.empty());
    QVERIFY(cells.performAndUndo(setClassParent(cells.document, Cells::white, Cells::red)));
    const ClassEdit cycle = setClassParent(cells.document, Cells::red, Cells::white);
    QVERIFY(cycle.edit.changes.empty());
    QCOMPARE(cycle.preview.problem, std::string("A class cannot be below itself."));
  }

  void aStoredCycleOfParentsEndsSomewhere() {
    Cells cells;
    cells.change(Cells::red, [](LabelClass& c) { c.parent = Cells::white; });
    cells.change(Cells::white, [](LabelClass& c) { c.parent = Cells::red; });
    QCOMPARE(classTree(cells.document).size(), std::size_t{3});
  }

  void aKeyBelongsToOneClass() {
    Cells cells;
    QVERIFY(cells.performAndUndo(setClassKey(cells.document, Cells::red, "r", KeyClash::Refuse)));
    const ClassEdit refused = setClassKey(cells.document, Cells::white, "r", KeyClash::Refuse);
    QVERIFY(refused.edit.changes.empty());
    QCOMPARE(refused.preview.clash, std::optional<ClassId>(Cells::red));
    QCOMPARE(refused.preview.problem, std::string("The key r belongs to “red”."));
    QVERIFY(
        cells.performAndUndo(setClassKey(cells.document, Cells::white, "r", KeyClash::TakeOver)));
    QVERIFY(cells.document.labelClass(Cells::red)->hotkey.empty());
    QCOMPARE(cells.document.labelClass(Cells::white)->hotkey, std::string("r"));
    QVERIFY(cells.performAndUndo(setClassKey(cells.document, Cells::white, "", KeyClash::Refuse)));
    QVERIFY(cells.document.labelClass(Cells::white)->hotkey.empty());
    QVERIFY(
        !setClassKey(cells.document, Cells::red, "ä", KeyClash::Refuse).preview.problem.empty());
  }

  void recolouringIsOneUndo() {
    Cells cells;
    QVERIFY(cells.performAndUndo(recolourClass(cells.document, Cells::red, 0xFF123456)));
    QCOMPARE(cells.document.labelClass(Cells::red)->colour, 0x123456U);
  }

  void attributesAreInheritedAndTheirValuesFollow() {
    Cells cells;
    cells.change(Cells::white, [](LabelClass& c) { c.parent = Cells::red; });
    QVERIFY(cells.performAndUndo(
        addAttribute(cells.document, Cells::red, {"stain", AttributeKind::Choice, {"a", "b"}})));
    QCOMPARE(attributesOf(cells.document, Cells::white).size(), std::size_t{1});
    QVERIFY(!addAttribute(cells.document, Cells::white, {"stain", AttributeKind::Flag, {}})
                 .preview.problem.empty());
    cells.giveValue(cells.whiteCell, "stain", std::string("a"));
    cells.giveValue(1, "stain", std::string("b"));

    const ClassEdit renamed = renameAttribute(cells.document, Cells::red, "stain", "staining");
    QCOMPARE(renamed.preview.annotations, std::size_t{2});
    QVERIFY(cells.performAndUndo(renamed));
    const auto valuesOf = [&](AnnotationId id) {
      return cells.document.annotation(id)->attributes.custom;
    };
    QCOMPARE(valuesOf(1).at("staining"), AttributeValue(std::string("b")));

    const ClassEdit narrowed = changeChoices(cells.document, Cells::red, "staining", {"a", "c"});
    QCOMPARE(narrowed.preview.annotations, std::size_t{1});
    QVERIFY(cells.performAndUndo(narrowed));
    QVERIFY(valuesOf(1).empty());

    QVERIFY(cells.performAndUndo(removeAttribute(cells.document, Cells::red, "staining")));
    QVERIFY(valuesOf(cells.whiteCell).empty());
    QVERIFY(attributesOf(cells.document, Cells::white).empty());
  }

  void attributesNeedANameAndChoices() {
    const Cells cells;
    QVERIFY(!addAttribute(cells.document, Cells::red, {" ", AttributeKind::Flag, {}})
                 .preview.problem.empty());
    QVERIFY(!addAttribute(cells.document, Cells::red, {"stain", AttributeKind::Choice, {}})
                 .preview.problem.empty());
    QVERIFY(!renameAttribute(cells.document, Cells::red, "none", "x").preview.problem.empty());
  }
};

QTEST_APPLESS_MAIN(TestClassEdits)
#include "tst_class_edits.moc"
