#include "labeling/formats/createml.h"
#include "transfer_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

QByteArray golden(const char* name) {
  return contentOf(QString(GOLDEN_FOLDER "/formats/createml/") + name);
}

CreatemlFile read(const QByteArray& text) {
  const auto file = readCreatemlText(text.toStdString(), "a.json");
  if (!file) {
    qFatal("%s", file.error().message.c_str());
  }
  return *file;
}

/// Returns a document with one image that has what the entry says.
Document documentOf(const CreatemlEntry& entry) {
  Document document;
  Edit edit;
  Image image;
  image.path = entry.image;
  image.width = 512;
  image.height = 512;
  image.state = entry.verified ? ImageState::Verified : ImageState::Labelled;
  edit.changes.emplace_back(ImageChange{1, image});
  for (const CreatemlObject& object : entry.objects) {
    const AnnotationId id = document.newAnnotationId();
    LabelClass labelClass;
    labelClass.name = object.label;
    edit.changes.emplace_back(ClassChange{id, labelClass});
    Annotation annotation;
    annotation.image = 1;
    annotation.labelClass = id;
    annotation.shape = object.box;
    annotation.attributes.score = object.score;
    annotation.unknown = object.unknown;
    edit.changes.emplace_back(AnnotationChange{id, annotation});
  }
  static_cast<void>(apply(document, edit));
  return document;
}

void move(Document& document, AnnotationId id, const Box& box) {
  Annotation annotation = *document.annotation(id);
  annotation.shape = box;
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{id, annotation}}}));
}

QByteArray written(const Document& document, const QByteArray& source) {
  const auto text = createmlText(document, 1, document.image(1)->path, source.toStdString());
  return QByteArray::fromStdString(text ? *text : text.error().message);
}

}  // namespace

