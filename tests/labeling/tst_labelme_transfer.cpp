#include "labeling/formats/base64.h"
#include "labeling/formats/label_format.h"
#include "labeling/formats/labelme_tree.h"
#include "tests/labeling/labelme_fixture.h"
#include "tests/labeling/project_fixture.h"

#include <QDirIterator>
#include <QtTest>

#include <set>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string labelFile(const std::string& imagePath, const std::string& fields = {}) {
  return withQuotes(
      "{'version': '5.0.0', 'flags': {}, 'shapes': [{'label': 'a', 'points': [[1, 2],"
      " [30, 40]], 'shape_type': 'rectangle'}], 'imagePath': '" +
      imagePath + "', 'imageData': null" + fields + "}");
}

QString joined(const std::vector<std::string>& sentences) {
  QString all;
  for (const std::string& sentence : sentences) {
    all += QString::fromStdString(sentence) + "\n";
  }
  return all;
}

bool mentions(const std::vector<std::string>& sentences, const std::string& part) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(part) != std::string::npos;
  });
}

/// Imports a folder into another one and exports it from there to a third.
struct RoundTrip {
  RoundTrip(const std::filesystem::path& source, const char* format) {
    const auto imported = importInto(project.path(), format, {source}, {}, {});
    read = imported ? *imported : TransferReport{.warnings = {imported.error().message}};
    const auto opened = project.open({.importFoundLabels = false});
    const auto exported = findLabelFormat(format)->write(**opened, target.path(), {});
    wrote = exported ? *exported : TransferReport{.warnings = {exported.error().message}};
    document = (*opened)->document();
  }

  ProjectFolder project{std::vector<std::string>{}};
  ProjectFolder target{std::vector<std::string>{}};
  TransferReport read;
  TransferReport wrote;
  Document document;
};

}  // namespace

