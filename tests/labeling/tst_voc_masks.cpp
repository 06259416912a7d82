#include "labeling/formats/label_format.h"
#include "labeling/formats/voc_mask_classes.h"
#include "labeling/formats/voc_masks.h"
#include "labeling/geometry/polygon_raster.h"
#include "tests/labeling/project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string golden(const char* name) {
  QFile file(QString(GOLDEN_FOLDER "/formats/voc_masks/") + name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

IndexedPicture pictureOf(const std::string& png) {
  const auto picture = readIndexedPng(png, "a.png");
  return picture ? *picture : IndexedPicture();
}

/// A devkit with one image of the golden pictures' size.
ProjectFolder devkit() {
  ProjectFolder folder(std::vector<std::string>{});
  folder.write("JPEGImages/a.pgm", "P5 12 8 255\n" + std::string(96, 'x'));
  folder.write("SegmentationClass/a.png", golden("classes.png"));
  folder.write("SegmentationObject/a.png", golden("objects.png"));
  folder.write("ImageSets/Segmentation/val.txt", "a\n");
  return folder;
}

/// Imports a folder into another one and exports it from there to a third.
struct RoundTrip {
  explicit RoundTrip(const std::filesystem::path& source) {
    const auto imported = importInto(project.path(), "voc-masks", {source}, {}, {});
    if (imported) {
      read = *imported;
    } else {
      read.warnings.push_back(imported.error().message);
    }
    const auto opened = project.open({.importFoundLabels = false, .allowEmpty = true});
    const auto exported = findLabelFormat("voc-masks")->write(**opened, target.path(), {});
    if (exported) {
      wrote = *exported;
    } else {
      wrote.warnings.push_back(exported.error().message);
    }
    document = (*opened)->document();
  }

  ProjectFolder project{std::vector<std::string>{}};
  ProjectFolder target{std::vector<std::string>{}};
  TransferReport read;
  TransferReport wrote;
  Document document;
};

}  // namespace

