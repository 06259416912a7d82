#include "analysis/metrics/coco_results.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace touchstone::analysis;

namespace {

const std::string image = R"({"id":1,"width":20,"height":10})";
const std::string category = R"({"id":3,"name":"bolt"})";

std::string truthText(const std::string& annotations) {
  return R"({"annotations":[)" + annotations + R"(],"images":[)" + image + R"(],"categories":[)" +
         category + "]}";
}

}  // namespace

class TestCocoResults : public QObject {
  Q_OBJECT

private:
  QTemporaryDir folder_;

  std::filesystem::path write(const std::string& text) {
    const std::filesystem::path path = folder_.filePath("file.json").toStdString();
    std::ofstream(path) << text;
    return path;
  }

  DetectionTruth truth() { return readCocoTruth(write(truthText("")), OverlapKind::Mask)->truth; }

  /// The sentence names the file, and is one.
  static void compareSentence(const touchstone::Error& error, const QString& says) {
    const QString message = QString::fromStdString(error.message);
    QVERIFY2(message.contains("file.json") && message.contains(says), qPrintable(message));
    QVERIFY2(message.endsWith('.') || message.endsWith('?'), qPrintable(message));
    QCOMPARE(error.kind, touchstone::ErrorKind::BadInput);
  }

private Q_SLOTS:
  void listsAreReadInAnyOrder() {
    const auto read = readCocoTruth(
        write(truthText(
            R"({"id":1.0,"image_id":1,"category_id":3,"bbox":[1, 2,3.5,4],"iscrowd":true})")),
        OverlapKind::Box);
    QVERIFY(read.has_value());
    QCOMPARE(read->truth.objects.size(), std::size_t{1});
    const TrueObject& object = read->truth.objects.front();
    QCOMPARE(object.box, (CocoBox{1, 2, 3.5, 4}));
    QCOMPARE(object.area, 14.0);
    QVERIFY(object.crowd);
    QVERIFY(read->warnings.empty());
  }

  void boxesAndAreasAreTakenFromMasksWhereTheyAreMissing() {
    const std::string mask = R"("segmentation":{"size":[10,20],"counts":[12,3,7,3,175]})";
    const auto read =
        readCocoTruth(write(truthText(R"({"id":1,"image_id":1,"category_id":3,)" + mask + "}")),
                      OverlapKind::Box);
    QVERIFY(read.has_value());
    QCOMPARE(read->truth.objects.front().box, (CocoBox{1, 2, 2, 3}));
    QCOMPARE(read->truth.objects.front().area, 6.0);
    const auto found =
        readCocoDetections(write(R"([{"image_id":1,"category_id":3,"score":0.5,)" + mask + "}]"),
                           read->truth, OverlapKind::Box);
    QVERIFY(found.has_value());
    QCOMPARE(found->detections.front().box, (CocoBox{1, 2, 2, 3}));
    QCOMPARE(found->detections.front().area, 6.0);
  }

  void whatPycocotoolsLeavesOutIsToldOf() {
    const auto read =
        readCocoTruth(write(truthText(R"({"id":0,"image_id":1,"category_id":3,"bbox":[1,2,3,4]},)"
                                      R"({"id":0,"image_id":1,"category_id":3,"bbox":[1,2,3,4]},)"
                                      R"({"id":5,"image_id":9,"category_id":3,"bbox":[1,2,3,4]})")),
                      OverlapKind::Box);
    QVERIFY(read.has_value());
    QCOMPARE(read->truth.objects.size(), std::size_t{2});
    QCOMPARE(read->warnings.size(), std::size_t{3});
    const auto found = readCocoDetections(
        write(R"([{"image_id":1,"category_id":8,"score":0.5,"bbox":[1,2,3,4]}])"), read->truth,
        OverlapKind::Box);
    QVERIFY(found.has_value());
    QVERIFY(found->detections.empty());
    QCOMPARE(found->warnings.size(), std::size_t{1});
  }

  void masksOfAnotherSizeAreToldOf() {
    const auto found =
        readCocoDetections(write(R"([{"image_id":1,"category_id":3,"score":0.5,)"
                                 R"("segmentation":{"size":[2,2],"counts":[1,3]}}])"),
                           truth(), OverlapKind::Mask);
    QVERIFY(found.has_value());
    QCOMPARE(found->warnings.size(), std::size_t{1});
  }