class TestCreateml : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    base_ = std::make_unique<QTemporaryDir>();
    source_ = base_->filePath("source");
    project_ = base_->filePath("project");
    out_ = base_->filePath("out");
  }

  void readsWhatLabelImgWrites() {
    const CreatemlFile file = read(golden("labelimg.json"));
    QCOMPARE(file.entries.size(), 1U);
    QVERIFY(file.entries[0].verified);
    QCOMPARE(file.entries[0].objects.size(), 2U);
    QVERIFY(file.entries[0].objects[0].box == (Box{65, 45, 420, 512}));
    QVERIFY(file.entries[0].objects[1].box == (Box{245, 250, 350, 365}));
    QCOMPARE(file.entries[0].objects[1].label, std::string("face"));
  }

  void writesANewFileAsLabelImgDoes() {
    const QByteArray text = golden("labelimg.json");
    QCOMPARE(written(documentOf(read(text).entries[0]), ""), text);
  }

  void readsApplesSchemaAndReportsWhatMakesNoSense() {
    const CreatemlFile file = read(golden("apple.json"));
    QCOMPARE(file.entries.size(), 2U);
    QCOMPARE(file.entries[0].objects.size(), 2U);
    const CreatemlObject& waffle = file.entries[0].objects[0];
    QCOMPARE(waffle.box.centre().x, 195.122);
    QCOMPARE(waffle.score, std::optional(0.5));
    QCOMPARE(waffle.unknown,
             std::string("{\"createml\":{\"confidence\":0.5,\"author\":{\"name\":\"é\"}}}"));
    QCOMPARE(file.problems.size(), 3U);
  }

  void untouchedFilesKeepTheirBytes() {
    for (const char* name : {"labelimg.json", "apple.json"}) {
      const QByteArray text = golden(name);
      for (const CreatemlEntry& entry : read(text).entries) {
        QCOMPARE(written(documentOf(entry), text), text);
      }
    }
  }

  void onlyTheEditedObjectChanges() {
    const QByteArray text = golden("apple.json");
    Document document = documentOf(read(text).entries[0]);
    move(document, 2, Box{0, 0, 10.5, 20});
    const QByteArray edited = written(document, text);
    QVERIFY(edited.contains("{ \"coordinates\": { \"y\": 156.062, \"x\": 195.122,"));
    QVERIFY(
        edited.contains("{\"label\": \"Dot\", \"coordinates\": {\"x\": 5.25, \"y\": 10.0, "
                        "\"width\": 10.5, \"height\": 20.0}}"));
    QVERIFY(edited.contains("{\"imagefilename\": \"breakfast_0.png\", \"annotation\": ["));
    QVERIFY(edited.contains(
        "{ \"imagefilename\": \"sub/b.png\", \"annotation\": [], \"note\": [1, 2.50] }"));
    move(document, 1, Box{0, 0, 1, 1});
    QVERIFY(written(document, text)
                .contains(
                    "\"height\": 1.0}, \"confidence\": 0.5, \"author\": {\"name\": \"\\u00e9\"}}"));
  }

  void newImagesAreAddedAtTheEndOfASharedFile() {
    Document document = documentOf(
        {.image = "new \"é\".png", .verified = false, .objects = {}, .begin = 0, .end = 0});
    QCOMPARE(written(document, "[]"), QByteArray("[{\"image\": \"new \\\"\\u00e9\\\".png\", "
                                                 "\"verified\": false, \"annotations\": []}]"));
    QCOMPARE(written(document, "[{\"image\": \"a\", \"annotations\": []}\n]\n"),
             QByteArray("[{\"image\": \"a\", \"annotations\": []}, {\"image\": \"new "
                        "\\\"\\u00e9\\\".png\", \"verified\": false, \"annotations\": []}\n]\n"));
  }

  void badFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("cut off") << QByteArray("[{\"image\": \"a\"") << "not valid JSON";
    QTest::newRow("NaN")
        << QByteArray(
               "[{\"image\":\"a\",\"annotations\":[{\"label\":\"x\",\"coordinates\":"
               "{\"x\":NaN,\"y\":1,\"width\":1,\"height\":1}}]}]")
        << "not valid JSON";
    QTest::newRow("not UTF-8") << QByteArray("[{\"image\": \"\xe4\", \"annotations\": []}]")
                               << "not valid JSON";
    QTest::newRow("an object") << QByteArray("{}") << "no list of images";
    QTest::newRow("other list") << QByteArray("[1, 2]") << "nothing in its list";
    QTest::newRow("key twice") << QByteArray(
                                      "[{\"image\":\"a\",\"image\":\"b\",\"annotations\":[]}]")
                               << "\"image\" twice";
    QTest::newRow("deep") << QByteArray(20, '[') + QByteArray(20, ']') << "limit of 8 levels";
    QTest::newRow("many") << QByteArray("[1,1,1,1,1,1]") << "limit of 5 images";
    QTest::newRow("large") << QByteArray(5000, ' ') << "limit of 4000 bytes";
  }

  void badFilesAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto file = readCreatemlText(text.toStdString(), "bad.json",
                                       {.fileBytes = 4000, .nesting = 8, .entries = 5});
    QVERIFY(!file);
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(reason) && message.contains("bad.json"), qPrintable(message));
  }

  void foldersGoThereAndBack() {
    writePicture(source_ + "/a.pgm", 1);
    writePicture(source_ + "/sub/臉 書.pgm", 2);
    writePicture(source_ + "/sub/c.pgm", 3);
    write(source_ + "/_annotations.createml.json",
          "["
          "{\"image\": \"a.pgm\", \"verified\": true, \"annotations\": ["
          "{\"label\": \"a & b\", \"coordinates\": {\"x\": 50.25, \"y\": 40, \"width\": 20.5, "
          "\"height\": 10}},"
          "{\"label\": \"wide\", \"coordinates\": {\"x\": 50, \"y\": 40, \"width\": 200, "
          "\"height\": 10}},"
          "{\"label\": \"tall\", \"coordinates\": {\"x\": 40, \"y\": 50, \"width\": 20, "
          "\"height\": 90}}]},"
          "{\"image\": \"sub/臉 書.pgm\", \"annotations\": []},"
          "{\"image\": \"../../etc/passwd\", \"annotations\": []}]");
    const auto [report, error] = import(project_, "createml", source_);
    QCOMPARE(error, QString());
    QVERIFY(warns(report, "Entries of images that are not in the project, not read: 1"));
    QVERIFY(warns(report, "reach beyond their image, kept as they are: 1 (a.pgm)"));
    QVERIFY(warns(report, "only when it is turned (EXIF): 1 (a.pgm)"));
    const auto project = open(project_);
    QVERIFY(firstOn(*project, "a.pgm").shape == Shape(Box{40, 35, 60.5, 45}));
    QCOMPARE(imageAt(*project, "a.pgm").state, ImageState::Verified);
    QCOMPARE(imageAt(*project, "sub/臉 書.pgm").state, ImageState::Labelled);
    QCOMPARE(imageAt(*project, "sub/c.pgm").state, ImageState::Unlabelled);
    QCOMPARE(project->setting("createml.file"),
             std::optional<std::string>("_annotations.createml.json"));
    QVERIFY(labeling::written(*project, "createml", out_).contains("not labelled yet"));
    const QString other = base_->filePath("other");
    for (const char* image : {"/a.pgm", "/sub/臉 書.pgm"}) {
      QDir().mkpath(QFileInfo(other + image).path());
      QFile::copy(source_ + image, other + image);
    }
    QCOMPARE(import(other, "createml", out_ + "/_annotations.createml.json").error, QString());
    const auto again = open(other);
    QVERIFY(firstOn(*again, "a.pgm").shape == Shape(Box{40, 35, 60.5, 45}));
    QCOMPARE(imageAt(*again, "a.pgm").state, ImageState::Verified);
  }

  void filesOfSingleImagesAreFoundAtTheFirstOpening() {
    writePicture(source_ + "/a.pgm", 1);
    writePicture(source_ + "/b.pgm", 2);
    for (const char* stem : {"a", "b"}) {
      QByteArray text = golden("labelimg.json");
      text.replace("test.512.512.bmp", stem + QByteArray(".pgm"));
      write(source_ + "/" + stem + ".json", text);
    }
    const auto project = open(source_, true);
    QVERIFY(firstOn(*project, "b.pgm").shape == Shape(Box{65, 45, 420, 512}));
    QVERIFY(!project->setting("createml.file"));
  }

private:
  std::unique_ptr<QTemporaryDir> base_;
  QString source_;
  QString project_;
  QString out_;
};

QTEST_APPLESS_MAIN(TestCreateml)
#include "tst_createml.moc"
