#include "labeling/project/label_files.h"
#include "project_in_folder.h"
#include "ui/window/label_files_dialog.h"

#include <QFile>
#include <QListWidget>
#include <QtTest>

using namespace touchstone::labeling;
using namespace touchstone::ui;

namespace {

constexpr const char* theirs =
    "<annotation><object><name>nut</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax>"
    "<ymax>40</ymax></bndbox></object></annotation>";

void write(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(bytes);
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPushButton* button(const LabelFilesDialog& dialog, const char* name) {
  return dialog.findChild<QPushButton*>(QString::fromLatin1(name));
}

}  // namespace

class TestLabelFilesDialog : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void takesTheLabelsOfAnotherProgram() {
    const ProjectInFolder folder(1);
    QVERIFY(folder.open() != nullptr);
    write(folder.path() + "/f1.xml", theirs);
    const auto session = folder.open();
    LabelFilesDialog dialog(*session);
    QVERIFY(button(dialog, "takeTheirs")->isEnabled());
    QVERIFY(!button(dialog, "replaceDamaged")->isEnabled());
    QTest::mouseClick(button(dialog, "takeTheirs"), Qt::LeftButton);
    QCOMPARE(session->document().annotations().size(), std::size_t{1});
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(contentOf(folder.path() + "/f1.xml"), QByteArray(theirs));
  }

  void replacesADamagedFileWithABackup() {
    const ProjectInFolder folder(2);
    QVERIFY(folder.open() != nullptr);
    write(folder.path() + "/f1.xml", "<annotation>");
    write(folder.path() + "/f2.xml", theirs);
    const auto session = folder.open();
    const ClassId bolt = addClass(*session, "bolt");
    Annotation box;
    box.image = 1;
    box.labelClass = bolt;
    box.shape = Box{10, 10, 50, 50};
    QVERIFY(session->perform(
        {.name = "Draw box",
         .gesture = 0,
         .changes = {AnnotationChange{session->project().newAnnotationId(), box}}}));
    LabelFilesDialog dialog(*session);
    auto* list = dialog.findChild<QListWidget*>("labelFiles");
    QCOMPARE(list->count(), 2);
    QVERIFY(!button(dialog, "takeTheirs")->isEnabled());
    QTest::mouseClick(button(dialog, "replaceDamaged"), Qt::LeftButton);
    QCOMPARE(contentOf(folder.path() + "/f1.xml.bak"), QByteArray("<annotation>"));
    QVERIFY(contentOf(folder.path() + "/f1.xml").contains("<name>bolt</name>"));
    QCOMPARE(list->count(), 1);
    QTest::mouseClick(button(dialog, "keepMine"), Qt::LeftButton);
    QCOMPARE(contentOf(folder.path() + "/f2.xml.bak"), QByteArray(theirs));
    QCOMPARE(list->count(), 0);
  }
};

QTEST_MAIN(TestLabelFilesDialog)
#include "tst_label_files_dialog.moc"
