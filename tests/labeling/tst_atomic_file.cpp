#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

class TestAtomicFile : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void writesAndReplacesAFile() {
    const auto file = path("a.xml");
    QVERIFY(writeFileAtomically(file, "one"));
    QVERIFY(writeFileAtomically(file, "second"));
    QCOMPARE(*readFile(file), std::string("second"));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
  }

  void writesWhatIsGivenPartByPart() {
    const auto file = path("parts.csv");
    QVERIFY(writeFileAtomically(file, [](const ByteSink& sink) {
      QVERIFY(sink("one,"));
      QVERIFY(sink("two"));
    }));
    QCOMPARE(*readFile(file), std::string("one,two"));
  }

  void keepsThePermissions() {
    namespace fs = std::filesystem;
    const auto file = path("b.xml");
    QVERIFY(writeFileAtomically(file, "one"));
    const auto permissions = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
    fs::permissions(file, permissions);
    QVERIFY(writeFileAtomically(file, "two"));
    QVERIFY(fs::status(file).permissions() == permissions);
  }

  void writesToTheFileThatALinkNames() {
    const auto file = path("c.xml");
    const auto link = path("link.xml");
    QVERIFY(writeFileAtomically(file, "one"));
    std::filesystem::create_symlink(file, link);
    QVERIFY(writeFileAtomically(link, "two"));
    QVERIFY(std::filesystem::is_symlink(link));
    QCOMPARE(*readFile(file), std::string("two"));
  }

  void failsWithASentenceAndLeavesNothingBehind() {
    const Status written = writeFileAtomically(path("missing/d.xml"), "one");
    QVERIFY(!written);
    QVERIFY(written.error().message.find("missing/d.xml cannot be written") != std::string::npos);
    QCOMPARE(written.error().kind, ErrorKind::Failed);
  }

private:
  [[nodiscard]] std::filesystem::path path(const char* name) const {
    return folder_.filePath(name).toStdString();
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
