#include "labeling/project/labelling_times.h"
#include "project_fixture.h"

#include <QtTest>

#include <limits>

using namespace touchstone;
using namespace touchstone::labeling;

/// Edits, their undo and redo, and what the history tells of them.
class TestProjectHistory : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void editsUndoAndRedoSurviveARestart() {
    const ProjectFolder folder;
    AnnotationId box = 0;
    {
      const auto project = folder.open();
      const ClassId bolt = addClass(**project, "bolt");
      box = addBox(**project, 1, bolt, {1.5, 2, 30, 40});
      QVERIFY(box != 0);
      QVERIFY((*project)->undo());
    }
    {
      const auto project = folder.open();
      QVERIFY(!(*project)->document().annotation(box));
      QCOMPARE(*(*project)->undoName(), std::string("Add class"));
      QCOMPARE(*(*project)->redoName(), std::string("Draw box"));
      QCOMPARE(**(*project)->redo(), std::string("Draw box"));
      QVERIFY(!*(*project)->redo());
    }
    const auto project = folder.open();
    QVERIFY((*project)->document().annotation(box));
    QCOMPARE(std::get<Box>((*project)->document().annotation(box)->shape), (Box{1.5, 2, 30, 40}));
    QCOMPARE((*project)->history(10).size(), std::size_t{2});
    QCOMPARE((*project)->history(1).front().name, std::string("Draw box"));
    QVERIFY(**(*project)->undo() == "Draw box" && **(*project)->undo() == "Add class");
    QVERIFY(!*(*project)->undo());
  }

  void anEditAfterUndoReplacesWhatWasUndone() {
    const ProjectFolder folder;
    {
      const auto project = folder.open();
      const ClassId bolt = addClass(**project, "bolt");
      addBox(**project, 1, bolt, {0, 0, 10, 10});
      QVERIFY((*project)->undo());
      addBox(**project, 2, bolt, {0, 0, 20, 20});
      QVERIFY(!(*project)->redoName());
    }
    const auto project = folder.open();
    QVERIFY(!(*project)->redoName());
    QCOMPARE((*project)->history(10).size(), std::size_t{2});
    QCOMPARE((*project)->document().annotations().size(), std::size_t{1});
  }

  void editsOfOneGestureAreOneStep() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    const AnnotationId box = addBox(**project, 1, bolt, {0, 0, 10, 10});
    for (int i = 1; i <= 5; ++i) {
      const double x = i;
      QVERIFY((*project)->perform(
          editOf("Move box", {AnnotationChange{box, boxOn(1, bolt, {x, 0, x + 10, 10})}}, 7)));
    }
    QCOMPARE((*project)->history(10).size(), std::size_t{3});
    QVERIFY((*project)->undo());
    QCOMPARE(boundsOf((*project)->document().annotation(box)->shape).x0, 0.0);
    QVERIFY((*project)->redo());
    QCOMPARE(boundsOf((*project)->document().annotation(box)->shape).x0, 5.0);
    QVERIFY((*project)->perform(
        editOf("Move box", {AnnotationChange{box, boxOn(1, bolt, {9, 0, 19, 10})}}, 7)));
    QCOMPARE((*project)->history(10).size(), std::size_t{4});
  }

  void editsWithoutEffectAreNotLogged() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    int calls = 0;
    (*project)->observe([&](const Edit&) { ++calls; });
    QVERIFY((*project)->perform(editOf("Nothing", {ClassChange{bolt, classNamed("bolt")}})));
    QVERIFY((*project)->perform(editOf("Nothing", {})));
    QCOMPARE(calls, 0);
    QCOMPARE((*project)->history(10).size(), std::size_t{1});
  }

  void aRefusedEditChangesNothing() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    const Document before = (*project)->document();
    int calls = 0;
    (*project)->observe([&](const Edit&) { ++calls; });
    const Status dangling =
        (*project)->perform(editOf("Bad", {AnnotationChange{900, boxOn(1, bolt, {0, 0, 1, 1})},
                                           AnnotationChange{901, boxOn(77, bolt, {0, 0, 1, 1})}}));
    QVERIFY(!dangling);
    QVERIFY(dangling.error().message.find("does not exist") != std::string::npos);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!(*project)->perform(
        editOf("Bad", {AnnotationChange{902, boxOn(1, bolt, {0, nan, 1, 1})}})));
    QVERIFY((*project)->document() == before);
    QCOMPARE(calls, 0);
    QCOMPARE((*project)->history(10).size(), std::size_t{1});
    QVERIFY(addBox(**project, 1, bolt, {0, 0, 5, 5}) != 0);
  }

  void whatTheProgramRecordsIsNotUndone() {
    const ProjectFolder folder;
    const auto project = folder.open();
    Image image = *(*project)->document().image(1);
    image.state = ImageState::Verified;
    QVERIFY((*project)->perform(editOf("Verify", {ImageChange{1, image}})));
    image.contentHash = "abc";
    QVERIFY((*project)->record(editOf("Look", {ImageChange{1, image}})));
    QCOMPARE(*(*project)->undoName(), std::string("Verify"));
    QVERIFY((*project)->undo());
    QCOMPARE((*project)->document().image(1)->state, ImageState::Unlabelled);
    QCOMPARE((*project)->document().image(1)->contentHash, std::string("abc"));
    QVERIFY(!(*project)->undoName());
  }

  void theHistorySaysWhichImagesAStepChanged() {
    const ProjectFolder folder;
    auto project = *folder.open();
    const ClassId bolt = addClass(*project, "bolt");
    const AnnotationId box = addBox(*project, 2, bolt, {0, 0, 5, 5});
    QVERIFY(project->perform(editOf(
        "Both",
        {AnnotationChange{box, std::nullopt},
         CommentChange{project->newCommentId(), Comment{3, 1, 2, "why?", "Ada", 5, false}}})));
    QVERIFY(project->undo());
    for (int opening = 0; opening < 2; ++opening) {
      const std::vector<HistoryEntry>& steps = project->steps();
      QCOMPARE(steps.size(), std::size_t{3});
      QCOMPARE(project->doneSteps(), std::size_t{2});
      QCOMPARE(steps[0].image, ImageId{0});
      QCOMPARE(steps[0].images, std::int64_t{0});
      QCOMPARE(steps[1].image, ImageId{2});
      QCOMPARE(steps[1].images, std::int64_t{1});
      QCOMPARE(steps[2].image, ImageId{2});
      QCOMPARE(steps[2].images, std::int64_t{2});
      QVERIFY(steps[2].undone);
      project.reset();
      project = *folder.open();
    }
  }

  void theHistoryIsUpToDateWhenAChangeIsAnnounced() {
    const ProjectFolder folder;
    const auto project = *folder.open();
    std::vector<std::size_t> done;
    project->observe([&](const Edit&) { done.push_back(project->doneSteps()); });
    addClass(*project, "bolt");
    QVERIFY(project->undo());
    QVERIFY(project->redo());
    project->observe({});
    QCOMPARE(done, (std::vector<std::size_t>{1, 0, 1}));
  }

  void theTimeOfAnImageIsThatOfTheFirstStepOnItAlone() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    QVERIFY(labellingTimes(**project).empty());
    QVERIFY((*project)->perform(
        editOf("Import",
               {AnnotationChange{(*project)->newAnnotationId(), boxOn(1, bolt, {0, 0, 5, 5})},
                AnnotationChange{(*project)->newAnnotationId(), boxOn(3, bolt, {0, 0, 5, 5})}})));
    QVERIFY(labellingTimes(**project).empty());
    addBox(**project, 2, bolt, {0, 0, 5, 5});
    addBox(**project, 2, bolt, {5, 5, 9, 9});
    addBox(**project, 1, bolt, {5, 5, 9, 9});
    QVERIFY((*project)->undo());
    const auto times = labellingTimes(**project);
    QCOMPARE(times.size(), std::size_t{1});
    const auto& steps = (*project)->steps();
    QCOMPARE(times.at(2), steps[2].time);
  }

  void aHundredThousandAnnotationsAreOneQuickEdit() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    std::vector<AnyChange> changes;
    for (int i = 0; i < 100'000; ++i) {
      const double x = i % 70;
      changes.emplace_back(AnnotationChange{(*project)->newAnnotationId(),
                                            boxOn(i % 3 + 1, bolt, {x, 0, x + 5, 5})});
    }
    QElapsedTimer timer;
    timer.start();
    QVERIFY((*project)->perform(editOf("Import", std::move(changes))));
    qInfo("100,000 annotations stored in %lld ms", timer.restart());
    QVERIFY((*project)->undo());
    qInfo("and undone in %lld ms", timer.elapsed());
    QVERIFY((*project)->document().annotations().empty());
  }
};

QTEST_APPLESS_MAIN(TestProjectHistory)
#include "tst_project_history.moc"
