#include "labeling/formats/label_place.h"
#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/text.h"
#include "labeling/formats/voc_tree.h"

#include <QtTest>

#include <clocale>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string golden(const char* name) {
  QFile file(QString(GOLDEN_FOLDER "/formats/voc/") + name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Returns a document with one image that holds what the label file says.
Document documentOf(const VocFile& file,
                    VocOrigin origin = VocOrigin::LabelImg,
                    const std::string& path = "a.jpg") {
  Document document;
  Edit edit;
  Image image;
  image.path = path;
  image.width = file.width;
  image.height = file.height;
  image.state = file.verified ? ImageState::Verified : ImageState::Labelled;
  edit.changes.emplace_back(ImageChange{1, image});
  std::map<std::string, ClassId> classes;
  for (const VocObject& object : file.objects) {
    const auto [entry, isNew] = classes.emplace(object.name, classes.size() + 1);
    if (isNew) {
      LabelClass labelClass;
      labelClass.name = object.name;
      edit.changes.emplace_back(ClassChange{entry->second, labelClass});
    }
    edit.changes.emplace_back(AnnotationChange{
        document.newAnnotationId(), Annotation{.image = 1,
                                               .labelClass = entry->second,
                                               .shape = boxFromVoc(object.written, origin),
                                               .attributes = object.attributes,
                                               .sourceId = 0,
                                               .unknown = object.unknown}});
  }
  static_cast<void>(apply(document, edit));
  return document;
}

Document documentOf(const std::string& text, VocOrigin origin, const std::string& path) {
  return documentOf(*readVocText(text, "label.xml"), origin, path);
}

void move(Document& document, AnnotationId id, const Box& box) {
  Annotation annotation = *document.annotation(id);
  annotation.shape = box;
  static_cast<void>(apply(
      document, {.name = "move", .gesture = 0, .changes = {AnnotationChange{id, annotation}}}));
}

QString written(const Document& document,
                const std::string& source,
                VocOrigin origin = VocOrigin::LabelImg) {
  const auto xml = vocXml(document, 1, "/data", {.origin = origin, .sourceText = source});
  return QString::fromStdString(xml ? *xml : xml.error().message);
}

}  // namespace

Q_DECLARE_METATYPE(touchstone::labeling::Box)

