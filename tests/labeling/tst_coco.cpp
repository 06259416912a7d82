#include "labeling/formats/coco.h"
#include "labeling/formats/coco_rle.h"
#include "labeling/formats/coco_tree.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/polygon_raster.h"

#include <QtTest>

using namespace touchstone::labeling;

Q_DECLARE_METATYPE(Mask)

namespace {

QByteArray golden() {
  QFile file(GOLDEN_FOLDER "/formats/coco/instances.json");
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonArray goldenList(const char* name) {
  return QJsonDocument::fromJson(golden()).object().value(name).toArray();
}

CocoFile read(const QByteArray& text) {
  auto file = readCocoText(text.toStdString(), "a.json");
  return file ? *std::move(file) : CocoFile();
}

Annotation annotationOf(const CocoObject& object) {
  return {.image = 1,
          .labelClass = 1,
          .shape = object.shape,
          .attributes = object.attributes,
          .sourceId = object.id,
          .unknown = object.unknown};
}

QJsonObject written(const Annotation& annotation, const CocoPlace& place) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(cocoText(annotation, place))).object();
}

/// An instances file with one image, one category and that annotation.
QByteArray fileWith(const QByteArray& annotation) {
  return R"({"images":[{"id":1,"file_name":"a.jpg","width":10,"height":10}],)"
         R"("categories":[{"id":0,"name":"a"}],"annotations":[)" +
         annotation + "]}";
}

}  // namespace

class TestCoco : public QObject {
  Q_OBJECT

private Q_SLOTS:
  // Vectors made with cocoapi's maskApi.c.
  void runLengthsAreCodedAsInMaskApi_data() {
    QTest::addColumn<Mask>("mask");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("area");
    const std::vector<Point> square{{10, 10}, {20, 10}, {20, 20}, {10, 20}};
    const std::vector<Point> triangle{{10, 10}, {20.5, 10}, {15, 18.25}};
    QTest::newRow("block") << Mask{5, 4, {5, 2, 2, 2, 9}} << "52207" << 4.0;
    QTest::newRow("first pixel") << Mask{5, 4, {0, 1, 19}} << "01c0" << 1.0;
    QTest::newRow("empty") << Mask{5, 4, {20}} << "d0" << 0.0;
    QTest::newRow("full") << Mask{5, 4, {0, 20}} << "0d0" << 20.0;
    QTest::newRow("full and large") << Mask{640, 480, {0, 307200}} << "0PP\\9" << 307200.0;
    QTest::newRow("square") << maskOfRing(square, 100, 100) << "bo0:j200000000000000000fi7"
                            << 100.0;
    QTest::newRow("triangle") << maskOfRing(triangle, 40, 50) << "n?1a11O2N2N1O00O1N2O1Oon0"
                              << 42.0;
  }

  void runLengthsAreCodedAsInMaskApi() {
    QFETCH(Mask, mask);
    QFETCH(QString, text);
    QFETCH(double, area);
    QCOMPARE(QString::fromStdString(cocoTextOf(mask.counts)), text);
    const auto pixels = static_cast<std::uint64_t>(mask.width) * mask.height;
    QCOMPARE(countsFromCocoText(text.toStdString(), pixels), std::optional(mask.counts));
    QCOMPARE(areaOf(mask), area);
  }

  void damagedRunLengthsAreRefused() {
    QVERIFY(!countsFromCocoText("52207", 21));
    QVERIFY(!countsFromCocoText("5220", 20));
    QVERIFY(!countsFromCocoText("5220\x7F", 20));
    QVERIFY(!countsFromCocoText("PPPPPPPPPPPPPPPPPPPP", 20));
    QVERIFY(!countsFromCocoText("O", 20));
    QVERIFY(countsFromCocoText("", 0).has_value());
  }

