#include "labeling/review/decide.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

class TestDecide : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<ProjectFolder>();
    project_ = *folder_->open();
    bolt_ = addClass(*project_, "bolt");
    nut_ = addClass(*project_, "nut");
    box_ = addBox(*project_, 1, bolt_, {0, 0, 10, 10});
  }

  void cleanup() { project_.reset(); }

  void acceptGivesTheSuggestedClass() {
    const Finding finding = labelError();
    decide(finding, DecisionKind::Accept);
    QCOMPARE(document().annotation(box_)->labelClass, nut_);
    const Decision* decision = document().decisionOn(keyOf(finding));
    QVERIFY(decision && decision->kind == DecisionKind::Accept && decision->chosen == "nut");
    QVERIFY(project_->undo());
    QCOMPARE(document().annotation(box_)->labelClass, bolt_);
    QVERIFY(!document().decisionOn(keyOf(finding)));
  }

  void acceptMovesABadlyLocatedBox() {
    Finding finding = labelError();
    finding.kind = FindingKind::BadlyLocated;
    finding.suggestedShape = Box{1, 1, 12, 12};
    decide(finding, DecisionKind::Accept);
    QVERIFY(document().annotation(box_)->shape == Shape(Box{1, 1, 12, 12}));
    QCOMPARE(document().annotation(box_)->labelClass, bolt_);
  }

  void acceptGivesAnObjectTheShapeOfTheConsensus() {
    Finding finding = labelError();
    finding.kind = FindingKind::AnnotatorDisagreement;
    finding.suggestedShape = Box{1, 1, 12, 12};
    finding.reason = "place";
    decide(finding, DecisionKind::Accept);
    QVERIFY(document().annotation(box_)->shape == Shape(Box{1, 1, 12, 12}));
    QCOMPARE(document().annotation(box_)->labelClass, bolt_);
    Finding other = labelError();
    other.kind = FindingKind::AnnotatorDisagreement;
    QVERIFY(!document().decisionOn(keyOf(other)));
    decide(other, DecisionKind::Accept);
    QCOMPARE(document().annotation(box_)->labelClass, nut_);
  }

  void acceptAddsAnOverlookedObject() {
    Finding finding;
    finding.kind = FindingKind::Overlooked;
    finding.image = 2;
    finding.suggested = "nut";
    finding.suggestedShape = Box{5, 5, 9, 9};
    decide(finding, DecisionKind::Accept);
    QCOMPARE(document().annotationsOf(2).size(), std::size_t{1});
    const Annotation& added = *document().annotation(document().annotationsOf(2).front());
    QCOMPARE(added.labelClass, nut_);
    QVERIFY(added.shape == *finding.suggestedShape);
    QCOMPARE(document().image(2)->state, ImageState::Labelled);
  }

  void acceptRemovesASpuriousLabel() {
    Finding finding = labelError();
    finding.kind = FindingKind::Spurious;
    finding.suggested.clear();
    decide(finding, DecisionKind::Accept);
    QVERIFY(!document().annotation(box_));
    QVERIFY(project_->undo());
    QVERIFY(document().annotation(box_));
  }

  void overlookedObjectsOfOneImageAreAskedAboutOneByOne() {
    Finding finding;
    finding.kind = FindingKind::Overlooked;
    finding.image = 2;
    finding.suggested = "nut";
    finding.suggestedShape = Box{5, 5, 9, 9};
    Finding other = finding;
    other.suggestedShape = Box{5, 15, 9, 19};
    decide(finding, DecisionKind::Keep);
    QVERIFY(document().decisionOn(keyOf(finding)));
    QVERIFY(!document().decisionOn(keyOf(other)));
  }

  void acceptExcludesADuplicate() {
    Finding finding;
    finding.kind = FindingKind::NearDuplicate;
    finding.image = 3;
    decide(finding, DecisionKind::Accept);
    QCOMPARE(document().image(3)->state, ImageState::Excluded);
  }

  void whatMostDidNotDrawIsTakenAway() {
    Finding finding = labelError();
    finding.kind = FindingKind::AnnotatorDisagreement;
    finding.suggested.clear();
    finding.reason = aboutPresence;
    decide(finding, DecisionKind::Accept);
    QVERIFY(document().annotation(box_) == nullptr);
  }

  void relabelGivesTheChosenClass() {
    Finding finding = labelError();
    finding.suggested.clear();
    decide(finding, DecisionKind::Relabel, {.chosen = "nut"});
    QCOMPARE(document().annotation(box_)->labelClass, nut_);
  }

  void aFindingOnAnImageMeansItsOnlyLabelOfThatClass() {
    Finding finding = labelError();
    finding.annotation.reset();
    decide(finding, DecisionKind::Accept);
    QCOMPARE(document().annotation(box_)->labelClass, nut_);
  }

  void otherDecisionsOnlyRecordTheAnswer() {
    const Document before = document();
    for (const DecisionKind kind :
         {DecisionKind::Keep, DecisionKind::Later, DecisionKind::Augment, DecisionKind::Collect}) {
      decide(labelError(), kind);
      QVERIFY(document().annotations() == before.annotations());
      QVERIFY(document().images() == before.images());
      QCOMPARE(document().decisionOn(keyOf(labelError()))->kind, kind);
    }
  }

  void aCoverageGapIsAnsweredWhateverImageShowsIt() {
    Finding gap = labelError();
    gap.kind = FindingKind::CoverageGap;
    gap.suggested.clear();
    gap.evidence = R"({"missing":"samples","situation":"brightness","bin":"dark"})";
    Finding other = gap;
    other.evidence = R"({"missing":"samples","situation":"brightness","bin":"bright"})";
    for (const DecisionKind kind :
         {DecisionKind::Augment, DecisionKind::Collect, DecisionKind::Keep}) {
      decide(gap, kind);
      QCOMPARE(document().decisionOn(keyOf(gap))->kind, kind);
      QVERIFY(!document().decisionOn(keyOf(other)));
    }
    gap.image = 2;
    gap.annotation.reset();
    QVERIFY(document().decisionOn(keyOf(gap)));
    gap.given = "nut";
    QVERIFY(!document().decisionOn(keyOf(gap)));
  }

  void whatCannotBeDoneIsSaid_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no suggestion") << "no suggestion"
                                   << "choose another decision";
    QTest::newRow("unknown class") << "unknown class"
                                   << "There is no class \"gear\"";
    QTest::newRow("label gone") << "label gone"
                                << "is gone";
    QTest::newRow("coverage gap") << "coverage gap"
                                  << "choose another decision";
    QTest::newRow("batch on test") << "batch on test"
                                   << "belongs to the test split";
  }

  void whatCannotBeDoneIsSaid() {
    QFETCH(QString, what);
    QFETCH(QString, sentence);
    Finding finding = labelError();
    DecideOptions options;
    if (what == "no suggestion") {
      finding.suggested.clear();
    } else if (what == "unknown class") {
      finding.suggested = "gear";
    } else if (what == "label gone") {
      finding.annotation = 999;
    } else if (what == "coverage gap") {
      finding.kind = FindingKind::CoverageGap;
    } else {
      putIntoTestSplit();
      options.batch = true;
    }
    const auto edit = editForDecision(*project_, finding, DecisionKind::Accept, options);
    QVERIFY(!edit);
    QVERIFY(QString::fromStdString(edit.error().message).contains(sentence));
  }

  void theTestSplitIsChangedKnowinglyOnly() {
    putIntoTestSplit();
    const DecideOptions batch{.batch = true};
    QVERIFY(editForDecision(*project_, labelError(), DecisionKind::Keep, batch));
    QVERIFY(!editForDecision(*project_, labelError(), DecisionKind::Exclude, batch));
    QVERIFY(editForDecision(*project_, labelError(), DecisionKind::Accept));
  }

  void openFindingsAreThoseWithoutAnAnswer() {
    const AnnotationId second = addBox(*project_, 2, bolt_, {0, 0, 10, 10});
    Finding other = labelError();
    other.image = 2;
    other.annotation = second;
    other.score = 0.5;
    Finding moot = labelError();
    moot.given = "nut";
    moot.score = 0.9;
    QVERIFY(project_->replaceFindings({labelError(), other, moot}));
    QCOMPARE(openFindings(*project_).size(), std::size_t{2});
    decide(labelError(), DecisionKind::Later);
    QCOMPARE(openFindings(*project_).size(), std::size_t{2});
    QCOMPARE(openFindings(*project_).front().image, ImageId{2});
    decide(labelError(), DecisionKind::Keep);
    QCOMPARE(openFindings(*project_).size(), std::size_t{1});
    decide(other, DecisionKind::Accept);
    QVERIFY(openFindings(*project_).empty());
    QVERIFY(project_->undo());
    QCOMPARE(openFindings(*project_).size(), std::size_t{1});
  }

private:
  [[nodiscard]] const Document& document() const { return project_->document(); }

  [[nodiscard]] Finding labelError() const {
    Finding finding;
    finding.image = 1;
    finding.annotation = box_;
    finding.given = "bolt";
    finding.suggested = "nut";
    finding.score = 0.1;
    return finding;
  }

  void decide(const Finding& finding, DecisionKind kind, const DecideOptions& options = {}) {
    auto edit = editForDecision(*project_, finding, kind, options);
    QVERIFY2(edit, edit ? "" : edit.error().message.c_str());
    QVERIFY(project_->perform(*std::move(edit)));
  }

  void putIntoTestSplit() {
    Image image = *document().image(1);
    image.split = Split::Test;
    QVERIFY(project_->perform(editOf("Test", {ImageChange{1, image}})));
  }

  std::unique_ptr<ProjectFolder> folder_;
  std::unique_ptr<Project> project_;
  ClassId bolt_ = 0;
  ClassId nut_ = 0;
  AnnotationId box_ = 0;
};

QTEST_APPLESS_MAIN(TestDecide)
#include "tst_decide.moc"
