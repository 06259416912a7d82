#include "labeling/splits/plan_splits.h"
#include "labeling/splits/split_assignment.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns items named 0.jpg, 1.jpg, … of the classes 0 … strata-1 in turn, each its own group.
std::vector<SplitItem> items(int count, int strata) {
  std::vector<SplitItem> made;
  for (int i = 0; i < count; ++i) {
    made.push_back({.key = std::to_string(i) + ".jpg", .stratum = i % strata, .group = i});
  }
  return made;
}

std::map<std::pair<int, Split>, int> countsOf(const std::vector<SplitItem>& items,
                                              const std::vector<Split>& splits) {
  std::map<std::pair<int, Split>, int> counts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    ++counts[{items[i].stratum, splits[i]}];
  }
  return counts;
}

/// Returns a document of labelled images with the splits given, two classes in turn.
Document documentWith(const std::vector<Split>& splits) {
  Document document;
  Edit edit{.name = "", .gesture = 0, .changes = {}};
  for (std::size_t i = 0; i < splits.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i + 1);
    Image image;
    image.path = std::to_string(i) + ".jpg";
    image.split = splits[i];
    image.state = ImageState::Labelled;
    edit.changes.emplace_back(ImageChange{id, image});
    Annotation tag;
    tag.image = id;
    tag.labelClass = id % 2 + 1;
    edit.changes.emplace_back(AnnotationChange{id, tag});
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

/// Returns how many images have each split once the plan is applied.
std::map<Split, int> planned(Document document, std::span<const int> groups = {}) {
  static_cast<void>(apply(document, *planSplits(document, groups, {}, 1)));
  std::map<Split, int> counts;
  for (const auto& [id, image] : document.images()) {
    ++counts[image.split];
  }
  return counts;
}

}  // namespace

class TestSplits : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyClassComesCloseToTheFractions() {
    const auto all = items(300, 3);
    auto counts = countsOf(all, assignSplits(all, {.train = 0.7, .val = 0.2, .test = 0.1}, 1));
    for (int stratum = 0; stratum < 3; ++stratum) {
      QCOMPARE((counts[{stratum, Split::Train}]), 70);
      QCOMPARE((counts[{stratum, Split::Val}]), 20);
      QCOMPARE((counts[{stratum, Split::Test}]), 10);
    }
  }

  void theSeedDecidesAndRepeats() {
    const auto all = items(100, 2);
    QVERIFY(assignSplits(all, {}, 1) == assignSplits(all, {}, 1));
    QVERIFY(assignSplits(all, {}, 1) != assignSplits(all, {}, 2));
  }

  void theOrderOfTheItemsDoesNotMatter() {
    auto all = items(100, 2);
    const auto splits = assignSplits(all, {}, 1);
    std::reverse(all.begin(), all.end());
    auto reversed = assignSplits(all, {}, 1);
    std::reverse(reversed.begin(), reversed.end());
    QVERIFY(splits == reversed);
  }

  void groupsStayTogether() {
    auto all = items(120, 3);
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].group = static_cast<int>(i) / 4;
    }
    const auto splits = assignSplits(all, {}, 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
      QCOMPARE(splits[i], splits[i / 4 * 4]);
    }
    const auto val = std::count(splits.begin(), splits.end(), Split::Val);
    QVERIFY(val >= 20 && val <= 28);
  }

  void aNewImageJoinsTheSplitOfItsGroup() {
    std::vector<SplitItem> all = items(10, 1);
    all[0].split = Split::Test;
    all[9].group = all[0].group;
    QCOMPARE(assignSplits(all, {}, 1)[9], Split::Test);
  }

  void addingImagesMovesNone() {
    auto all = items(100, 2);
    const auto before = assignSplits(all, {}, 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].split = before[i];
    }
    for (const SplitItem& item : items(150, 2)) {
      if (std::none_of(all.begin(), all.end(),
                       [&](const SplitItem& known) { return known.key == item.key; })) {
        all.push_back(item);
      }
    }
    const auto after = assignSplits(all, {}, 1);
    QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
    QCOMPARE(std::count(after.begin(), after.end(), Split::Val), 30);
  }

  void aRareClassIsTrainedFirst() {
    const auto one = items(1, 1);
    QCOMPARE(assignSplits(one, {}, 1).front(), Split::Train);
    auto counts = countsOf(items(2, 1), assignSplits(items(2, 1), {}, 1));
    QCOMPARE((counts[{0, Split::Train}]), 1);
    QCOMPARE((counts[{0, Split::Val}]), 1);
  }

  void validationIsNeverEmptyWithoutNeed() {
    const auto singles = items(6, 6);
    const auto splits = assignSplits(singles, {}, 1);
    QCOMPARE(std::count(splits.begin(), splits.end(), Split::Val), 1);
  }

  void planningKeepsWhatTheDataBrings() {
    std::vector<Split> given(10, Split::Train);
    given.insert(given.end(), 5, Split::Val);
    QVERIFY(planSplits(documentWith(given), {}, {}, 1)->changes.empty());
    given.insert(given.end(), 5, Split::Unassigned);
    const auto counts = planned(documentWith(given));
    QCOMPARE(counts.at(Split::Val), 5);
    QCOMPARE(counts.at(Split::Train), 15);
  }

  void validationIsTakenOutOfTrainingWhenItIsMissing() {
    std::vector<Split> given(20, Split::Train);
    given.insert(given.end(), 6, Split::Test);
    const auto counts = planned(documentWith(given));
    QCOMPARE(counts.at(Split::Test), 6);
    QCOMPARE(counts.at(Split::Val), 4);
    QCOMPARE(counts.at(Split::Train), 16);
  }

  void imagesThatCannotBeTrainedOnGetNoSplit() {
    Document document = documentWith(std::vector<Split>(10, Split::Unassigned));
    Image excluded = *document.image(1);
    excluded.state = ImageState::Excluded;
    Image broken = *document.image(2);
    broken.problem = "is empty";
    Image unlabelled = *document.image(3);
    unlabelled.state = ImageState::Unlabelled;
    static_cast<void>(apply(
        document, {.name = "",
                   .gesture = 0,
                   .changes = {ImageChange{1, excluded}, ImageChange{2, broken},
                               ImageChange{3, unlabelled}, AnnotationChange{3, std::nullopt}}}));
    QCOMPARE(planned(document).at(Split::Unassigned), 3);
  }

  void planningKeepsGroupsTogether() {
    const Document document = documentWith(std::vector<Split>(20, Split::Unassigned));
    std::vector<int> groups;
    for (int i = 0; i < 20; ++i) {
      groups.push_back(i / 5);
    }
    const auto counts = planned(document, groups);
    QCOMPARE(counts.at(Split::Val), 5);
    QCOMPARE(counts.at(Split::Train), 15);
  }

  void nothingToTrainOnIsAnError() {
    QVERIFY(!planSplits(Document{}, {}, {}, 1));
    const auto onlyTest = planSplits(documentWith({Split::Test, Split::Test}), {}, {}, 1);
    QVERIFY(!onlyTest && onlyTest.error().kind == ErrorKind::BadInput);
  }
};

QTEST_APPLESS_MAIN(TestSplits)
#include "tst_splits.moc"
