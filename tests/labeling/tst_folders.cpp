#include "labeling/formats/class_folders.h"
#include "labeling/formats/source_files.h"

#include <QtTest>

using namespace touchstone::labeling;

class TestFolders : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsTheClassOffTheFolder() {
    const auto labels = folderLabels({"ants/1.jpg", "ants/more/2.jpg", "bees/1.jpg", "stray.jpg"});
    QCOMPARE(labels.size(), 3U);
    QVERIFY(labels[0] == (FolderLabel{"ants/1.jpg", "ants", std::nullopt}));
    QVERIFY(labels[1] == (FolderLabel{"ants/more/2.jpg", "ants", std::nullopt}));
  }

  void readsTheSplitAboveTheClass() {
    const auto labels = folderLabels({"train/ants/1.jpg", "valid/bees/1.jpg", "train/2.jpg"});
    QCOMPARE(labels.size(), 2U);
    QVERIFY(labels[0] == (FolderLabel{"train/ants/1.jpg", "ants", Split::Train}));
    QVERIFY(labels[1] == (FolderLabel{"valid/bees/1.jpg", "bees", Split::Val}));
  }

  void aClassMayBeCalledTest() {
    const auto labels = folderLabels({"test/1.jpg", "quiz/2.jpg"});
    QCOMPARE(labels.size(), 2U);
    QCOMPARE(labels[0].className, std::string("test"));
  }

  void isDetectedOnlyWhereFoldersAreClasses_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<bool>("expected");
    QTest::newRow("classes") << QStringList{"ants/1.jpg", "bees/1.jpg"} << true;
    QTest::newRow("splits") << QStringList{"train/ants/1.jpg", "val/bees/1.jpg"} << true;
    QTest::newRow("VOC") << QStringList{"JPEGImages/1.jpg", "other/1.jpg"} << false;
    QTest::newRow("images") << QStringList{"images/1.jpg"} << false;
    QTest::newRow("one class") << QStringList{"ants/1.jpg", "ants/2.jpg"} << false;
    QTest::newRow("flat") << QStringList{"1.jpg", "2.jpg"} << false;
    QTest::newRow("stray image") << QStringList{"ants/1.jpg", "bees/1.jpg", "2.jpg"} << false;
    QTest::newRow("hidden") << QStringList{".a/1.jpg", ".b/1.jpg"} << false;
    QTest::newRow("nothing") << QStringList{} << false;
  }

  void isDetectedOnlyWhereFoldersAreClasses() {
    QFETCH(QStringList, files);
    QFETCH(bool, expected);
    const QTemporaryDir folder;
    for (const QString& name : files) {
      const QString path = folder.filePath(name);
      QVERIFY(QDir().mkpath(QFileInfo(path).path()));
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(classFoldersFormat().detects(folder.path().toStdString()), expected);
  }

  void pathsOutOfTheFolderAreRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "a/b.jpg"
                           << "a/b.jpg";
    QTest::newRow("dots within") << "a/../b.jpg"
                                 << "b.jpg";
    QTest::newRow("back slashes") << "a\\b.jpg"
                                  << "a/b.jpg";
    QTest::newRow("odd characters") << "a b/#%&  c..jpg"
                                    << "a b/#%&  c..jpg";
    QTest::newRow("up") << "../b.jpg"
                        << "";
    QTest::newRow("up later") << "a/../../b.jpg"
                              << "";
    QTest::newRow("up with back slashes") << "..\\b.jpg"
                                          << "";
    QTest::newRow("absolute") << "/etc/passwd"
                              << "";
    QTest::newRow("drive") << "C:\\b.jpg"
                           << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("folder") << "."
                            << "";
  }

  void pathsOutOfTheFolderAreRefused() {
    QFETCH(QString, name);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(safeRelativePath(name.toStdString()).value_or("")), expected);
  }

  void linksOutOfTheFolderAreNotListed() {
    const QTemporaryDir outside;
    QTemporaryDir folder;
    QFile secret(outside.filePath("secret.jpg"));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    QFile own(folder.filePath("own.jpg"));
    QVERIFY(own.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(secret.fileName(), folder.filePath("stray.jpg")));
    QVERIFY(QFile::link(own.fileName(), folder.filePath("twin.jpg")));
    QVERIFY(QFile::link(outside.path(), folder.filePath("elsewhere")));
    const auto files = filesBelow(folder.path().toStdString(), {});
    QVERIFY(files.has_value());
    QCOMPARE(*files, (std::vector<std::string>{"own.jpg", "twin.jpg"}));
    QVERIFY(!filesBelow((folder.path() + "/none").toStdString(), {}).has_value());
  }
};

QTEST_APPLESS_MAIN(TestFolders)
#include "tst_folders.moc"
