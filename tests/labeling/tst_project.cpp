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

/// What opening a folder finds there, who may write to it, and the label files beside its images.
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

private:
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
