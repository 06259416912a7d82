#include "labeling/formats/yolo.h"
#include "labeling/formats/yolo_shape.h"
#include "labeling/formats/yolo_yaml.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string golden(const char* name) {
  QFile file(QString(GOLDEN_FOLDER "/formats/") + name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

const YoloImage vga{.width = 640, .height = 480};

YoloFile read(const std::string& text, YoloKind kind = YoloKind::Boxes, int keypoints = 0) {
  const auto file = readYoloText(
      text, "a.txt", {.width = 640, .height = 480, .kind = kind, .keypointColumns = keypoints});
  if (!file) {
    qFatal("%s", file.error().message.c_str());
  }
  return *file;
}

std::vector<YoloObject> objectsIn(const YoloFile& file) {
  std::vector<YoloObject> objects;
  for (const YoloRow& row : file.rows) {
    if (row.object) {
      objects.push_back(*row.object);
    }
  }
  return objects;
}

const YoloClasses letters{{"a", "b", "c"}};

/// Returns a document with one image of 640 x 480 pixels that has these objects.
Document documentOf(const std::vector<YoloObject>& objects, const YoloClasses& classes = letters) {
  Document document;
  Edit edit;
  Image image;
  image.path = "a.jpg";
  image.width = 640;
  image.height = 480;
  edit.changes.emplace_back(ImageChange{1, image});
  for (const YoloObject& object : objects) {
    LabelClass labelClass;
    labelClass.name = classes.nameOf(object.classId);
    edit.changes.emplace_back(ClassChange{object.classId + 1, labelClass});
    Annotation annotation;
    annotation.image = 1;
    annotation.labelClass = object.classId + 1;
    annotation.shape = object.shape;
    annotation.attributes.score = object.score;
    annotation.unknown = object.unknown;
    edit.changes.emplace_back(AnnotationChange{document.newAnnotationId(), annotation});
  }
  static_cast<void>(apply(document, edit));
  return document;
}

void reshape(Document& document, AnnotationId id, const Shape& shape) {
  Annotation annotation = *document.annotation(id);
  annotation.shape = shape;
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{id, annotation}}}));
}

QByteArray written(const Document& document,
                   const std::string& source,
                   YoloKind kind = YoloKind::Boxes,
                   int keypoints = 0) {
  const auto text = yoloText(document, 1,
                             {.kind = kind,
                              .classes = &letters,
                              .sourceText = source,
                              .sourceClasses = &letters,
                              .keypointColumns = keypoints});
  return QByteArray::fromStdString(text ? *text : text.error().message);
}

YoloObject objectOf(const Shape& shape, int classId = 0) {
  return {.classId = classId, .shape = shape, .score = {}, .unknown = {}};
}

bool hasProblem(const YoloFile& file, const char* what, std::size_t line) {
  return std::any_of(file.problems.begin(), file.problems.end(), [&](const auto& problem) {
    return problem.first.find(what) != std::string::npos && problem.second == line;
  });
}

double farthest(const Box& a, const Box& b) {
  return std::max(
      {std::abs(a.x0 - b.x0), std::abs(a.y0 - b.y0), std::abs(a.x1 - b.x1), std::abs(a.y1 - b.y1)});
}

}  // namespace

