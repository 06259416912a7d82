// The quirk table of the formats that are written as label files: every row for every format.

#include "transfer_fixture.h"

#include <QtTest>

#include <clocale>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// A project with a box of its own on each image; the n-th begins at x = n.
std::unique_ptr<Project> projectWith(const QString& folder, const QStringList& images) {
  for (const QString& image : images) {
    writePicture(folder + "/" + image, static_cast<char>(images.indexOf(image) + 1));
  }
  auto project = open(folder);
  LabelClass labelClass;
  labelClass.name = "x";
  Edit edit{.name = "Draw", .gesture = 0, .changes = {ClassChange{1, labelClass}}};
  for (const QString& image : images) {
    Annotation annotation;
    annotation.image = project->document().findImage(image.toStdString()).value_or(0);
    annotation.labelClass = 1;
    annotation.shape = Box{1.0 + static_cast<double>(images.indexOf(image)), 20, 40, 60};
    edit.changes.emplace_back(AnnotationChange{project->newAnnotationId(), annotation});
  }
  if (!project->perform(edit)) {
    qFatal("the boxes were refused");
  }
  return project;
}

/// Returns the left edges of the boxes of a project, sorted; -1 for an image without one box.
QList<double> leftEdges(const Project& project) {
  QList<double> edges;
  for (const auto& [id, image] : project.document().images()) {
    const auto& ids = project.document().annotationsOf(id);
    edges << (ids.size() == 1 ? std::get<Box>(project.document().annotation(ids.front())->shape).x0
                              : -1);
  }
  std::sort(edges.begin(), edges.end());
  return edges;
}

void addFormats() {
  QTest::addColumn<QString>("format");
  for (const char* format : {"voc", "yolo", "createml", "labelme"}) {
    QTest::newRow(format) << QString(format);
  }
}

}  // namespace

class TestFormatQuirks : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() { base_ = std::make_unique<QTemporaryDir>(); }

  void namesOfEveryKindComeBack_data() { addFormats(); }
  void namesOfEveryKindComeBack() {
    compareAfterRoundTrip({"a b.pgm", "a  b.pgm", "a#b%20&c.pgm", "臉書.pgm", "dot..pgm", "é.pgm",
                           QString(100, QChar(0x72AC)).left(80) + ".pgm"});
  }

  void equalStemsAndNamesStayApart_data() { addFormats(); }
  void equalStemsAndNamesStayApart() {
    compareAfterRoundTrip({"a.pgm", "a.png", "one/a.pgm", "two/a.pgm", "two/a.b.pgm"});
  }

  void numbersDoNotDependOnTheLocale_data() { addFormats(); }
  void numbersDoNotDependOnTheLocale() {
    const std::string old = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    compareAfterRoundTrip({"a.pgm", "b.pgm"});
    std::setlocale(LC_ALL, old.c_str());
  }

  void labelFilesOfEqualStemsDoNotOverwriteEachOther_data() { addFormats(); }
  void labelFilesOfEqualStemsDoNotOverwriteEachOther() {
    QFETCH(QString, format);
    const QString folder = base_->filePath("project");
    {
      const auto project = projectWith(folder, {"a.pgm", "a.png", "sub/a.pgm"});
      QVERIFY(project->setSyncFormat(format.toStdString()));
      QVERIFY(project->syncLabelFiles());
    }
    QVERIFY(QDir(folder + "/.touchstone").removeRecursively());
    QCOMPARE(leftEdges(*open(folder, true)), (QList<double>{1, 2, 3}));
  }

  void damagedFilesAreRefusedAndStayAsTheyAre_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("file");
    QTest::newRow("voc") << "voc"
                         << "a.xml";
    QTest::newRow("yolo") << "yolo"
                          << "a.txt";
    QTest::newRow("createml") << "createml"
                              << "a.json";
    QTest::newRow("labelme") << "labelme"
                             << "a.json";
  }
  void damagedFilesAreRefusedAndStayAsTheyAre() {
    QFETCH(QString, format);
    QFETCH(QString, file);
    const QString folder = base_->filePath("project");
    const auto project = projectWith(folder, {"a.pgm"});
    QVERIFY(project->setSyncFormat(format.toStdString()));
    const QByteArray damaged = "[<annotation><object>";
    write(folder + "/" + file, damaged);
    QVERIFY(!project->syncLabelFiles());
    QCOMPARE(contentOf(folder + "/" + file), damaged);
    QVERIFY(!QFile::exists(folder + "/" + file + ".bak"));
  }

private:
  /// Exports boxes on images of these names, imports them into a new project and compares.
  void compareAfterRoundTrip(const QStringList& images) {
    QFETCH(QString, format);
    const QString folder = base_->filePath("project");
    const QString out = base_->filePath("out");
    QList<double> expected;
    {
      const auto project = projectWith(folder, images);
      expected = leftEdges(*project);
      QVERIFY(!written(*project, qPrintable(format), out).startsWith("error"));
    }
    QCOMPARE(expected.size(), images.size());
    QVERIFY(!expected.contains(-1));
    for (const QString& image : format == "yolo" ? QStringList() : images) {
      QDir().mkpath(QFileInfo(out + "/" + image).path());
      QVERIFY(QFile::copy(folder + "/" + image, out + "/" + image));
    }
    const auto [report, error] = import(base_->filePath("again"), qPrintable(format), out);
    QCOMPARE(error, QString());
    QCOMPARE(leftEdges(*open(base_->filePath("again"))), expected);
  }

  std::unique_ptr<QTemporaryDir> base_;
};

QTEST_APPLESS_MAIN(TestFormatQuirks)
#include "tst_format_quirks.moc"