class TestVocMasks : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void picturesAreTakenApartAndPutTogetherAgain() {
    const IndexedPicture classes = pictureOf(golden("classes.png"));
    const IndexedPicture objects = pictureOf(golden("objects.png"));
    QVERIFY(classes.palette == vocPalette());
    const VocMasks masks = vocMasksOf(classes, &objects);
    QCOMPARE(masks.objects.size(), 3U);
    QCOMPARE(masks.splitObjects, 0);
    QCOMPARE(masks.objects[0].classNumber, 15);
    QCOMPARE(areaOf(masks.objects[0].mask), 6.0);
    QCOMPARE(masks.objects[1].classNumber, 8);
    QCOMPARE(masks.objects[2].number, 3);
    const VocMaskPictures again =
        vocMaskPicturesOf(masks.objects, masks.voidPixels, classes.width, classes.height);
    QVERIFY(again.classes.pixels == classes.pixels);
    QVERIFY(again.objects.pixels == objects.pixels);
    QCOMPARE(again.hiddenPixels, 0);
  }

  void withoutAPictureOfObjectsEachClassIsOne() {
    const VocMasks masks = vocMasksOf(pictureOf(golden("classes.png")), nullptr);
    QCOMPARE(masks.objects.size(), 2U);
    QCOMPARE(masks.objects[0].number, 0);
    QCOMPARE(masks.objects[1].classNumber, 15);
    QCOMPARE(areaOf(masks.objects[1].mask), 10.0);
  }

  void objectsOfTwoClassesAreSplit() {
    IndexedPicture classes{.width = 3, .height = 1, .pixels = {1, 2, 2}, .palette = {}};
    IndexedPicture objects{.width = 3, .height = 1, .pixels = {4, 4, 0}, .palette = {}};
    const VocMasks masks = vocMasksOf(classes, &objects);
    QCOMPARE(masks.objects.size(), 3U);
    QCOMPARE(masks.splitObjects, 1);
    QCOMPARE(masks.objects[0].number, 4);
    QCOMPARE(masks.objects[1].number, 0);
  }

  void everyPixelComesBackThroughTheStore() {
    const ProjectFolder source = devkit();
    const RoundTrip trip(source.path());
    QVERIFY2(trip.read.warnings.empty(),
             trip.read.warnings.empty() ? "" : trip.read.warnings.front().c_str());
    QCOMPARE(trip.read.annotations, 3);
    for (const char* name : {"SegmentationClass/a.png", "SegmentationObject/a.png"}) {
      const IndexedPicture before = pictureOf(source.read(name));
      const IndexedPicture after = pictureOf(trip.target.read(name));
      QVERIFY2(after.pixels == before.pixels && after.palette == before.palette, name);
      QCOMPARE(after.width, 12);
    }
    QCOMPARE(trip.target.read("ImageSets/Segmentation/val.txt"), std::string("a\n"));
    QVERIFY(trip.document.findClass("person") && trip.document.findClass("cat"));
    QCOMPARE(trip.document.classes().size(), 2U);
    QCOMPARE(trip.document.images().size(), 1U);
    QVERIFY(trip.document.images().begin()->second.split == Split::Val);
    QVERIFY(trip.target.read("class_names.txt").starts_with("_background_\n_unused_\n"));
  }

  void theFoldersOfMasksAreNoImages() {
    const ProjectFolder source = devkit();
    source.write("SegmentationObjectVisualization/a.png", golden("objects.png"));
    const auto project = source.open();
    QVERIFY(project.has_value());
    QCOMPARE((*project)->document().images().size(), 1U);
    QCOMPARE((*project)->document().annotations().size(), 3U);
  }

  void voidIsWrittenWhereNoObjectIs() {
    const ProjectFolder source = devkit();
    const RoundTrip trip(source.path());
    {
      const auto project = trip.project.open();
      const Document& document = (*project)->document();
      Annotation cat = *document.annotation(document.annotationsOf(1)[1]);
      cat.shape = Mask{.width = 12, .height = 8, .counts = {0, 96}};
      QVERIFY((*project)->perform(editOf("Paint", {AnnotationChange{2, cat}})));
      QVERIFY(findLabelFormat("voc-masks")->write(**project, trip.target.path(), {}));
    }
    const IndexedPicture classes = pictureOf(trip.target.read("SegmentationClass/a.png"));
    QVERIFY(std::find(classes.pixels.begin(), classes.pixels.end(), vocVoid) ==
            classes.pixels.end());
  }

  void classesKeepTheirNumbersWhenRenamed() {
    const ProjectFolder source = devkit();
    source.write("class_names.txt", "__ignore__\n_background_\na\nb\nc\nd\ne\nf\ng\nh\n");
    const RoundTrip trip(source.path());
    QCOMPARE(trip.document.classes().size(), 9U);  // h is 8, and "class 15" is not listed
    {
      const auto project = trip.project.open();
      const ClassId id = *(*project)->document().findClass("h");
      LabelClass renamed = *(*project)->document().labelClass(id);
      renamed.name = "house";
      QVERIFY((*project)->perform(editOf("Rename", {ClassChange{id, renamed}})));
      QVERIFY(findLabelFormat("voc-masks")->write(**project, trip.target.path(), {}));
    }
    const std::string names = trip.target.read("class_names.txt");
    QVERIFY2(names.starts_with("_background_\na\nb\nc\nd\ne\nf\ng\nhouse\n"), names.c_str());
    QVERIFY(pictureOf(trip.target.read("SegmentationClass/a.png")).pixels ==
            pictureOf(golden("classes.png")).pixels);
  }

  void polygonsAreWrittenAsTheirPixels() {
    const ProjectFolder folder({"a.pgm"});
    const Polygon ring{
        {{{{2, 2}, {12, 2}, {12, 12}, {2, 12}}, {{{5, 5}, {9, 5}, {9, 9}, {5, 9}}}}}};
    const ProjectFolder target(std::vector<std::string>{});
    const auto project = folder.open();
    const ClassId labelClass = addClass(**project, "part");
    Annotation polygon = boxOn(1, labelClass, {});
    polygon.shape = ring;
    QVERIFY((*project)->perform(
        editOf("Draw", {AnnotationChange{(*project)->newAnnotationId(), polygon}})));
    addBox(**project, 1, labelClass, {1, 2, 3, 4});
    const auto report = findLabelFormat("voc-masks")->write(**project, target.path(), {});
    QCOMPARE(report->annotations, 1);
    QCOMPARE(report->warnings.at(0),
             std::string("Labels that are neither masks nor polygons, left out: 1 (a.pgm)."));
    const IndexedPicture classes = pictureOf(target.read("SegmentationClass/a.png"));
    const VocMasks masks = vocMasksOf(classes, nullptr);
    QVERIFY(masks.objects.at(0).mask == maskOf(ring, 80, 60));
    QCOMPARE(target.read("class_names.txt"), std::string("_background_\npart\n"));
  }

  void aLabelMapTellsClassesByColour() {
    const auto map = readVocLabelMap(
        "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:64,0,0::\nperson:192,128,128::\n",
        "labelmap.txt");
    QVERIFY(map.has_value());
    QCOMPARE(map->classes.size(), 2U);
    QCOMPARE(map->nameOf(2), std::string("person"));
    IndexedPicture picture = pictureOf(golden("classes.png"));
    QCOMPARE(numberByClasses(picture, *map), 0U);
    const VocMasks masks = vocMasksOf(picture, nullptr);
    QCOMPARE(masks.objects[0].classNumber, 1);
    QCOMPARE(masks.objects[1].classNumber, 2);
    QCOMPARE(areaOf(masks.objects[1].mask), 10.0);
    QVERIFY(!readVocLabelMap("cat:red::", "labelmap.txt"));
  }

  void classListsAreReadWithTheirQuirks_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("names");
    QTest::newRow("labelme") << QByteArray("_background_\na\nb\n") << "1a 2b";
    QTest::newRow("labelme with ignore") << QByteArray("__ignore__\n_background_\na\n") << "1a";
    QTest::newRow("no background") << QByteArray("a\nb\n") << "1a 2b";
    QTest::newRow("BOM and CRLF") << QByteArray("\xEF\xBB\xBF_background_\r\na\r\n") << "1a";
    QTest::newRow("blank line keeps its number") << QByteArray("_background_\na\n\nc\n") << "1a 3c";
    QTest::newRow("Latin-1") << QByteArray("_background_\nB\xE4r\n") << QString("1B\u00e4r");
  }

  void classListsAreReadWithTheirQuirks() {
    QFETCH(QByteArray, text);
    QFETCH(QString, names);
    const auto list = readVocClassNames(text.toStdString(), "class_names.txt");
    QVERIFY(list.has_value());
    QStringList found;
    for (const VocMaskClass& entry : list->classes) {
      found << QString::number(entry.number) + QString::fromStdString(entry.name);
    }
    QCOMPARE(found.join(' '), names);
  }

  void tooManyClassesAreRefused() {
    std::string text = "_background_\n";
    for (int i = 0; i < 255; ++i) {
      text += "c" + std::to_string(i) + "\n";
    }
    const auto list = readVocClassNames(text, "class_names.txt");
    QVERIFY(!list.has_value());
    QVERIFY(list.error().message.find("limit of 254 classes") != std::string::npos);
    QCOMPARE(readVocClassNames("a\nb\na\n", "class_names.txt")->problems.size(), 1U);
  }

  void whatDoesNotFitIsReported() {
    const ProjectFolder source = devkit();
    source.write("JPEGImages/b.pgm", "P5 10 8 255\n" + std::string(80, 'x'));
    source.write("SegmentationClass/b.png", golden("classes.png"));
    source.write("JPEGImages/c.pgm", "P5 12 8 255\n" + std::string(96, 'x'));
    source.write("SegmentationClass/c.png", golden("classes.png").substr(0, 850));
    source.write("SegmentationClass/d.png", golden("classes.png"));
    source.write("JPEGImages/e.pgm", "P5 12 8 255\n" + std::string(96, 'x'));
    source.write("SegmentationClass/e.png", golden("classes.png"));
    const RoundTrip trip(source.path());
    QCOMPARE(trip.read.annotations, 5);
    QCOMPARE(trip.read.refused.size(), 1U);
    QStringList all;
    for (const std::string& warning : trip.read.warnings) {
      all << QString::fromStdString(warning);
    }
    const QString text = all.join('\n');
    for (const char* part :
         {"c.png cannot be read as a PNG of class numbers",
          "of another size than their image, not read: 1 (SegmentationClass/b.png)",
          "whose image is missing, not read: 1 (SegmentationClass/d.png)",
          "without one of objects, each class is one object: 1 (SegmentationClass/e.png)"}) {
      QVERIFY2(text.contains(part), qPrintable(text));
    }
  }
};

QTEST_APPLESS_MAIN(TestVocMasks)
#include "tst_voc_masks.moc"
