#include "labeling/project/label_files.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string vocText(const std::string& objects) {
  return "<annotation>\n\t<filename>a.pgm</filename>\n\t<note>kept</note>\n" + objects +
         "</annotation>\n";
}

std::string vocObject(const std::string& name, const std::string& box) {
  const QStringList n = QString::fromStdString(box).split(' ');
  return ("\t<object><name>" + QString::fromStdString(name) + "</name><bndbox><xmin>" + n[0] +
          "</xmin><ymin>" + n[1] + "</ymin><xmax>" + n[2] + "</xmax><ymax>" + n[3] +
          "</ymax></bndbox></object>\n")
      .toStdString();
}

std::unique_ptr<Project> opened(const ProjectFolder& folder) {
  auto project = folder.open();
  if (!project) {
    qFatal("%s", project.error().message.c_str());
  }
  return *std::move(project);
}

bool has(const std::vector<std::string>& sentences, const std::string& part) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(part) != std::string::npos;
  });
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void move(Project& project, AnnotationId id, const Box& box) {
  Annotation changed = *project.document().annotation(id);
  changed.shape = box;
  if (!project.perform(editOf("Move", {AnnotationChange{id, changed}}))) {
    qFatal("the edit was refused");
  }
}

Shape shapeOf(const Project& project, AnnotationId id) {
  const Annotation* annotation = project.document().annotation(id);
  return annotation != nullptr ? annotation->shape : Shape(ImageTag{});
}

LabelFileIssue onlyIssue(Project& project) {
  const auto& issues = project.labelFiles().issues();
  return issues.size() == 1 ? issues.front() : LabelFileIssue{};
}

/// Writes a file with another time than it had, as an editor does.
void writeLater(const ProjectFolder& folder, const std::string& name, const std::string& bytes) {
  const auto before = std::filesystem::last_write_time(folder.file(name));
  folder.write(name, bytes);
  std::filesystem::last_write_time(folder.file(name), before + std::chrono::seconds(2));
}

}  // namespace