  void masksAreJoinedAndCut() {
    const Mask outer = maskOfRing({{2, 2}, {12, 2}, {12, 12}, {2, 12}}, 20, 20);
    const Mask inner = maskOfRing({{5, 5}, {9, 5}, {9, 9}, {5, 9}}, 20, 20);
    QCOMPARE(areaOf(differenceOf(outer, inner)), 84.0);
    QVERIFY(unionOf(outer, inner) == outer);
    QVERIFY(differenceOf(outer, outer) == (Mask{20, 20, {400}}));
    const Polygon polygon{
        {{{{2, 2}, {12, 2}, {12, 12}, {2, 12}}, {{{5, 5}, {9, 5}, {9, 9}, {5, 9}}}},
         {{{14, 14}, {16, 14}, {16, 16}, {14, 16}}, {}}}};
    QCOMPARE(areaOf(maskOf(polygon, 20, 20)), 88.0);
    QCOMPARE(areaOf(maskOfRing({{0, 0}, {1e9, 0}, {1e9, 1e9}}, 20, 20)), 0.0);
  }

  void readsEveryKindOfObject() {
    const CocoFile file = read(golden());
    QVERIFY(file.problems.empty());
    QCOMPARE(file.images.size(), 2U);
    QCOMPARE(file.images[0].id, std::int64_t{9007199254740993});
    QCOMPARE(file.categories[1].id, std::int64_t{90});
    QCOMPARE(file.objects.size(), 4U);
    QCOMPARE(file.objects[0].id, std::int64_t{908800474295});
    QVERIFY(file.objects[0].shape == Shape(Box{10.25, 20.5, 10.25 + 30.1, 20.5 + 40.7}));
    QCOMPARE(std::get<Polygon>(file.objects[1].shape).parts.size(), 2U);
    QVERIFY(file.objects[2].attributes.crowd);
    QVERIFY(file.objects[2].shape == file.objects[3].shape);
    QVERIFY(file.header.find("CC BY") != std::string::npos);
  }

  void aPartOfFourNumbersIsABox() {
    const CocoFile file =
        read(fileWith("{\"id\":1,\"image_id\":1,\"category_id\":0,\"segmentation\":[[2,3,4,5]],"
                      "\"bbox\":[2,3,4,5],\"area\":20}"));
    QVERIFY((boundsOf(file.objects.at(0).shape) == Box{2, 3, 6, 8}));
    Annotation annotation = annotationOf(file.objects[0]);
    QCOMPARE(written(annotation, {1, 1, 0, 10, 10})["segmentation"].toArray(),
             (QJsonArray{QJsonArray{2, 3, 4, 5}}));
    std::get<Polygon>(annotation.shape).parts[0].outer[0].x = 1;
    QCOMPARE(written(annotation, {1, 1, 0, 10, 10})["segmentation"].toArray()[0].toArray().size(),
             8);
  }

  void keypointsComeBackWithTheirObject() {
    const CocoFile file =
        read(fileWith("{\"id\":1,\"image_id\":1,\"category_id\":0,\"bbox\":[1,1,8,8],\"area\":64,"
                      "\"keypoints\":[2,3,2,4.5,6,1,0,0,0],\"num_keypoints\":2}"));
    QVERIFY(file.objects.at(0).keypoints.has_value());
    const Keypoints& keypoints = *file.objects[0].keypoints;
    QVERIFY((keypoints.points[1] == Keypoint{{4.5, 6}, 1}));
    const Annotation object = annotationOf(file.objects[0]);
    QVERIFY(!written(object, {1, 1, 0, 10, 10}).contains("keypoints"));
    const std::string text = cocoText(object, {1, 1, 0, 10, 10}, &keypoints);
    QVERIFY2(text.find("\"keypoints\":[2,3,2,4.5,6,1,0,0,0]") != std::string::npos, text.c_str());
    QVERIFY(text.find("\"num_keypoints\":2") != std::string::npos);
    Annotation alone = object;
    alone.shape = keypoints;
    alone.unknown = cocoKeypointsOf(1);
    QCOMPARE(cocoObjectOf(alone), std::optional<std::int64_t>(1));
    const QJsonObject entry = written(alone, {1, 1, 0, 10, 10});
    QCOMPARE(entry["bbox"].toArray(), (QJsonArray{2, 3, 2.5, 3}));
    QCOMPARE(entry["keypoints"].toArray().size(), 9);
    QVERIFY(!cocoObjectOf(object));
  }

  void keypointsThatMakeNoSenseAreKeptAsTheyAre_data() {
    QTest::addColumn<QByteArray>("keypoints");
    QTest::newRow("none labelled") << QByteArray("[0,0,0]");
    QTest::newRow("two numbers") << QByteArray("[1,2]");
    QTest::newRow("odd visibility") << QByteArray("[1,2,3]");
    QTest::newRow("text") << QByteArray("\"a\"");
  }