class TestYolo : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void writesLabelImgsGoldenLine() {
    const Document document = documentOf({objectOf(Box{60, 40, 430, 404}, 1)});
    QCOMPARE(written(document, ""), QByteArray("1 0.382812 0.462500 0.578125 0.758333\n"));
  }

  void readsWhatLabelImgWritesAsWholePixels() {
    const auto objects = objectsIn(read(golden("yolo/labelimg.txt")));
    QCOMPARE(objects.size(), 2U);
    QCOMPARE(objects[0].classId, 1);
    QVERIFY(objects[0].shape == Shape(Box{60, 40, 430, 404}));
    QVERIFY(objects[1].shape == Shape(Box{0, 0, 640, 480}));
  }

  void boxesComeBackToAMillionthOfAPixel() {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> part(0, 1);
    double worst = 0;
    for (int i = 0; i < 5000; ++i) {
      const bool whole = i % 2 == 0;
      Image image;
      image.path = "a.jpg";
      image.width = 1 + static_cast<int>(random() % 30000);
      image.height = 1 + static_cast<int>(random() % 30000);
      Box box = boxBetween({part(random) * image.width, part(random) * image.height},
                           {part(random) * image.width, part(random) * image.height});
      if (whole) {
        box = {std::floor(box.x0), std::floor(box.y0), std::floor(box.x1) + 1,
               std::floor(box.y1) + 1};
      }
      Document document = documentOf({objectOf(box)});
      static_cast<void>(
          apply(document, {.name = "", .gesture = 0, .changes = {ImageChange{1, image}}}));
      const auto text = yoloText(document, 1, {.classes = &letters, .sourceClasses = &letters});
      const auto again =
          readYoloText(*text, "a.txt", {.width = image.width, .height = image.height});
      const Box back = std::get<Box>(objectsIn(*again).at(0).shape);
      worst = std::max(worst, farthest(back, box));
      if (whole) {
        QVERIFY(back == box);
        QVERIFY(text->size() < 45);
      }
    }
    QVERIFY2(worst < 1e-6, qPrintable(QString::number(worst)));
  }

  void oddRowsAreReportedWithTheirLines() {
    const YoloFile file = read(golden("yolo/odd.txt"));
    const auto objects = objectsIn(file);
    QCOMPARE(objects.size(), 3U);
    QCOMPARE(objects[1].classId, 7);
    QCOMPARE(objects[1].score, std::optional(0.875));
    QVERIFY(hasProblem(file, "do not begin with a class number", 4));
    QVERIFY(hasProblem(file, "something that is no number", 5));
    QVERIFY(hasProblem(file, "as many numbers as no YOLO row has", 6));
    QVERIFY(hasProblem(file, "do not begin with a class number", 7));
    QVERIFY(hasProblem(file, "not parts of the image's size", 8));
    QVERIFY(hasProblem(file, "repeat another one, read once", 9));
    QVERIFY(hasProblem(file, "without area", 10));
    QVERIFY(hasProblem(file, "reach beyond", 10));
    QVERIFY(hasProblem(file, "reach beyond", 3));
    QCOMPARE(file.problems.size(), 9U);
  }

  void untouchedFilesKeepTheirBytes_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::newRow("boxes") << "labelimg" << int(YoloKind::Boxes);
    QTest::newRow("odd rows, CRLF, byte order mark") << "odd" << int(YoloKind::Boxes);
    QTest::newRow("outlines") << "outlines" << int(YoloKind::Outlines);
    QTest::newRow("turned boxes") << "turned" << int(YoloKind::TurnedBoxes);
  }

  void untouchedFilesKeepTheirBytes() {
    QFETCH(QString, name);
    QFETCH(int, kind);
    const std::string text = golden(qPrintable("yolo/" + name + ".txt"));
    const auto objects = objectsIn(read(text, YoloKind(kind)));
    QVERIFY(!objects.empty());
    QCOMPARE(written(documentOf(objects), text, YoloKind(kind)), QByteArray::fromStdString(text));
  }

  void editedFilesKeepEveryOtherRow() {
    const std::string text = golden("yolo/odd.txt");
    Document document = documentOf(objectsIn(read(text)));
    reshape(document, 1, Box{0, 0, 320, 240});
    QByteArray expected = QByteArray::fromStdString(text);
    expected.replace("0\t0.5  0.5 0.25 0.25\r\n", "0 0.250000 0.250000 0.500000 0.500000\r\n");
    expected.replace("0\t0.5 0.5 0.25 0.25\r\n", "");
    QCOMPARE(written(document, text), expected + "\r\n");
  }

  void columnsAfterTheBoxAreKept() {
    const std::string text = "0 0.5 0.5 0.5 0.5 0.1 0.2 2 0.3 0.4 1\n";
    const auto objects = objectsIn(read(text, YoloKind::Boxes, 6));
    QVERIFY(std::holds_alternative<Box>(objects.at(0).shape));
    Document document = documentOf(objects);
    reshape(document, 1, Box{0, 0, 320, 240});
    QCOMPARE(written(document, text, YoloKind::Boxes, 6),
             QByteArray("0 0.250000 0.250000 0.500000 0.500000 0.1 0.2 2 0.3 0.4 1\n"));
  }

  void filesWithoutAReadableRowAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a caption") << QByteArray("a photo of two cats\n") << "no row of it can be read";
    QTest::newRow("binary") << QByteArray("\0\1\2\n\xff", 5) << "no row of it can be read";
    QTest::newRow("UTF-16") << QByteArray(
                                   "\xff\xfe"
                                   "0\0 \0",
                                   6)
                            << "no row of it can be read";
    QTest::newRow("too many rows")
        << QByteArray("0 0.1 0.1 0.1 0.1\n").repeated(11) << "limit of 10 rows";
    QTest::newRow("too large") << QByteArray(5000, ' ') << "limit of 4000 bytes";
  }

  void filesWithoutAReadableRowAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto file =
        readYoloText(text.toStdString(), "bad.txt", vga, {.fileBytes = 4000, .rows = 10});
    QVERIFY(!file);
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(reason) && message.contains("bad.txt"), qPrintable(message));
    QVERIFY(written(documentOf({objectOf(Box{0, 0, 1, 1})}), "no labels").contains("no row"));
  }

  void emptyFilesHaveNoRowsAndNoProblem() {
    for (const char* text : {"", "\n", " \r\n\r\n"}) {
      const YoloFile file = read(text);
      QVERIFY(objectsIn(file).empty() && file.problems.empty());
    }
  }

  void imagesOfUnknownSizeAreRefused() { QVERIFY(!readYoloText("0 0.1 0.1 0.1 0.1", "a.txt", {})); }

  void outlinesComeBackExactly() {
    const Polygon triangle{{PolygonPart{{{64, 48}, {576.5, 72.25}, {320, 400}}, {}}}};
    const QByteArray text = written(documentOf({objectOf(triangle)}), "", YoloKind::Outlines);
    const auto back = objectsIn(read(text.toStdString(), YoloKind::Outlines)).at(0).shape;
    const auto& points = std::get<Polygon>(back).parts.at(0).outer;
    for (std::size_t i = 0; i < 3; ++i) {
      QVERIFY(std::abs(points[i].x - triangle.parts[0].outer[i].x) < 1e-9);
      QVERIFY(std::abs(points[i].y - triangle.parts[0].outer[i].y) < 1e-9);
    }
  }

  void seamsKeepTheAreaOfHolesAndParts() {
    const std::vector<Point> outer{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
    const std::vector<Point> hole{{20, 20}, {40, 20}, {40, 40}, {20, 40}};
    const std::vector<Point> far{{200, 0}, {210, 0}, {210, 10}, {200, 10}};
    const Polygon polygon{{PolygonPart{outer, {hole}}, PolygonPart{far, {}}}};
    QCOMPARE(areaOf(Polygon{{PolygonPart{seamedOutline(polygon), {}}}}), 100.0 * 100 - 400 + 100);
    QCOMPARE(seamedOutline(Polygon{{PolygonPart{outer, {}}}}), outer);
  }

  void turnedBoxesComeBack_data() {
    QTest::addColumn<double>("angle");
    for (const double angle : {0.0, 0.3, 1.5707963267948966, -2.0, 3.1}) {
      QTest::addRow("%g radians", angle) << angle;
    }
  }

  void turnedBoxesComeBack() {
    QFETCH(double, angle);
    const OrientedBox box{.centre = {300.25, 200}, .width = 120, .height = 30, .angle = angle};
    const QByteArray text = written(documentOf({objectOf(box)}), "", YoloKind::TurnedBoxes);
    const auto back = std::get<OrientedBox>(
        objectsIn(read(text.toStdString(), YoloKind::TurnedBoxes)).at(0).shape);
    QVERIFY(std::abs(back.centre.x - 300.25) < 1e-9 && std::abs(back.centre.y - 200) < 1e-9);
    QVERIFY(std::abs(back.width - 120) < 1e-9 && std::abs(back.height - 30) < 1e-9);
    QVERIFY(std::abs(back.angle - angle) < 1e-9);
  }

  void cornersThatAreNoRectangleStayAnOutline() {
    const YoloFile file = read(golden("yolo/turned.txt"), YoloKind::TurnedBoxes);
    const auto objects = objectsIn(file);
    QVERIFY(std::holds_alternative<OrientedBox>(objects[0].shape));
    QVERIFY(std::holds_alternative<Polygon>(objects[1].shape));
    QVERIFY(hasProblem(file, "no rectangle", 2));
  }

  void cornersOnWholePixelsKeepTheirFigures() {
    const std::string text = "0 0.10000 0.1 0.2 0.10104 0.2 0.3 0.1 0.3\n";
    const auto objects = objectsIn(read(text, YoloKind::TurnedBoxes));
    QVERIFY(std::holds_alternative<OrientedBox>(objects.at(0).shape));
    QCOMPARE(written(documentOf(objects), "", YoloKind::TurnedBoxes), QString::fromStdString(text));
  }

  void lossesAreNamed() {
    Annotation annotation;
    annotation.shape = Polygon{{PolygonPart{{{0, 0}, {9, 0}, {9, 9}}, {{{1, 1}, {2, 1}, {2, 2}}}},
                                PolygonPart{{{20, 0}, {29, 0}, {29, 9}}, {}}}};
    annotation.attributes.difficult = true;
    QCOMPARE(yoloLosses(annotation, YoloKind::Outlines).size(), 3U);
    QCOMPARE(yoloLosses(annotation, YoloKind::Boxes).size(), 2U);
    annotation.shape = Box{0, 0, 1, 1};
    annotation.attributes.difficult = false;
    QVERIFY(yoloLosses(annotation, YoloKind::Boxes).empty());
    annotation.shape = Line{{{0, 0}, {1, 1}}};
    QVERIFY(!yoloHolds(annotation.shape, YoloKind::Outlines));
  }

  void classIdsAreNeverGivenToAnotherName() {
    const YoloClasses classes{{"dog", "", "cat"}};
    QCOMPARE(classes.nameOf(2), std::string("cat"));
    QCOMPARE(classes.nameOf(1), std::string("class 1"));
    QCOMPARE(classes.nameOf(9), std::string("class 9"));
    QCOMPARE(classes.idOf("class 9"), std::optional(9));
    QCOMPARE(classes.idOf("class 2"), std::optional<int>());
    QVERIFY(classes.missingOf({"cat", "class 1"}).empty());
    QVERIFY(classes.missingOf({"bird", "cat", "bird"}) == std::vector<std::string>{"bird"});
    QVERIFY((classes.missingOf({"bird", "class 4"}) ==
             std::vector<std::string>{"class 3", "class 4", "bird"}));
  }

  void classListsKeepTheirIds() {
    const auto list = readYoloClassLines(golden("yolo_data/classes.txt"), "classes.txt");
    QVERIFY(list.has_value());
    QVERIFY((list->classes.names == std::vector<std::string>{"dog", "", "Trafikskärm", "dog"}));
    QCOMPARE(list->problems.size(), 2U);
    QCOMPARE(list->classes.idOf("dog"), std::optional(0));
    const auto longer =
        appendedToClassLines(golden("yolo_data/classes.txt"), {"犬"}, "classes.txt");
    QCOMPARE(QByteArray::fromStdString(*longer),
             QByteArray("\xEF\xBB\xBF"
                        "dog\r\n\r\nTrafiksk\xc3\xa4rm\r\ndog\r\n犬\r\n"));
    QCOMPARE(*appendedToClassLines("", {"a", "b"}, "x"), std::string("a\nb\n"));
    QVERIFY(!appendedToClassLines("a", {"b\nc"}, "x"));
  }

  void latin1ClassListsAreReadAndContinued() {
    const std::string text = golden("yolo_data/latin1.txt");
    const auto list = readYoloClassLines(text, "classes.txt");
    QCOMPARE(list->classes.names[0], std::string("Brötchen"));
    QVERIFY(list->problems.at(0).find("Latin-1") != std::string::npos);
    QCOMPARE(*appendedToClassLines(text, {"Öl"}, "x"), text + "\xd6l\n");
    QVERIFY(!appendedToClassLines(text, {"犬"}, "x"));
  }

  void datasetFilesAreRead() {
    const auto data = readYoloYaml(golden("yolo_data/lines.yaml"), "data.yaml");
    QVERIFY(data.has_value());
    QCOMPARE(data->path, std::string("../datasets/cells"));
    QVERIFY((data->classes.names == std::vector<std::string>{"RBC", "it's", "café: \"x\""}));
    QVERIFY(data->sets.at("train") == std::vector<std::string>{"images/train"});
    QVERIFY((data->sets.at("val") == std::vector<std::string>{"images/val", "images/more val"}));
    QVERIFY(data->sets.at("test").empty());
    QVERIFY(data->problems.empty());
    const auto brackets = readYoloYaml(golden("yolo_data/brackets.yaml"), "data.yaml");
    QVERIFY((brackets->classes.names == std::vector<std::string>{"cat", "dog, big", "bird"}));
    QCOMPARE(brackets->keypointColumns, 51);
    const auto list = readYoloYaml(golden("yolo_data/list.yaml"), "data.yaml");
    QVERIFY((list->classes.names == std::vector<std::string>{"cat", "dog", "", "bird"}));
    const auto map = readYoloYaml(golden("yolo_data/map.yaml"), "data.yaml");
    QVERIFY((map->classes.names == std::vector<std::string>{"cat", "", "dog"}));
  }

  void namesAreAddedToDatasetFilesAtTheEnd_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("lines") << "lines" << QByteArray("\"x\\\"\"\nnc: 3 ")
                           << QByteArray("\"x\\\"\"\n  3: 'a: b'\n  4: 犬\nnc: 5 ");
    QTest::newRow("brackets") << "brackets" << QByteArray("'bird' ]\r\nnc: 3")
                              << QByteArray("'bird' , 'a: b', 犬]\r\nnc: 5");
    QTest::newRow("list") << "list" << QByteArray("- bird\n")
                          << QByteArray("- bird\n- 'a: b'\n- 犬\n");
    QTest::newRow("map") << "map" << QByteArray("dog}") << QByteArray("dog, 3: 'a: b', 4: 犬}");
  }

  void namesAreAddedToDatasetFilesAtTheEnd() {
    QFETCH(QString, name);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const std::string text = golden(qPrintable("yolo_data/" + name + ".yaml"));
    const auto longer = appendedToYoloYaml(text, {"a: b", "犬"}, "data.yaml");
    QVERIFY2(longer, longer ? "" : longer.error().message.c_str());
    QByteArray expected = QByteArray::fromStdString(text);
    QVERIFY(expected.contains(before));
    QCOMPARE(QByteArray::fromStdString(*longer), expected.replace(before, after));
    const auto again = readYoloYaml(*longer, "data.yaml");
    QCOMPARE(again->classes.idOf("a: b"),
             std::optional(int(readYoloYaml(text, "x")->classes.names.size())));
  }

  void badDatasetFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("open bracket") << QByteArray("names: [a, b") << "never closed";
    QTest::newRow("open quote") << QByteArray("names:\n  0: 'a\n") << "never closed";
    QTest::newRow("nested") << QByteArray("names: [a, [b]]") << "more than names";
    QTest::newRow("Latin-1") << QByteArray("names: [\xe4]") << "not UTF-8";
    QTest::newRow("too many") << QByteArray("names: [a, b, c, d, e, f]") << "limit of 5 entries";
    QTest::newRow("long") << QByteArray("names: [aaaaaaaaaaaaaaaaaaaaa]") << "of 20 bytes";
  }

  void badDatasetFilesAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto data =
        readYoloYaml(text.toStdString(), "bad.yaml", {.entries = 5, .textLength = 20});
    QVERIFY(!data);
    const QString message = QString::fromStdString(data.error().message);
    QVERIFY2(message.contains(reason) && message.contains("bad.yaml"), qPrintable(message));
  }
};

QTEST_APPLESS_MAIN(TestYolo)
#include "tst_yolo.moc"