class TestLabelmeTransfer : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void filesAreDetectedByTheirContent_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("format");
    QTest::newRow("labelme") << QByteArray::fromStdString(goldenText("labelme/shapes.json"))
                             << "labelme";
    QTest::newRow("X-AnyLabeling")
        << QByteArray::fromStdString(goldenText("labelme/xanylabeling.json")) << "labelme";
    QTest::newRow("other JSON") << QByteArray("{\"version\": 1}") << "";
    QTest::newRow("list") << QByteArray("[]") << "";
  }

  void filesAreDetectedByTheirContent() {
    QFETCH(QByteArray, text);
    QFETCH(QString, format);
    const ProjectFolder folder({"shapes.pgm"});
    folder.write("shapes.json", text.toStdString());
    const LabelFormat* found = detectLabelFormat(folder.path());
    QCOMPARE(found != nullptr ? QString::fromUtf8(found->name) : QString(), format);
  }

  void everyByteComesBack_data() {
    QTest::addColumn<QString>("golden");
    QTest::addColumn<QString>("format");
    QTest::newRow("labelme") << "labelme/shapes.json"
                             << "labelme";
    QTest::newRow("X-AnyLabeling as labelme") << "labelme/xanylabeling.json"
                                              << "labelme";
    QTest::newRow("X-AnyLabeling") << "labelme/xanylabeling.json"
                                   << "xanylabeling";
  }

  void everyByteComesBack() {
    QFETCH(QString, golden);
    QFETCH(QString, format);
    const std::string text = goldenText(qPrintable(golden));
    const ProjectFolder source({"sub/shapes.pgm"});
    source.write("sub/shapes.json", text);
    const RoundTrip trip(source.path(), qPrintable(format));
    QCOMPARE(joined(trip.read.warnings), QString());
    QCOMPARE(trip.wrote.images, 1);
    QCOMPARE(trip.wrote.annotations, trip.read.annotations);
    QCOMPARE(trip.target.read("sub/shapes.json"), text);
    const Image& image = trip.document.images().begin()->second;
    const bool checked = golden.contains("xany");
    QVERIFY(image.state == (checked ? ImageState::Verified : ImageState::Labelled));
    QVERIFY((image.tags == std::vector<std::string>{checked ? "rain" : "blurry"}));
  }

  void attributesOfShapesAreDefinedForTheirClasses() {
    const ProjectFolder source({"shapes.pgm"});
    source.write("shapes.json", goldenText("labelme/xanylabeling.json"));
    const RoundTrip trip(source.path(), "labelme");
    const LabelClass& car = *trip.document.labelClass(*trip.document.findClass("car"));
    QVERIFY((car.attributes ==
             std::vector<AttributeDefinition>{
                 {.name = "colour", .kind = AttributeKind::Choice, .choices = {"red"}},
                 {.name = "wheels", .kind = AttributeKind::Number, .choices = {}}}));
  }

  void imagesAreFoundWhereTheFileSays_data() {
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("path");
    QTest::newRow("beside") << "a.pgm"
                            << "a.json"
                            << "a.pgm";
    QTest::newRow("other folder") << "images/a.pgm"
                                  << "labels/b.json"
                                  << "../images/a.pgm";
    QTest::newRow("back slashes") << "images/a.pgm"
                                  << "labels/b.json"
                                  << "..\\\\images\\\\a.pgm";
    QTest::newRow("renamed") << "a.pgm"
                             << "a.json"
                             << "before.pgm";
    QTest::newRow("absolute") << "x/a.pgm"
                              << "labels/b.json"
                              << "/home/other/a.pgm";
    QTest::newRow("drive") << "x/a.pgm"
                           << "labels/b.json"
                           << "C:\\\\data\\\\a.pgm";
    QTest::newRow("quirky name") << "s p/\u81c9 #%&  .x.pgm"
                                 << "s p/\u81c9 #%&  .x.json"
                                 << "\u81c9 #%&  .x.pgm";
  }

  void imagesAreFoundWhereTheFileSays() {
    QFETCH(QString, image);
    QFETCH(QString, label);
    QFETCH(QString, path);
    const ProjectFolder source({image.toStdString()});
    source.write(label.toStdString(), labelFile(path.toStdString()));
    const RoundTrip trip(source.path(), "labelme");
    QCOMPARE(trip.read.images, 1);
    QCOMPARE(trip.document.annotations().size(), 1U);
    QCOMPARE(trip.target.read(label.toStdString()), labelFile(path.toStdString()));
  }

  void noPathLeadsOutOfTheFolder() {
    const ProjectFolder source({"in/b.pgm"});
    const ProjectFolder outside({"secret.pgm"});
    source.write("in/a.json", labelFile((outside.path() / "secret.pgm").string()));
    source.write("in/c.json", labelFile("../../secret.pgm"));
    const auto tree = lookThroughLabelmeTree(source.path(), {});
    QVERIFY(tree->pairs.empty());
    QCOMPARE(tree->strayLabels.size(), 2U);
  }

  void imagesOfOneStemKeepTheirOwnFiles() {
    const ProjectFolder source({"a.pgm", "a.pbm"});
    source.write("a.json", labelFile("a.pgm"));
    source.write("a.pbm.json", labelFile("a.pbm"));
    const RoundTrip trip(source.path(), "labelme");
    QCOMPARE(trip.read.images, 2);
    QCOMPARE(trip.target.read("a.json"), labelFile("a.pgm"));
    QCOMPARE(trip.target.read("a.pbm.json"), labelFile("a.pbm"));
  }

  void secondLabelFilesAreReported() {
    const ProjectFolder source({"a.pgm"});
    source.write("a.json", labelFile("a.pgm"));
    source.write("b.json", labelFile("a.pgm"));
    source.write("c.json", labelFile("c.pgm"));
    const RoundTrip trip(source.path(), "labelme");
    QVERIFY(mentions(trip.read.warnings, "another one, not read: 1 (b.json)"));
    QVERIFY(mentions(trip.read.warnings, "image is missing, not read: 1 (c.json)"));
  }

  void aPictureInsideTheFileIsTakenOut() {
    const ProjectFolder picture({"a.pgm"});
    const ProjectFolder source({"other.pgm"});
    const std::string bytes = picture.read("a.pgm");
    std::string text = labelFile("deep/a.pgm");
    text.replace(text.find("null"), 4, "\"" + base64Of(bytes) + "\"");
    source.write("x.json", text);
    const RoundTrip trip(source.path(), "labelme");
    QCOMPARE(trip.read.annotations, 1);
    QCOMPARE(trip.project.read("a.pgm"), bytes);
    QCOMPARE(trip.target.read("x.json"), text);
  }

  void theFlagsOfFilesWithoutShapesAreClasses() {
    const ProjectFolder source({"a.pgm", "b.pgm"});
    const std::string text = withQuotes(
        "{\n  'version': '4.0.0',\n  'flags': {\n    'cat': true,\n    'dog': false\n  },"
        "\n  'shapes': [],\n  'imagePath': 'a.pgm',\n  'imageData': null\n}");
    source.write("a.json", text);
    const RoundTrip trip(source.path(), "labelme");
    QCOMPARE(trip.document.annotations().size(), 1U);
    QVERIFY(trip.document.findClass("cat").has_value() && !trip.document.findClass("dog"));
    QVERIFY(trip.document.image(1)->tags.empty());
    QCOMPARE(trip.target.read("a.json"), text);
    QCOMPARE(trip.wrote.images, 1);
  }

  void oddSizesAndPlacesAreReported() {
    const ProjectFolder source({"a.pgm", "b.pgm", "c.pgm"});
    source.write("a.json", labelFile("a.pgm", ", 'imageHeight': 80, 'imageWidth': 60"));
    source.write("b.json", labelFile("b.pgm", ", 'imageHeight': 9, 'imageWidth': 9"));
    std::string text = labelFile("c.pgm");
    text.replace(text.find("30"), 2, "81");
    source.write("c.json", text);
    const RoundTrip trip(source.path(), "labelme");
    QVERIFY(mentions(trip.read.warnings, "size before it was turned: 1 (a.pgm)"));
    QVERIFY(mentions(trip.read.warnings, "another size than their image has: 1 (b.pgm)"));
    QVERIFY(mentions(trip.read.warnings, "reach beyond their image, kept as they are: 1 (c.pgm)"));
  }

  void aDamagedFileIsReportedAndTheOthersAreRead() {
    const ProjectFolder source({"a.pgm", "b.pgm"});
    source.write("a.json", labelFile("a.pgm"));
    source.write("b.json", labelFile("b.pgm").substr(0, 90) + ", \"imagePath\": \"b.pgm\"");
    const RoundTrip trip(source.path(), "labelme");
    QCOMPARE(trip.read.annotations, 1);
    QVERIFY(mentions(trip.read.warnings, "b.json is not valid JSON"));
  }

  void aFolderWithoutSuchFilesIsRefused() {
    const ProjectFolder source({"a.pgm"});
    const ProjectFolder project(std::vector<std::string>{});
    const auto report = importInto(project.path(), "labelme", {source.path()}, {}, {});
    QVERIFY(!report.has_value());
    QVERIFY(report.error().message.starts_with("No label file of labelme or X-AnyLabeling"));
  }

  void oneFileCanBeImportedAlone() {
    const ProjectFolder source({"a.pgm", "b.pgm"});
    source.write("a.json", labelFile("a.pgm"));
    source.write("b.json", labelFile("b.pgm"));
    const RoundTrip trip(source.file("b.json"), "labelme");
    QCOMPARE(trip.read.annotations, 1);
    QCOMPARE(trip.target.read("b.json"), labelFile("b.pgm"));
  }

  void newLabelsAreWrittenBesideTheOldOnes() {
    const ProjectFolder folder({"a.pgm", "b.pgm"});
    folder.write("a.json", labelFile("a.pgm"));
    const auto project = folder.open();
    const ClassId labelClass = *(*project)->document().findClass("a");
    addBox(**project, 2, labelClass, {1, 2, 3, 4});
    const auto report = findLabelFormat("labelme")->write(**project, folder.path(), {});
    QCOMPARE(report->images, 2);
    QCOMPARE(folder.read("a.json"), labelFile("a.pgm"));
    const auto file = readLabelmeText(folder.read("b.json"), "b.json");
    QCOMPARE(file->imagePath, std::string("b.pgm"));
    QVERIFY((file->objects.at(0).shape == Shape(Box{1, 2, 3, 4})));
  }

  /// The examples of Debian's package labelme-examples, where it is installed.
  void theExamplesOfLabelmeComeBackByteForByte() {
    const QString root = "/usr/share/doc/labelme-examples/examples";
    if (!QDir(root).exists()) {
      QSKIP("labelme-examples is not installed");
    }
    int files = 0;
    int labels = 0;
    QDirIterator entry(root, {"*.json"}, QDir::Files, QDirIterator::Subdirectories);
    std::set<QString> folders;
    while (entry.hasNext()) {
      const QFileInfo file(entry.next());
      if (!file.path().contains("dataset")) {
        folders.insert(file.path());
      }
    }
    for (const QString& folder : folders) {
      const RoundTrip trip(folder.toStdString(), "labelme");
      for (const QString& name : QDir(folder).entryList({"*.json"})) {
        QFile original(folder + "/" + name);
        QVERIFY(original.open(QIODevice::ReadOnly));
        QCOMPARE(QByteArray::fromStdString(trip.target.read(name.toStdString())),
                 original.readAll());
        ++files;
      }
      QCOMPARE(joined(trip.wrote.warnings), QString());
      for (const std::string& warning : trip.read.warnings) {
        QVERIFY2(warning.find("kept as they are") != std::string::npos, warning.c_str());
      }
      labels += trip.read.annotations;
    }
    QCOMPARE(files, 18);
    QCOMPARE(labels, 69);  // 71 shapes, four of them further parts of an object, and 2 flags
  }
};

QTEST_APPLESS_MAIN(TestLabelmeTransfer)
#include "tst_labelme_transfer.moc"