  void keypointsThatMakeNoSenseAreKeptAsTheyAre() {
    QFETCH(QByteArray, keypoints);
    const CocoFile file = read(fileWith(
        "{\"id\":1,\"image_id\":1,\"category_id\":0,\"bbox\":[1,1,8,8],\"keypoints\":" + keypoints +
        "}"));
    QVERIFY(!file.objects.at(0).keypoints);
    const std::string text = cocoText(annotationOf(file.objects[0]), {1, 1, 0, 10, 10});
    QVERIFY(text.find("\"keypoints\":" + keypoints.toStdString()) != std::string::npos);
  }

  void untouchedObjectsAreWrittenAsTheyWereRead() {
    const CocoFile file = read(golden());
    const QJsonArray originals = goldenList("annotations");
    for (std::size_t i = 0; i < file.objects.size(); ++i) {
      const CocoObject& object = file.objects[i];
      QJsonObject original = originals[static_cast<qsizetype>(i)].toObject();
      if (!original.contains("segmentation")) {
        original["segmentation"] = QJsonArray();
      }
      QCOMPARE(written(annotationOf(object), {object.id, object.image, object.category, 100, 100}),
               original);
    }
  }

  void editedObjectsGetANewAreaAndBbox() {
    Annotation box = annotationOf(read(golden()).objects[0]);
    box.shape = Box{1, 2, 4, 6};
    QJsonObject object = written(box, {5, 6, 7, 100, 100});
    QCOMPARE(object["area"].toDouble(), 12.0);
    QCOMPARE(object["bbox"].toArray(), (QJsonArray{1, 2, 3, 4}));
    Annotation polygon = annotationOf(read(golden()).objects[1]);
    std::get<Polygon>(polygon.shape).parts.pop_back();
    object = written(polygon, {5, 6, 7, 100, 100});
    QCOMPARE(object["area"].toDouble(), 100.0);
    QCOMPARE(object["bbox"].toArray(), (QJsonArray{10, 10, 10, 10}));
    QCOMPARE(object["note"].toObject()["by"].toString(), QString("ann"));
  }

  void holesAreWrittenAsRunLengths() {
    Annotation annotation;
    annotation.shape =
        Polygon{{{{{2, 2}, {12, 2}, {12, 12}, {2, 12}}, {{{5, 5}, {9, 5}, {9, 9}, {5, 9}}}}}};
    const QJsonObject object = written(annotation, {1, 1, 1, 20, 20});
    QCOMPARE(object["area"].toDouble(), 84.0);
    QCOMPARE(object["segmentation"].toObject()["size"].toArray(), (QJsonArray{20, 20}));
    QCOMPARE(object["iscrowd"].toInt(), 0);
  }

  void imagesAndCategoriesKeepTheirFields() {
    const CocoFile file = read(golden());
    Image image;
    image.path = "train2017/a.jpg";
    image.width = image.height = 100;
    image.unknown = file.images[0].unknown;
    const auto text = QByteArray::fromStdString(cocoText(image, 12));
    QJsonObject expected = goldenList("images")[0].toObject();
    expected["id"] = 12;
    QCOMPARE(QJsonDocument::fromJson(text).object(), expected);
    image.path = "renamed.jpg";
    QVERIFY(cocoText(image, 12).find(R"("file_name":"renamed.jpg")") != std::string::npos);
    LabelClass dog;
    dog.name = "hound";
    dog.unknown = file.categories[0].unknown;
    QCOMPARE(cocoText(dog, 18),
             std::string(R"({"id":18,"name":"hound","supercategory":"animal"})"));
  }