class TestPascalVoc : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsWhatLabelImgWrites() {
    const auto file = readVocText(golden("labelimg.xml"), "labelimg.xml");
    QVERIFY(file.has_value());
    QCOMPARE(file->imageName, std::string("test.jpg"));
    QCOMPARE(file->width, 512);
    QVERIFY(file->verified);
    QCOMPARE(file->origin, std::optional(VocOrigin::LabelImg));
    QCOMPARE(file->objects.size(), 2U);
    QCOMPARE(file->objects[0].name, std::string("person"));
    QVERIFY(file->objects[0].written == (Box{60, 40, 430, 504}));
    QVERIFY(!file->objects[0].attributes.difficult);
    QVERIFY(file->objects[1].attributes.difficult);
    QCOMPARE(file->objects[1].unknown, std::string());
  }

  void convertsTheDevkitsOneBasedBoxes() {
    const auto file = readVocText(golden("devkit.xml"), "devkit.xml");
    QVERIFY(file.has_value());
    QCOMPARE(file->origin, std::optional(VocOrigin::Devkit));
    QVERIFY(boxFromVoc(file->objects[1].written, VocOrigin::Devkit) == (Box{0, 0, 486, 500}));
    QVERIFY(boxToVoc(Box{0, 0, 486, 500}, VocOrigin::Devkit) == (Box{1, 1, 486, 500}));
    QCOMPARE(file->objects[1].unknown,
             std::string(R"({"voc":"<actions><jumping>1</jumping></actions>"})"));
  }

  void writesANewFileAsLabelImgDoes() {
    const std::string text = golden("labelimg.xml");
    QCOMPARE(written(documentOf(text, VocOrigin::LabelImg, "tests/test.jpg"), ""),
             QString::fromStdString(text));
  }

  void returnsTheBytesOfAnUntouchedFile_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("devkit");
    QTest::newRow("labelimg") << QByteArray::fromStdString(golden("labelimg.xml")) << false;
    QTest::newRow("devkit") << QByteArray::fromStdString(golden("devkit.xml")) << true;
    QByteArray crlf = QByteArray::fromStdString(golden("labelimg.xml"));
    crlf.replace("\n", "\r\n");
    QTest::newRow("CRLF and byte order mark") << QByteArray("\xEF\xBB\xBF") + crlf << false;
    QTest::newRow("no object") << QByteArray("<annotation>\n<path>x</path></annotation>") << false;
  }

  void returnsTheBytesOfAnUntouchedFile() {
    QFETCH(QByteArray, text);
    QFETCH(bool, devkit);
    const VocOrigin origin = devkit ? VocOrigin::Devkit : VocOrigin::LabelImg;
    const Document document = documentOf(text.toStdString(), origin, "a.jpg");
    QCOMPARE(written(document, text.toStdString(), origin), QString::fromUtf8(text));
  }

  void keepsEverythingThatWasNotEdited() {
    const std::string text = golden("devkit.xml");
    Document document = documentOf(text, VocOrigin::Devkit, "a.jpg");
    move(document, 2, Box{9, 19, 100, 200});
    const QString xml = written(document, text, VocOrigin::Devkit);
    const auto start = static_cast<qsizetype>(text.find("<name>dog"));
    const QString before = QString::fromStdString(text).left(start).trimmed();
    QVERIFY(xml.startsWith(before.left(before.lastIndexOf("<object>")).trimmed()));
    QVERIFY(xml.contains("<xmin>174.2500</xmin>"));
    QVERIFY(
        xml.contains("\t\t\t<xmin>10</xmin>\n\t\t\t<ymin>20</ymin>\n"
                     "\t\t\t<xmax>100</xmax>\n\t\t\t<ymax>200</ymax>\n"));
    QVERIFY(xml.contains("<actions><jumping>1</jumping></actions>"));
    const auto again = readVocText(xml.toStdString(), "again.xml");
    QVERIFY(again.has_value());
    QCOMPARE(again->objects.size(), 2U);
    QCOMPARE(again->origin, std::optional(VocOrigin::Devkit));
  }

  void movingBackRestoresTheObject() {
    const std::string text = golden("labelimg.xml");
    Document document = documentOf(text, VocOrigin::LabelImg, "a.jpg");
    move(document, 1, Box{0, 0, 512, 20});
    const QString edited = written(document, text);
    QVERIFY(edited.contains("<truncated>1</truncated>"));
    QVERIFY(edited.contains("<xmin>1</xmin>"));
    move(document, 1, Box{60, 40, 430, 504});
    QCOMPARE(written(document, edited.toStdString()), QString::fromStdString(text));
  }

  void writesTheVerifiedMark() {
    std::string text = golden("labelimg.xml");
    Document document = documentOf(text, VocOrigin::LabelImg, "a.jpg");
    Image image = *document.image(1);
    image.state = ImageState::Labelled;
    static_cast<void>(
        apply(document, {.name = "", .gesture = 0, .changes = {ImageChange{1, image}}}));
    const QString expected = QString::fromStdString(text).replace(" verified=\"yes\"", "");
    QCOMPARE(written(document, text), expected);
  }

  void keepsObjectsThatItCannotRead() {
    const std::string text =
        "<annotation>\n\t<path>a</path>\n\t<object><name>ship</name>"
        "<robndbox><cx>4</cx></robndbox></object>\n\t<object><name>cat</name><bndbox>"
        "<xmin>1</xmin><ymin>1</ymin><xmax>nan</xmax><ymax>4</ymax></bndbox></object>\n"
        "</annotation>\n";
    const auto file = readVocText(text, "a.xml");
    QVERIFY(file.has_value());
    QCOMPARE(file->objects.size(), 0U);
    QCOMPARE(file->problems.size(), 2U);
    Document document = documentOf(text, VocOrigin::LabelImg, "a.jpg");
    LabelClass dog;
    dog.name = "dog & \"cat\" <犬>";
    static_cast<void>(apply(
        document,
        {.name = "",
         .gesture = 0,
         .changes = {ClassChange{1, dog}, AnnotationChange{1, Annotation{.image = 1,
                                                                         .labelClass = 1,
                                                                         .shape = Box{2, 3, 4, 5},
                                                                         .attributes = {},
                                                                         .sourceId = 0,
                                                                         .unknown = {}}}}}));
    const QString xml = written(document, text);
    QVERIFY(xml.contains("<robndbox><cx>4</cx></robndbox>"));
    QVERIFY(xml.contains("<xmax>nan</xmax>"));
    const auto again = readVocText(xml.toStdString(), "a.xml");
    QCOMPARE(again->objects.at(0).name, dog.name);
  }

  void labelImgsOwnAcceptanceCaseComesBack() {
    VocFile file;
    const auto object = [](const char* name, const Box& box) {
      VocObject made;
      made.name = name;
      made.written = box;
      return made;
    };
    file.width = 512;
    file.height = 512;
    file.objects = {object("person", {60, 40, 430, 504}), object("face", {113, 40, 450, 403})};
    const QString xml = written(documentOf(file), "");
    const auto again = readVocText(xml.toStdString(), "again.xml");
    QCOMPARE(again->objects.size(), 2U);
    QCOMPARE(again->objects[0].name, std::string("person"));
    QVERIFY(again->objects[0].written == (Box{60, 40, 430, 504}));
    QCOMPARE(again->objects[1].name, std::string("face"));
    QVERIFY(again->objects[1].written == (Box{113, 40, 450, 403}));
  }

  void boxesAtAnEdgeAreWrittenAsLabelImgDoes_data() {
    QTest::addColumn<Box>("box");
    QTest::addColumn<Box>("numbers");
    QTest::addColumn<bool>("truncated");
    QTest::newRow("inside") << Box{2, 2, 99, 79} << Box{2, 2, 99, 79} << false;
    QTest::newRow("left") << Box{0, 2, 99, 79} << Box{1, 2, 99, 79} << true;
    QTest::newRow("top") << Box{2, 0, 99, 79} << Box{2, 1, 99, 79} << true;
    QTest::newRow("right") << Box{2, 2, 100, 79} << Box{2, 2, 100, 79} << true;
    QTest::newRow("bottom") << Box{2, 2, 99, 80} << Box{2, 2, 99, 80} << true;
    QTest::newRow("whole image") << Box{0, 0, 100, 80} << Box{1, 1, 100, 80} << true;
    QTest::newRow("without extent") << Box{5, 5, 5, 5} << Box{5, 5, 5, 5} << false;
  }

  void boxesAtAnEdgeAreWrittenAsLabelImgDoes() {
    QFETCH(Box, box);
    QFETCH(Box, numbers);
    QFETCH(bool, truncated);
    VocFile file;
    file.width = 100;
    file.height = 80;
    VocObject object;
    object.name = "x";
    object.written = box;
    file.objects = {object};
    const auto again = readVocText(written(documentOf(file), "").toStdString(), "again.xml");
    QVERIFY(again->objects.at(0).written == numbers);
    QCOMPARE(again->objects.at(0).attributes.truncated, truncated);
  }

  void namesOfEveryKindComeBack_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"a & b", "<tag>", "\"quoted\" 'too'", "two  spaces", "犬 臉書", "%#"}) {
      QTest::newRow(name) << QString(name);
    }
  }

  void namesOfEveryKindComeBack() {
    QFETCH(QString, name);
    VocFile file;
    VocObject object;
    object.name = name.toStdString();
    object.written = {2, 3, 4, 5};
    file.objects = {object};
    const QString xml = written(documentOf(file), "");
    const auto again = readVocText(xml.toStdString(), "again.xml");
    QVERIFY2(again, qPrintable(xml));
    QCOMPARE(QString::fromStdString(again->objects.at(0).name), name);
  }

  void imagesWithoutObjectsAndVerifiedOnesComeBack() {
    VocFile file;
    file.verified = true;
    const QString xml = written(documentOf(file), "");
    QVERIFY(xml.startsWith("<annotation verified=\"yes\">\n"));
    QVERIFY(!xml.contains("<object>") && xml.endsWith("</annotation>\n"));
    file.verified = false;
    QVERIFY(written(documentOf(file), "").startsWith("<annotation>\n"));
  }

  void difficultBelongsToOneBox() {
    VocFile file;
    for (const bool difficult : {false, true, false}) {
      VocObject object;
      object.name = "x";
      object.written = {2, 3, 4, 5};
      object.attributes.difficult = difficult;
      file.objects.push_back(object);
    }
    const auto again = readVocText(written(documentOf(file), "").toStdString(), "again.xml");
    QVERIFY(!again->objects[0].attributes.difficult);
    QVERIFY(again->objects[1].attributes.difficult);
    QVERIFY(!again->objects[2].attributes.difficult);
  }

  void greyPicturesHaveDepthOne() {
    const QTemporaryDir folder;
    const Document document = documentOf(VocFile());
    for (const auto& [magic, depth] : {std::pair{"P5", "1"}, std::pair{"P6", "3"}}) {
      QFile picture(folder.filePath("a.jpg"));
      QVERIFY(picture.open(QIODevice::WriteOnly));
      picture.write(QByteArray(magic) + "\n1 1\n255\nabc");
      picture.close();
      const auto xml = vocXml(document, 1, folder.path().toStdString());
      QVERIFY(QString::fromStdString(*xml).contains(QString("<depth>%1</depth>").arg(depth)));
    }
  }

  void refusesBadFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("cut off") << QByteArray("<annotation><object><name>a") << "not well-formed XML";
    QTest::newRow("empty") << QByteArray() << "not well-formed XML";
    QTest::newRow("other root") << QByteArray("<html></html>") << "not a Pascal VOC label file";
    QTest::newRow("doctype") << QByteArray("<!DOCTYPE a [<!ENTITY x \"y\">]><annotation/>")
                             << "document type declaration";
    QTest::newRow("Latin-1") << QByteArray("<annotation><name>\xE4</name></annotation>")
                             << "not UTF-8";
    QTest::newRow("NUL") << QByteArray("<annotation>\0</annotation>", 26) << "not UTF-8";
    QByteArray many = "<annotation>";
    for (int i = 0; i < 11; ++i) {
      many += "<object/>";
    }
    QTest::newRow("too many objects") << many + "</annotation>"
                                      << "limit of 10 objects";
    QTest::newRow("too large") << QByteArray(5000, ' ') << "limit of 4000 bytes";
  }

  void refusesBadFiles() {
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto file = readVocText(std::string_view(text.constData(), text.size()), "bad.xml",
                                  {.fileBytes = 4000, .objects = 10});
    QVERIFY(!file.has_value());
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(reason) && message.contains("bad.xml"), qPrintable(message));
  }

  void neverWritesOverAFileItCannotRead() {
    Document document = documentOf(golden("labelimg.xml"), VocOrigin::LabelImg, "a.jpg");
    const auto xml =
        vocXml(document, 1, "/data", {.origin = VocOrigin::LabelImg, .sourceText = "<annotation>"});
    QVERIFY(!xml.has_value());
    QVERIFY(!vocXml(document, 7, "/data").has_value());
  }

  void numbersDoNotDependOnTheLocale() {
    const std::string old = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    QCOMPARE(numberFrom(" +0.5 "), std::optional(0.5));
    QCOMPARE(textOf(0.25), std::string("0.25"));
    QCOMPARE(textOf(1e21), std::string("1000000000000000000000"));
    QVERIFY(!numberFrom("0,5") && !numberFrom("inf") && !numberFrom("") && !numberFrom("1 2"));
    std::setlocale(LC_ALL, old.c_str());
  }

  void findsLabelFilesWhereToolsPutThem() {
    const auto paths = vocLabelPathsFor("set/JPEGImages/day/a.b.jpg");
    const auto has = [&](const char* path) {
      return std::find(paths.begin(), paths.end(), path) != paths.end();
    };
    QVERIFY(has("set/JPEGImages/day/a.b.xml"));
    QVERIFY(has("set/Annotations/day/a.b.xml"));
    QVERIFY(has("set/Annotations/day/a.b.jpg.xml"));
    QVERIFY(has("Annotations/set/JPEGImages/day/a.b.xml"));
    QCOMPARE(keyOfImage("set/JPEGImages/day/a.b.jpg"), std::string("set/day/a.b"));
    QCOMPARE(keyOfImage("images/a.jpg"), std::string("a"));
    QCOMPARE(keyOfImage("a.jpg"), std::string("a"));
  }
};

QTEST_APPLESS_MAIN(TestPascalVoc)
#include "tst_pascal_voc.moc"