class TestLabelFiles : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theSyncFormatIsThatOfTheLabelsThatWereFound_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("format");
    QTest::newRow("voc") << "a.xml" << QString::fromStdString(vocText(vocObject("x", "1 2 3 4")))
                         << "voc";
    QTest::newRow("yolo") << "a.txt"
                          << "0 0.5 0.5 0.5 0.5\n"
                          << "yolo";
    QTest::newRow("yolo-seg") << "a.txt"
                              << "0 0.1 0.1 0.5 0.1 0.5 0.5\n"
                              << "yolo-seg";
    QTest::newRow("yolo-obb") << "a.txt"
                              << "0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n"
                              << "yolo-obb";
    QTest::newRow("createml") << "_annotations.createml.json"
                              << "[{\"image\": \"a.pgm\", \"annotations\": []}]"
                              << "createml";
    QTest::newRow("labelme") << "a.json"
                             << "{\"shapes\": [], \"imagePath\": \"a.pgm\", \"imageData\": null}"
                             << "labelme";
    QTest::newRow("none") << "notes.md"
                          << "nothing"
                          << "voc";
  }

  void theSyncFormatIsThatOfTheLabelsThatWereFound() {
    QFETCH(QString, file);
    QFETCH(QString, text);
    QFETCH(QString, format);
    const ProjectFolder folder;
    folder.write(file.toStdString(), text.toStdString());
    QCOMPARE(QString::fromStdString(opened(folder)->syncFormat()), format);
    const auto again = opened(folder);
    QCOMPARE(QString::fromStdString(again->syncFormat()), format);
    QVERIFY(again->labelFiles().issues().empty());
    QVERIFY(again->syncLabelFiles());
    QCOMPARE(folder.read(file.toStdString()), text.toStdString());
  }

  void editedYoloFilesKeepTheirRowsAndTheListItsIds() {
    const ProjectFolder folder;
    folder.write("classes.txt", "dog\r\n\r\ncat\r\n");
    folder.write("a.txt", "2 0.5 0.5 0.5 0.5\r\nodd row\r\n0 0.25 0.25 0.1 0.1\r\n");
    folder.write("b.txt", "0 0.5 0.5 0.123456789 0.5\n");
    const auto project = opened(folder);
    const ClassId bird = addClass(*project, "bird");
    addBox(*project, 1, bird, {8, 6, 40, 30});
    move(*project, 2, {0, 0, 40, 30});
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("classes.txt"), std::string("dog\r\n\r\ncat\r\nbird\r\n"));
    QVERIFY(
        has(project->labelFiles().takeNotices(), "\"bird\" was added at the end of classes.txt"));
    QCOMPARE(folder.read("a.txt"),
             std::string("2 0.5 0.5 0.5 0.5\r\n0 0.250000 0.250000 0.500000 0.500000\r\n"
                         "3 0.300000 0.300000 0.400000 0.400000\r\nodd row\r\n"));
    QCOMPARE(folder.read("b.txt"), std::string("0 0.5 0.5 0.123456789 0.5\n"));
  }

  void yoloSyncMakesAClassListWhereThereIsNone() {
    const ProjectFolder folder;
    const auto project = opened(folder);
    addBox(*project, 1, addClass(*project, "dog"), {8, 6, 40, 30});
    addBox(*project, 2, addClass(*project, "cat"), {8, 6, 40, 30});
    QVERIFY(project->setSyncFormat("yolo"));
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("classes.txt"), std::string("dog\ncat\n"));
    QCOMPARE(folder.read("b.txt"), std::string("1 0.300000 0.300000 0.400000 0.400000\n"));
    QVERIFY(!std::filesystem::exists(folder.file("c.txt")));
    QVERIFY(!std::filesystem::exists(folder.file("a.xml")));
  }

  void onlyTheEntryOfAnEditedImageChangesInASharedFile() {
    const ProjectFolder folder;
    const std::string entries =
        "{\"image\": \"b.pgm\",  \"extra\": 1.50, \"annotations\": [{\"label\": \"x\", "
        "\"coordinates\": {\"x\": 5, \"y\": 5, \"width\": 2, \"height\": 2}}]}";
    const std::string first = "{\"image\": \"a.pgm\", \"annotations\": []}";
    folder.write("_annotations.createml.json", "[\n" + first + ",\n" + entries + "\n]\n");
    const auto project = opened(folder);
    addBox(*project, 1, addClass(*project, "y"), {0, 0, 10, 20});
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("_annotations.createml.json"),
             "[\n{\"image\": \"a.pgm\", \"annotations\": [{\"label\": \"y\", \"coordinates\": "
             "{\"x\": 5.0, \"y\": 10.0, \"width\": 10.0, \"height\": 20.0}}]},\n" +
                 entries + "\n]\n");
    addBox(*project, 3, 1, {0, 0, 10, 20});
    QVERIFY(project->syncLabelFiles());
    QVERIFY(contains(folder.read("_annotations.createml.json"), "\"image\": \"c.pgm\""));
  }

  void damagedFilesAreKeptUntilThePersonAgreesAndThenAsBackups() {
    const ProjectFolder folder;
    folder.write("a.xml", "<annotation><object>");
    folder.write("a.xml.bak", "an older backup");
    folder.write("b.xml", vocText(vocObject("bolt", "1 2 3 4")));
    const auto project = opened(folder);
    QVERIFY(has(project->notices(), "a.xml"));
    QCOMPARE(onlyIssue(*project).state, LabelFileState::Damaged);
    QVERIFY(contains(onlyIssue(*project).message, "not well-formed XML"));
    addBox(*project, 1, 1, {8, 6, 40, 30});
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("a.xml"), std::string("<annotation><object>"));
    QVERIFY(project->labelFiles().keepMine({"a.xml"}));
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("a.xml"), std::string("<annotation><object>"));
    QVERIFY(!project->labelFiles().takeTheirs({"a.xml"}));
    QVERIFY(project->labelFiles().replaceDamaged({"a.xml"}));
    QVERIFY(project->syncLabelFiles());
    QVERIFY(contains(folder.read("a.xml"), "<name>bolt</name>"));
    QCOMPARE(folder.read("a.xml.bak"), std::string("an older backup"));
    QCOMPARE(folder.read("a.xml.bak2"), std::string("<annotation><object>"));
    QVERIFY(project->labelFiles().issues().empty());
    QVERIFY(has(project->labelFiles().takeNotices(), "a.xml.bak2"));
  }

  void damageIsRememberedAndFoundAgain() {
    const ProjectFolder folder;
    folder.write("a.xml", "<annotation><object>");
    folder.write("b.xml", vocText(vocObject("bolt", "1 2 3 4")));
    opened(folder);
    {
      const auto project = opened(folder);
      QCOMPARE(onlyIssue(*project).state, LabelFileState::Damaged);
      QVERIFY(has(project->notices(), "a.xml"));
    }
    writeLater(folder, "b.xml", "<annotation>");
    const auto project = opened(folder);
    QCOMPARE(project->labelFiles().issues().size(), std::size_t{2});
    QCOMPARE(project->document().annotations().size(), std::size_t{1});
  }

  void whatAnotherProgramChangedIsOfferedAndTakenAsOneStep() {
    const ProjectFolder folder;
    folder.write("a.xml", vocText(vocObject("bolt", "1 2 3 4") + vocObject("nut", "5 6 7 8")));
    opened(folder);
    const std::string theirs =
        vocText(vocObject("bolt", "1 2 3 4") + vocObject("gear", "9 9 20 20"));
    writeLater(folder, "a.xml", theirs);
    const auto project = opened(folder);
    QCOMPARE(onlyIssue(*project).state, LabelFileState::Changed);
    QCOMPARE(onlyIssue(*project).images, std::vector<ImageId>{1});
    QVERIFY(has(project->notices(), "a.xml was changed by another program"));
    move(*project, 1, {2, 2, 30, 40});
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("a.xml"), theirs);
    QVERIFY(project->undo());
    QVERIFY(project->labelFiles().takeTheirs({"a.xml"}));
    QVERIFY(project->labelFiles().issues().empty());
    QVERIFY(shapeOf(*project, 1) == Shape(Box{1, 2, 3, 4}));
    QVERIFY(project->document().annotation(2) == nullptr);
    QCOMPARE(project->document().annotations().size(), std::size_t{2});
    QVERIFY(project->document().findClass("gear").has_value());
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("a.xml"), theirs);
    QCOMPARE(project->undoName(), std::optional<std::string>("Take labels of another program"));
    QVERIFY(project->undo());
    QVERIFY(project->syncLabelFiles());
    QVERIFY(contains(folder.read("a.xml"), "<name>nut</name>"));
    QVERIFY(!contains(folder.read("a.xml"), "<name>gear</name>"));
  }

  void oursAreKeptWithABackupOfTheirs() {
    const ProjectFolder folder;
    folder.write("a.xml", vocText(vocObject("bolt", "1 2 3 4")));
    opened(folder);
    writeLater(folder, "a.xml", vocText(vocObject("gear", "9 9 20 20")));
    const auto project = opened(folder);
    QVERIFY(project->labelFiles().keepMine({"a.xml"}));
    QVERIFY(project->labelFiles().issues().empty());
    QVERIFY(project->syncLabelFiles());
    QVERIFY(contains(folder.read("a.xml"), "<name>bolt</name>"));
    QVERIFY(contains(folder.read("a.xml"), "<note>kept</note>"));
    QVERIFY(!contains(folder.read("a.xml"), "gear"));
    QVERIFY(contains(folder.read("a.xml.bak"), "gear"));
  }

  void filesThatSayTheSameAreNoChange() {
    const ProjectFolder folder;
    folder.write("a.xml", vocText(vocObject("bolt", "1 2 3 4")));
    folder.write("b.xml", vocText(vocObject("bolt", "1 2 3 4")));
    opened(folder);
    writeLater(folder, "a.xml", folder.read("a.xml"));
    writeLater(folder, "b.xml", "<!-- touched -->" + folder.read("b.xml"));
    const auto project = opened(folder);
    QVERIFY(project->labelFiles().issues().empty());
    move(*project, 2, {2, 2, 30, 40});
    QVERIFY(project->syncLabelFiles());
    QVERIFY(folder.read("b.xml").starts_with("<!-- touched -->"));
    QVERIFY(contains(folder.read("b.xml"), "<xmax>30</xmax>"));
  }

  void newAndDeletedFilesAreOffered() {
    const ProjectFolder folder;
    folder.write("a.xml", vocText(vocObject("bolt", "1 2 3 4")));
    opened(folder);
    std::filesystem::remove(folder.file("a.xml"));
    folder.write("b.xml", vocText(vocObject("nut", "1 2 3 4")));
    const auto project = opened(folder);
    const auto issues = project->labelFiles().issues();
    QCOMPARE(issues.size(), std::size_t{2});
    QCOMPARE(issues[0].state, LabelFileState::Gone);
    QCOMPARE(issues[1].state, LabelFileState::New);
    QVERIFY(project->labelFiles().takeTheirs({"a.xml", "b.xml"}));
    QCOMPARE(project->document().image(1)->state, ImageState::Unlabelled);
    QCOMPARE(project->document().annotationsOf(2).size(), std::size_t{1});
    QVERIFY(project->undo());
    QCOMPARE(project->document().annotationsOf(1).size(), std::size_t{1});
  }

  void aFileThatChangesWhileTheProjectIsOpenIsNotOverwritten() {
    const ProjectFolder folder;
    const auto project = opened(folder);
    const AnnotationId id = addBox(*project, 1, addClass(*project, "bolt"), {8, 6, 40, 30});
    QVERIFY(project->syncLabelFiles());
    const std::string theirs = vocText(vocObject("gear", "9 9 20 20"));
    folder.write("a.xml", theirs);
    move(*project, id, {2, 2, 30, 40});
    QVERIFY(!project->syncLabelFiles());
    QVERIFY(project->syncLabelFiles());
    QCOMPARE(folder.read("a.xml"), theirs);
    QCOMPARE(onlyIssue(*project).state, LabelFileState::Changed);
    QVERIFY(project->labelFiles().look({}));
    QCOMPARE(onlyIssue(*project).state, LabelFileState::Changed);
    QVERIFY(project->labelFiles().keepMine({"a.xml"}));
    QVERIFY(project->syncLabelFiles());
    QVERIFY(contains(folder.read("a.xml"), "<xmax>30</xmax>"));
  }

  void takingTheirsKeepsWhatTheFormatCannotHold() {
    const ProjectFolder folder;
    {
      const auto project = opened(folder);
      const ClassId bolt = addClass(*project, "bolt");
      addBox(*project, 1, bolt, {8.5, 6.25, 40, 30});
      Annotation mask = boxOn(1, bolt, {});
      mask.shape = Mask{.width = 80, .height = 60, .counts = {10, 20, 4770}};
      QVERIFY(
          project->perform(editOf("Paint", {AnnotationChange{project->newAnnotationId(), mask}})));
      QVERIFY(project->syncLabelFiles());
    }
    std::string text = folder.read("a.xml");
    text.insert(text.find("</annotation>"), vocObject("nut", "1 2 3 4"));
    writeLater(folder, "a.xml", text);
    const auto project = opened(folder);
    QVERIFY(project->labelFiles().takeTheirs({"a.xml"}));
    QVERIFY(shapeOf(*project, 1) == Shape(Box{8.5, 6.25, 40, 30}));
    QVERIFY(std::holds_alternative<Mask>(shapeOf(*project, 2)));
    QVERIFY(shapeOf(*project, 3) == Shape(Box{1, 2, 3, 4}));
  }

  void filesOfAnotherFormatAreNotTakenForOurs() {
    const ProjectFolder folder;
    folder.write("a.xml", vocText(vocObject("bolt", "1 2 3 4")));
    const auto project = opened(folder);
    folder.write("a.txt", "0 0.5 0.5 0.5 0.5\n");
    QVERIFY(project->setSyncFormat("yolo"));
    QVERIFY(!project->syncLabelFiles());
    QCOMPARE(folder.read("a.txt"), std::string("0 0.5 0.5 0.5 0.5\n"));
    QCOMPARE(onlyIssue(*project).state, LabelFileState::New);
    QVERIFY(!project->setSyncFormat("tar"));
  }
};

QTEST_APPLESS_MAIN(TestLabelFiles)
#include "tst_label_files.moc"