  void refusesWhatIsNotCoco_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("NaN") << fileWith(R"({"id":1,"bbox":[NaN,1,2,3]})") << "not valid JSON";
    QTest::newRow("cut off") << golden().left(300) << "not valid JSON";
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xE4\"}") << "not valid JSON";
    QTest::newRow("list") << QByteArray("[1]") << "no list \"images\"";
    QTest::newRow("no lists") << QByteArray(R"({"images":[],"annotations":{}})")
                              << "no list \"categories\"";
    QTest::newRow("deep") << QByteArray(100000, '[') << "nested deeper than the limit";
    QTest::newRow("huge number") << fileWith(R"({"id":1,"bbox":[1e999,1,2,3]})") << "a.json";
  }

  void refusesWhatIsNotCoco() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto file = readCocoText(text.toStdString(), "a.json");
    QVERIFY(!file.has_value());
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(reason) && message.contains("a.json"), qPrintable(message));
  }

  void listsObjectsThatMakeNoSense_data() {
    QTest::addColumn<QByteArray>("annotation");
    QTest::newRow("no object") << QByteArray("7");
    QTest::newRow("other image") << QByteArray(
        R"({"id":1,"image_id":3,"category_id":0,"bbox":[1,1,1,1]})");
    QTest::newRow("other category")
        << QByteArray(R"({"id":1,"image_id":1,"category_id":3,"bbox":[1,1,1,1]})");
    QTest::newRow("no shape") << QByteArray(R"({"id":1,"image_id":1,"category_id":0})");
    QTest::newRow("short bbox") << QByteArray(
        R"({"id":1,"image_id":1,"category_id":0,"bbox":[1,1,1]})");
    QTest::newRow("bbox of text") << QByteArray(
        R"({"id":1,"image_id":1,"category_id":0,"bbox":["1",1,1,1]})");
    QTest::newRow("odd polygon") << QByteArray(
        R"({"id":1,"image_id":1,"category_id":0,"segmentation":[[1,2,3,4,5]]})");
    QTest::newRow("damaged runs") << QByteArray(
        R"({"id":1,"image_id":1,"category_id":0,"segmentation":{"size":[4,5],"counts":"5"}})");
    QTest::newRow("huge mask") << QByteArray(
        R"({"id":1,"image_id":1,"category_id":0,"segmentation":{"size":[99999999,99999999],)"
        R"("counts":[1]}})");
  }

  void listsObjectsThatMakeNoSense() {
    QFETCH(QByteArray, annotation);
    const CocoFile file = read(fileWith(annotation));
    QCOMPARE(file.images.size(), 1U);
    QCOMPARE(file.objects.size(), 0U);
    QCOMPARE(file.problems.size(), 1U);
  }

  void repeatedIdsAreGivenAnew() {
    const QByteArray object = R"({"id":4,"image_id":1.0,"category_id":0,"bbox":[1,1,1,1]})";
    const CocoFile file = read(fileWith(object + "," + object));
    QCOMPARE(file.objects.size(), 2U);
    QCOMPARE(file.objects[0].id, std::int64_t{4});
    QCOMPARE(file.objects[1].id, std::int64_t{0});
    QCOMPARE(file.problems.size(), 1U);
  }

  void findsImagesWhereToolsPutThem() {
    const CocoImageFinder finder(std::vector<std::string>{
        "train2017/1.jpg", "val2017/1.jpg", "images/2.jpg", "deep/er/3.jpg", "sub/4.jpg"});
    const std::string train = "annotations/instances_train2017.json";
    QCOMPARE(finder.find("1.jpg", train), std::optional<std::string>("train2017/1.jpg"));
    QCOMPARE(finder.find("1.jpg", "annotations/instances_val2017.json"),
             std::optional<std::string>("val2017/1.jpg"));
    QCOMPARE(finder.find("2.jpg", train), std::optional<std::string>("images/2.jpg"));
    QCOMPARE(finder.find("3.jpg", train), std::optional<std::string>("deep/er/3.jpg"));
    QCOMPARE(finder.find("sub\\4.jpg", train), std::optional<std::string>("sub/4.jpg"));
    QVERIFY(!finder.find("../1.jpg", train) && !finder.find("/etc/1.jpg", train));
    QVERIFY(!finder.find("5.jpg", train));
  }

  void readsTheSplitOffTheFileName() {
    QCOMPARE(splitOfCocoFile("annotations/instances_train2017.json"), std::optional(Split::Train));
    QCOMPARE(splitOfCocoFile("valid/_annotations.coco.json"), std::optional(Split::Val));
    QCOMPARE(splitOfCocoFile("test.json"), std::optional(Split::Test));
    QCOMPARE(splitOfCocoFile("instances.json"), std::optional<Split>());
  }
};

QTEST_APPLESS_MAIN(TestCoco)
#include "tst_coco.moc"
