#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string messageOf(const Result<std::unique_ptr<Project>>& opened) {
  return opened ? "opened" : opened.error().message;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool anyContains(const std::vector<std::string>& sentences, const std::string& part) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const std::string& sentence) { return contains(sentence, part); });
}

}  // namespace

class TestProject : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QVERIFY(dataHome_.isValid());
    qputenv("XDG_DATA_HOME", dataHome_.path().toUtf8());
  }

  void openingAFolderMakesAProjectOfItsImages() {
    const ProjectFolder folder({"b.pgm", "sub/ä.pgm", ".hidden/c.pgm", "notes.txt"});
    const auto project = folder.open({.author = "Ada"});
    QVERIFY2(project, messageOf(project).c_str());
    const Document& document = (*project)->document();
    QCOMPARE(document.images().size(), std::size_t{2});
    const auto id = document.findImage("sub/ä.pgm");
    QVERIFY(id);
    QCOMPARE(document.image(*id)->width, 80);
    QCOMPARE(document.image(*id)->height, 60);
    QVERIFY(!(*project)->isReadOnly());
    QVERIFY((*project)->notices().empty());
    QVERIFY(!(*project)->undoName());
  }

  void badFoldersEachGetOneSentence() {
    const ProjectFolder empty({"notes.txt"});
    QVERIFY(contains(messageOf(empty.open()), "contains no images"));
    QVERIFY(!std::filesystem::exists(empty.path() / ".touchstone"));
    QVERIFY(contains(messageOf(Project::open(empty.path() / "missing")), "does not exist"));
    QVERIFY(contains(messageOf(Project::open(empty.file("notes.txt"))), "is a file"));
    QVERIFY(contains(messageOf(empty.open({.readOnly = true})), "no project yet"));
    QVERIFY(empty.open({.allowEmpty = true}));
  }

  void unreadableImagesAreKeptWithTheirProblem() {
    const ProjectFolder folder;
    folder.write("broken.jpg", "this is no picture");
    folder.write("empty.png", "");
    const auto project = folder.open();
    QVERIFY(project);
    const Document& document = (*project)->document();
    QCOMPARE(document.images().size(), std::size_t{5});
    QVERIFY(contains(document.image(*document.findImage("empty.png"))->problem, "is empty"));
    QVERIFY(!document.image(*document.findImage("broken.jpg"))->problem.empty());
    QVERIFY(anyContains((*project)->notices(), "broken.jpg"));
  }

  void newAndMissingImagesAreNoticed() {
    const ProjectFolder folder;
    QVERIFY(folder.open());
    folder.write("d.pgm", folder.read("a.pgm"));
    std::filesystem::remove(folder.file("a.pgm"));
    {
      const auto project = folder.open();
      QVERIFY(anyContains((*project)->notices(), "1 new image was found"));
      const Document& document = (*project)->document();
      QCOMPARE(document.images().size(), std::size_t{4});
      QVERIFY(!document.image(*document.findImage("a.pgm"))->problem.empty());
      QVERIFY(!(*project)->undoName());
    }
    folder.write("a.pgm", folder.read("b.pgm"));
    const auto project = folder.open();
    const Document& document = (*project)->document();
    QVERIFY(document.image(*document.findImage("a.pgm"))->problem.empty());
  }

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
    QVERIFY(contains(dangling.error().message, "does not exist"));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!(*project)->perform(
        editOf("Bad", {AnnotationChange{902, boxOn(1, bolt, {0, nan, 1, 1})}})));
    QVERIFY((*project)->document() == before);
    QCOMPARE(calls, 0);
    QCOMPARE((*project)->history(10).size(), std::size_t{1});
    QVERIFY(addBox(**project, 1, bolt, {0, 0, 5, 5}) != 0);
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

  void aSecondInstanceReadsOnlyAndSaysWhoHasIt() {
    const ProjectFolder folder;
    const auto first = folder.open();
    addClass(**first, "bolt");
    const auto second = folder.open();
    QVERIFY2(second, messageOf(second).c_str());
    QVERIFY((*second)->isReadOnly());
    QCOMPARE((*second)->document().classes().size(), std::size_t{1});
    const std::string process = "process " + std::to_string(QCoreApplication::applicationPid());
    QVERIFY(anyContains((*second)->notices(), process));
    const Status refused = (*second)->perform(editOf("Add", {ClassChange{9, classNamed("nut")}}));
    QVERIFY(!refused && contains(refused.error().message, process));
    QVERIFY((*second)->syncLabelFiles());
    const auto reader = folder.open({.readOnly = true});
    QVERIFY(reader && (*reader)->notices().empty() && (*reader)->isReadOnly());
  }

  void theLockGoesWithItsProcess() {
    const ProjectFolder folder;
    QVERIFY(!(*folder.open())->isReadOnly());
    QVERIFY(!(*folder.open())->isReadOnly());
  }

  void aStoreOfANewerVersionIsRefused() {
    const ProjectFolder folder;
    QVERIFY(folder.open());
    overwriteStore(folder, 60, std::string("\0\0\0\x63", 4));
    QVERIFY(contains(messageOf(folder.open()), "newer Touchstone"));
    QVERIFY(contains(messageOf(folder.open({.readOnly = true})), "newer Touchstone"));
  }

  void aDamagedStoreIsRefused() {
    const ProjectFolder folder;
    QVERIFY(folder.open());
    overwriteStore(folder, 0, std::string(4096, 'x'));
    QVERIFY(contains(messageOf(folder.open()), "is damaged"));
    QCOMPARE(folder.open().error().kind, ErrorKind::BadInput);
  }

  void aFolderThatCannotBeWrittenToKeepsItsStoreElsewhere() {
    const ProjectFolder folder;
    folder.write(".touchstone", "a file in the way");
    {
      const auto project = folder.open();
      QVERIFY2(project, messageOf(project).c_str());
      QVERIFY((*project)->storeFolder().string().starts_with(dataHome_.path().toStdString()));
      QVERIFY(anyContains((*project)->notices(), "cannot be written to"));
      QCOMPARE((*project)->syncFormat(), std::string("none"));
      addClass(**project, "bolt");
    }
    QCOMPARE((*folder.open())->document().classes().size(), std::size_t{1});
  }

  void labelsFoundAtTheFirstOpeningAreImportedAndNotRewritten() {
    const ProjectFolder folder;
    const std::string xml =
        "<annotation><filename>a.pgm</filename><size><width>80</width><height>60</height>"
        "<depth>1</depth></size><object><name>bolt</name><bndbox><xmin>3</xmin><ymin>4</ymin>"
        "<xmax>20</xmax><ymax>30</ymax></bndbox></object></annotation>";
    folder.write("a.xml", xml);
    const auto project = folder.open();
    QVERIFY(anyContains((*project)->notices(), "Imported 1 label from Pascal VOC"));
    QCOMPARE((*project)->document().annotations().size(), std::size_t{1});
    QVERIFY(!(*project)->undoName());
    QVERIFY((*project)->syncLabelFiles());
    QCOMPARE(folder.read("a.xml"), xml);
    QVERIFY(!std::filesystem::exists(folder.file("b.xml")));
  }

  void labelFilesOfEditedImagesFollowEvenAfterACrash() {
    const ProjectFolder folder;
    {
      const auto project = folder.open();
      const ClassId bolt = addClass(**project, "bolt");
      addBox(**project, 1, bolt, {2, 3, 20, 30});
    }
    const auto project = folder.open();
    QVERIFY(!std::filesystem::exists(folder.file("a.xml")));
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY(contains(folder.read("a.xml"), "<name>bolt</name>"));
    QVERIFY(!std::filesystem::exists(folder.file("b.xml")));
    QVERIFY((*project)->perform(editOf("Rename", {ClassChange{1, classNamed("screw")}})));
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY(contains(folder.read("a.xml"), "<name>screw</name>"));
    QVERIFY((*project)->undo());
    QVERIFY((*project)->undo());
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY(!contains(folder.read("a.xml"), "<object>"));
  }

  void imageTagsStayInTheStore() {
    const ProjectFolder folder;
    const auto project = folder.open();
    QCOMPARE((*project)->syncFormat(), std::string("voc"));
    const ClassId bolt = addClass(**project, "bolt");
    Annotation tag = boxOn(1, bolt, {});
    tag.shape = ImageTag{};
    QVERIFY((*project)->perform(editOf("Tag", {AnnotationChange{1, tag}})));
    QCOMPARE((*project)->syncFormat(), std::string("none"));
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY(!std::filesystem::exists(folder.file("a.xml")));
    QVERIFY(!(*project)->setSyncFormat("tar"));
    QVERIFY((*project)->setSyncFormat("voc"));
    QCOMPARE((*project)->syncFormat(), std::string("voc"));
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

  void aStoreOfTheFirstVersionIsBroughtUpToDate() {
    const ProjectFolder folder({"a.pgm"});
    std::filesystem::create_directories(folder.storeFile().parent_path());
    std::filesystem::copy_file(GOLDEN_FOLDER "/store/version1.sqlite", folder.storeFile());
    const auto project = folder.open();
    QVERIFY2(project, messageOf(project).c_str());
    Annotation annotation = *(*project)->document().annotation(1);
    QCOMPARE(annotation.shape, Shape(Box{1, 2, 3.5, 4}));
    QVERIFY(annotation.attributes.difficult);
    QVERIFY(!annotation.attributes.verified);
    annotation.attributes.custom = {{"wet", true}};
    QVERIFY((*project)->perform(editOf("Set attribute", {AnnotationChange{1, annotation}})));
    QCOMPARE(*(*project)->undo(), std::optional<std::string>("Set attribute"));
    QCOMPARE(*(*project)->undo(), std::optional<std::string>("Draw box"));
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

private:
  static Finding finding(double score) {
    Finding finding;
    finding.image = 1;
    finding.score = score;
    finding.suggestedShape = Box{1, 2, 3, 4};
    return finding;
  }

  static void overwriteStore(const ProjectFolder& folder, qint64 offset, const std::string& bytes) {
    QFile file(QString::fromStdString(folder.storeFile().string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(offset);
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
  }

  QTemporaryDir dataHome_;
};

QTEST_APPLESS_MAIN(TestProject)
#include "tst_project.moc"
