#include "labeling/project/prepare_images.h"
#include "project_fixture.h"

#include <QtTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// While it lives no file can grow beyond so many bytes, as on a disk that is full.
class FullDisk {
public:
  explicit FullDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit full = before_;
    full.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

private:
  rlimit before_{};
};

/// The names in a folder, hidden ones too.
QStringList namesIn(const std::filesystem::path& folder) {
  return QDir(QString::fromStdString(folder.string()))
      .entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

}  // namespace

class TestBadFolders : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aFolderThatCannotBeReadIsPassedOver() {
    const ProjectFolder folder({"a.pgm", "closed/b.pgm"});
    ::chmod(folder.file("closed").c_str(), 0);
    const auto project = folder.open();
    ::chmod(folder.file("closed").c_str(), 0755);
    QVERIFY(project);
    QVERIFY((*project)->document().findImage("a.pgm"));
  }

  void linksInCirclesEnd() {
    const ProjectFolder folder({"a.pgm", "deep/b.pgm"});
    std::filesystem::create_directory_symlink("..", folder.file("deep/up"));
    std::filesystem::create_symlink("circle.pgm", folder.file("circle.pgm"));
    const auto project = folder.open();
    QVERIFY(project);
    QCOMPARE((*project)->document().images().size(), 2U);
  }

  void aFileThatVanishesIsToldOf() {
    const ProjectFolder folder;
    auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    QVERIFY(addBox(**project, 1, bolt, {1, 2, 3, 4}) != 0);
    std::filesystem::remove(folder.file("a.pgm"));
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY((*project)->record(*missingHashes((*project)->document(), folder.path(), {})));
    QVERIFY(!(*project)->document().image(1)->problem.empty());
    QCOMPARE((*project)->document().annotationsOf(1).size(), 1U);
    project = Error{};
    project = folder.open();
    QVERIFY(!(*project)->document().image(1)->problem.empty());
    QCOMPARE((*project)->document().annotationsOf(1).size(), 1U);
  }

  void anEditOnAFullDiskIsRefusedAsAWhole() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    const AnnotationId box = addBox(**project, 1, bolt, {1, 2, 3, 4});
    const Document before = (*project)->document();
    {
      const FullDisk full(4096);
      const auto undone = (*project)->undo();
      QVERIFY(!undone);
      QVERIFY(!undone.error().message.empty());
      QVERIFY(!(*project)->perform(editOf("Remove", {AnnotationChange{box, std::nullopt}})));
      QVERIFY((*project)->document() == before);
    }
    QVERIFY((*project)->perform(editOf("Remove", {AnnotationChange{box, std::nullopt}})));
    QCOMPARE(*(*project)->undo(), std::optional<std::string>("Remove"));
    QVERIFY((*project)->document() == before);
  }

  void aLabelFileOnAFullDiskStaysAsItWas() {
    const ProjectFolder folder;
    const auto project = folder.open();
    const ClassId bolt = addClass(**project, "bolt");
    QVERIFY(addBox(**project, 1, bolt, {1, 2, 3, 4}) != 0);
    QVERIFY((*project)->syncLabelFiles());
    const std::string before = folder.read("a.xml");
    QVERIFY(addBox(**project, 1, bolt, {5, 6, 7, 8}) != 0);
    const QStringList names = namesIn(folder.path());
    {
      const FullDisk full(100);
      QVERIFY(!(*project)->syncLabelFiles());
    }
    QCOMPARE(folder.read("a.xml"), before);
    QCOMPARE(namesIn(folder.path()), names);
    QVERIFY((*project)->syncLabelFiles());
    QCOMPARE(QByteArray::fromStdString(folder.read("a.xml")).count("<object>"), 2);
  }

  void equalNamesInTwoFoldersAreTwoImages() {
    const ProjectFolder folder({"left/x.pgm", "right/x.pgm"});
    const auto project = folder.open();
    const Document& document = (*project)->document();
    const ClassId bolt = addClass(**project, "bolt");
    QVERIFY(addBox(**project, *document.findImage("left/x.pgm"), bolt, {1, 2, 3, 4}) != 0);
    QVERIFY((*project)->syncLabelFiles());
    QVERIFY(std::filesystem::exists(folder.file("left/x.xml")));
    QVERIFY(!std::filesystem::exists(folder.file("right/x.xml")));
  }

  void namesOfAllKindsKeepTheirLabels_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("blanks") << " two  blanks ";
    QTest::newRow("signs") << "#%&<>\"'?*";
    QTest::newRow("chinese") << QString::fromUtf8("图像 画像");
    QTest::newRow("umlauts") << QString::fromUtf8("Größe e\u0301");
    QTest::newRow("255 bytes") << QString(251, 'x');
    QTest::newRow("255 bytes of chinese") << QString(83, QChar(0x56fe)) + "xx";
    QTest::newRow("dots") << "a.b..c";
  }

  void namesOfAllKindsKeepTheirLabels() {
    QFETCH(QString, name);
    const std::string image = name.toStdString() + ".pgm";
    const ProjectFolder folder({image});
    auto project = folder.open();
    QVERIFY(project);
    const auto id = (*project)->document().findImage(image);
    QVERIFY(id);
    const ClassId bolt = addClass(**project, "bolt");
    QVERIFY(addBox(**project, *id, bolt, {1, 2, 30, 40}) != 0);
    const Status written = (*project)->syncLabelFiles();
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    project = Error{};
    // The label file alone brings the box back.
    std::filesystem::remove_all(folder.file(".touchstone"));
    project = folder.open();
    QVERIFY(project);
    const auto again = (*project)->document().findImage(image);
    QVERIFY(again);
    QCOMPARE((*project)->document().annotationsOf(*again).size(), 1U);
  }
};

QTEST_APPLESS_MAIN(TestBadFolders)
#include "tst_bad_folders.moc"