  void badTruthIsRefusedWithASentence_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const std::string& text, const char* says) {
      QTest::newRow(name) << QString::fromStdString(text) << QString(says);
    };
    const std::string good = R"({"id":1,"image_id":1,"category_id":3,"bbox":[1,2,3,4]})";
    row("empty", "", "not valid JSON at byte 1");
    row("torn", truthText(good).substr(0, 60), "not valid JSON at byte");
    row("more behind it", truthText(good) + "]", "not valid JSON at byte");
    row("a list", "[]", "not a COCO instances file");
    row("a number", "3 ", "not a COCO instances file");
    row("no categories", R"({"images":[],"annotations":[]})", "no list \"categories\"");
    row("not a number", truthText(R"({"id":1,"image_id":1,"category_id":3,"bbox":[NaN,2,3,4]})"),
        "NaN");
    row("no id", truthText(R"({"image_id":1,"category_id":3,"bbox":[1,2,3,4]})"),
        "annotation 1 has no whole number as id");
    row("text as image", truthText(R"({"id":7,"image_id":"a","category_id":3,"bbox":[1,2,3,4]})"),
        "the annotation with id 7 has no whole number as image_id");
    row("box of three", truthText(R"({"id":7,"image_id":1,"category_id":3,"bbox":[1,2,3]})"),
        "the annotation with id 7 has neither a bbox nor a segmentation");
    row("runs of another length",
        truthText(R"({"id":7,"image_id":1,"category_id":3,"segmentation":)"
                  R"({"size":[10,20],"counts":[3,4]}})"),
        "the annotation with id 7 has neither");
    row("image without id", R"({"images":[{}],"annotations":[],"categories":[]})",
        "an image without a whole number as id (entry 1)");
    row("too deep", std::string(100, '['), "levels");
  }
  void badTruthIsRefusedWithASentence() {
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto read = readCocoTruth(write(text.toStdString()), OverlapKind::Box);
    QVERIFY(!read);
    compareSentence(read.error(), says);
  }

  void badDetectionsAreRefusedWithASentence_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const std::string& text, const char* says) {
      QTest::newRow(name) << QString::fromStdString(text) << QString(says);
    };
    const std::string good = R"({"image_id":1,"category_id":3,"bbox":[1,2,3,4],"score":0.5})";
    row("torn", "[" + good + ",", "not valid JSON at byte");
    row("an object", "{}", "not a list of detections");
    row("not a number", R"([{"image_id":1,"category_id":3,"bbox":[1,2,3,4],"score":NaN}])", "NaN");
    row("no score", R"([{"image_id":1,"category_id":3,"bbox":[1,2,3,4]}])",
        "detection 1 has no number as score");
    row("unknown image", "[" + good + R"(,{"image_id":2,"category_id":3,"bbox":[],"score":1}])",
        "detection 2 is of image 2, which the truth does not list");
    row("no shape", R"([{"image_id":1,"category_id":3,"score":1}])", "detection 1 has neither");
  }
  void badDetectionsAreRefusedWithASentence() {
    QFETCH(QString, text);
    QFETCH(QString, says);
    const DetectionTruth given = truth();
    const auto read = readCocoDetections(write(text.toStdString()), given, OverlapKind::Box);
    QVERIFY(!read);
    compareSentence(read.error(), says);
  }

  void limitsAreNamed() {
    const auto large = readCocoTruth(write(truthText("")), OverlapKind::Box, {.fileBytes = 50});
    QVERIFY(!large);
    compareSentence(large.error(), "limit of 50 bytes");
    const auto many =
        readCocoTruth(write(R"({"images":[{"id":1},{"id":2}],"annotations":[],"categories":[]})"),
                      OverlapKind::Box, {.entries = 1});
    QVERIFY(!many);
    compareSentence(many.error(), "limit of 1;");
    const auto pixels =
        readCocoTruth(write(truthText(R"({"id":1,"image_id":1,"category_id":3,"bbox":[1,2,3,4]})")),
                      OverlapKind::Mask, {.maskPixels = 100});
    QVERIFY(!pixels);
    compareSentence(pixels.error(), "limit of 100.");
    const auto unknown =
        readCocoTruth(write(R"({"images":[{"id":1}],"categories":[{"id":3}],"annotations":)"
                            R"([{"id":1,"image_id":1,"category_id":3,"bbox":[1,2,3,4]}]})"),
                      OverlapKind::Mask);
    QVERIFY(!unknown);
    compareSentence(unknown.error(), "width and height of image 1");
    const auto missing =
        readCocoTruth(folder_.filePath("none/file.json").toStdString(), OverlapKind::Box);
    QVERIFY(!missing);
    compareSentence(missing.error(), "cannot be opened");
  }
};

QTEST_APPLESS_MAIN(TestCocoResults)
#include "tst_coco_results.moc"
