#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

/// What the store keeps of labels, classes, runs, findings and settings.
class TestProjectRecords : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyShapeAndAttributeIsStoredExactly() {
    const ProjectFolder folder;
    Document stored;
    {
      const auto project = folder.open();
      const ClassId bolt = addClass(**project, "bolt");
      Annotation annotation = boxOn(1, bolt, {0.1, 1.0 / 3, 2e-17, 1e300});
      annotation.attributes = {.difficult = true,
                               .truncated = true,
                               .occluded = true,
                               .crowd = true,
                               .pose = "Frontal",
                               .description = "über",
                               .group = 3,
                               .score = 0.1,
                               .annotator = "Grace",
                               .verified = true,
                               .locked = true,
                               .layer = -2,
                               .custom = {{"side", "left"}, {"angle", 0.1}, {"wet", false}}};
      annotation.sourceId = 12345678901;
      annotation.unknown = R"({"a":[1]})";
      std::vector<AnyChange> changes;
      for (const Shape& shape :
           {annotation.shape, Shape(ImageTag{}), Shape(OrientedBox{{1, 2}, 3, 4, 0.5}),
            Shape(Polygon{{{{{0, 0}, {4, 0}, {0, 4}}, {{{1, 1}, {2, 1}, {1, 2}}}}}}),
            Shape(Mask{2, 3, {0, 4, 2}}), Shape(Keypoints{{{{1, 2}, 1}, {{3, 4}, 2}}}),
            Shape(Line{{{0, 0}, {5, 6}}})}) {
        annotation.shape = shape;
        changes.emplace_back(AnnotationChange{(*project)->newAnnotationId(), annotation});
      }
      QVERIFY((*project)->perform(editOf("Add all", changes)));
      QVERIFY((*project)->undo());
      QVERIFY((*project)->redo());
      stored = (*project)->document();
    }
    const auto project = folder.open();
    QVERIFY((*project)->document() == stored);
    QCOMPARE(stored.annotations().size(), std::size_t{7});
  }

  void idsOfDeletedEntriesAreNotGivenAgain() {
    const ProjectFolder folder;
    AnnotationId first = 0;
    {
      const auto project = folder.open();
      const ClassId bolt = addClass(**project, "bolt");
      first = addBox(**project, 1, bolt, {0, 0, 5, 5});
      QVERIFY((*project)->perform(editOf("Delete", {AnnotationChange{first, std::nullopt}})));
    }
    const auto project = folder.open();
    QVERIFY((*project)->newAnnotationId() > first);
  }

  void thePlaceOfAClassInListsIsKept() {
    const ProjectFolder folder;
    auto project = *folder.open();
    const ClassId bolt = addClass(*project, "bolt");
    LabelClass moved = *project->document().labelClass(bolt);
    moved.order = 7;
    QVERIFY(project->perform(editOf("Order", {ClassChange{bolt, moved}})));
    QVERIFY(project->undo());
    QVERIFY(project->redo());
    project.reset();
    project = *folder.open();
    QCOMPARE(project->document().labelClass(bolt)->order, 7);
  }

  void theLabelHashDependsOnTheLabelsOnly() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    addBox(**project, 1, bolt, {0, 0, 5, 5});
    const std::string hash = labelHashOf((*project)->document());
    QVERIFY((*project)->undo());
    QVERIFY(labelHashOf((*project)->document()) != hash);
    addBox(**project, 1, bolt, {0, 0, 5, 5});
    QCOMPARE(labelHashOf((*project)->document()), hash);
    QVERIFY((*project)->perform(editOf(
        "Decide",
        {DecisionChange{(*project)->newDecisionId(), Decision{DecisionKind::Keep, "k", {}}}})));
    QCOMPARE(labelHashOf((*project)->document()), hash);
  }

  void runsFindingsIterationsAndSettingsAreKept() {
    const ProjectFolder folder;
    {
      const auto project = folder.open();
      auto run = (*project)->newRun("classify", "{}");
      QVERIFY(run);
      QCOMPARE(run->name, std::string("0001"));
      QVERIFY(std::filesystem::is_directory((*project)->runFolder("0001")));
      run->state = "done";
      run->metrics = {{"accuracy", 0.5}};
      QVERIFY((*project)->updateRun(*run));
      QCOMPARE((*project)->newRun("classify", "{}")->name, std::string("0002"));
      QVERIFY((*project)->replaceFindings({finding(0.9), finding(0.1)}));
      QVERIFY((*project)->replaceFindings({finding(0.8), finding(0.2)}));
      const auto iteration = (*project)->addIteration(IterationRecord{});
      QVERIFY(iteration && iteration->number == 1);
      QVERIFY((*project)->setSetting("theme", "dark"));
    }
    const auto project = folder.open();
    QCOMPARE((*project)->runs().size(), std::size_t{2});
    QCOMPARE((*project)->runs().front().metrics.at("accuracy"), 0.5);
    const auto findings = (*project)->findings();
    QCOMPARE(findings.size(), std::size_t{2});
    QCOMPARE(findings.front().score, 0.2);
    QCOMPARE(findings.front().id, FindingId{4});
    QVERIFY(findings.front().suggestedShape == Shape(Box{1, 2, 3, 4}));
    QCOMPARE(findings.front().reason, std::string("cell: at least 12 px"));
    QVERIFY((*project)->finding(3) && !(*project)->finding(1));
    QCOMPARE((*project)->iterations().size(), std::size_t{1});
    QCOMPARE(*(*project)->setting("theme"), std::string("dark"));
  }

  void aRunOfAKilledProgramHasFailed() {
    const ProjectFolder folder;
    {
      const auto project = folder.open();
      QVERIFY((*project)->newRun("classify", "{}"));
      const auto reader = folder.open({.readOnly = true});
      QCOMPARE((*reader)->runs().front().state, std::string("running"));
    }
    const auto project = folder.open();
    QCOMPARE((*project)->runs().front().state, std::string("failed"));
    QCOMPARE((*project)->notices().size(), std::size_t{1});
    QVERIFY((*project)->notices().front().find("0001") != std::string::npos);
    QVERIFY((*folder.open({.readOnly = true}))->runs().front().state == "failed");
  }

private:
  static Finding finding(double score) {
    Finding finding;
    finding.image = 1;
    finding.score = score;
    finding.suggestedShape = Box{1, 2, 3, 4};
    finding.reason = "cell: at least 12 px";
    return finding;
  }
};

QTEST_APPLESS_MAIN(TestProjectRecords)
#include "tst_project_records.moc"
