#include "labeling/formats/idx.h"
#include "labeling/formats/label_format.h"
#include "tests/labeling/project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

std::string golden(const char* name) {
  QFile file(QString(GOLDEN_FOLDER "/formats/idx/") + name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

constexpr std::array goldenNames{"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                 "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"};

/// A folder with the golden files.
ProjectFolder goldenFolder() {
  ProjectFolder folder(std::vector<std::string>{});
  for (const char* name : goldenNames) {
    folder.write(name, golden(name));
  }
  return folder;
}

ProjectFolder emptyFolder() {
  return ProjectFolder(std::vector<std::string>{});
}

std::string classOf(const Document& document, const std::string& path) {
  const auto image = document.findImage(path);
  const auto& ids = document.annotationsOf(image.value_or(0));
  return ids.size() == 1 ? document.labelClass(document.annotation(ids.front())->labelClass)->name
                         : std::string();
}

/// Opens a folder's project and exports it.
Result<TransferReport> exported(const ProjectFolder& folder, const ProjectFolder& target) {
  const auto project = folder.open({.importFoundLabels = false});
  return findLabelFormat("idx")->write(**project, target.path(), {});
}

}  // namespace

class TestIdx : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void readsPicturesAndLabels() {
    const auto images = readIdxImages(golden("train-images-idx3-ubyte"), "a");
    QVERIFY2(images.has_value(), images ? "" : images.error().message.c_str());
    QCOMPARE(images->count, 3U);
    QCOMPARE(images->width, 5);
    QCOMPARE(images->height, 4);
    QCOMPARE(static_cast<int>(static_cast<unsigned char>(images->picture(1)[1])), 21 * 7);
    const auto labels = readIdxLabels(golden("t10k-labels-idx1-ubyte.gz"), "a");
    QVERIFY((*labels == std::vector<std::uint8_t>{3, 0}));
    QCOMPARE(idxBytesOf(*images), golden("train-images-idx3-ubyte"));
  }

  void refusesWhatIsNotIdx_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    const QByteArray whole = QByteArray::fromStdString(golden("train-images-idx3-ubyte"));
    const QByteArray packed = QByteArray::fromStdString(golden("t10k-images-idx3-ubyte.gz"));
    QByteArray floats = whole;
    floats[2] = 0x0D;
    QByteArray empty = whole.left(16);
    empty[11] = 0;
    QTest::newRow("empty") << QByteArray()
                           << "a is not an IDX file: it does not begin with two zero bytes.";
    QTest::newRow("PNG") << QByteArray("\x89PNG----")
                         << "a is not an IDX file: it does not begin with two zero bytes.";
    QTest::newRow("floats") << floats << "a does not hold unsigned bytes; only these are read.";
    QTest::newRow("labels") << QByteArray::fromStdString(golden("train-labels-idx1-ubyte"))
                            << "a has 1 dimensions instead of 3.";
    QTest::newRow("header cut off") << whole.left(10) << "a ends within its header; get it again.";
    QTest::newRow("cut off") << whole.left(50)
                             << "a has fewer values than its header says; get it again.";
    QTest::newRow("too long") << whole + "x"
                              << "a has more values than its header says; get it again.";
    QTest::newRow("huge") << QByteArray(
                                 "\0\0\x08\x03\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 16)
                          << "a has fewer values than its header says; get it again.";
    QTest::newRow("no rows") << QByteArray("\0\0\x08\x03\0\0\0\x02\0\0\0\0\0\0\0\x05", 16)
                             << "a has images without pixels or with sides beyond the limit of "
                                "65535 pixels.";
    QTest::newRow("gzip cut off") << packed.left(20)
                                  << "a is damaged gzip or ends too early; get it again.";
  }

  void refusesWhatIsNotIdx() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, message);
    const auto images = readIdxImages(bytes.toStdString(), "a");
    QVERIFY(!images.has_value());
    QCOMPARE(QString::fromStdString(images.error().message), message);
  }

  void limitsAreNamed() {
    const auto large = readIdxImages(golden("t10k-images-idx3-ubyte.gz"), "a", {.bytes = 55});
    QCOMPARE(large.error().message,
             std::string("a has more than the limit of 55 bytes; split it."));
    const auto many = readIdxImages(golden("train-images-idx3-ubyte"), "a", {.images = 2});
    QCOMPARE(many.error().message, std::string("a has more than the limit of 2 images; split it."));
  }

  void picturesAndLabelsComeBack() {
    const ProjectFolder source = goldenFolder();
    const ProjectFolder folder = emptyFolder();
    const auto report = importInto(folder.path(), "idx", {source.path()}, {}, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    QVERIFY(report->warnings.empty());
    QCOMPARE(report->images, 5);
    {
      const auto project = folder.open();
      const Document& document = (*project)->document();
      QCOMPARE(classOf(document, "train/00000.png"), std::string("7"));
      QCOMPARE(classOf(document, "test/00001.png"), std::string("0"));
      const Image& image = *document.image(*document.findImage("train/00002.png"));
      QVERIFY(image.split == Split::Train);
      QCOMPARE(image.width, 5);
    }
    const ProjectFolder target = emptyFolder();
    const auto again = exported(folder, target);
    QVERIFY(again->warnings.empty());
    QCOMPARE(target.read("train-images-idx3-ubyte"), golden("train-images-idx3-ubyte"));
    QCOMPARE(target.read("train-labels-idx1-ubyte"), golden("train-labels-idx1-ubyte"));
    const auto test = readIdxImages(target.read("t10k-images-idx3-ubyte"), "a");
    QCOMPARE(test->pixels, readIdxImages(golden("t10k-images-idx3-ubyte.gz"), "a")->pixels);
    QVERIFY(!QFile::exists(QString::fromStdString(target.file("classes.txt").string())));
  }

  void filesInTheProjectFolderAreTakenApartThere() {
    const ProjectFolder folder = goldenFolder();
    const auto report =
        importInto(folder.path(), "idx", {folder.file("train-images-idx3-ubyte")}, {}, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    QCOMPARE(report->images, 3);
    QVERIFY(folder.read("train/00002.png").starts_with("\x89PNG"));
    QVERIFY(!QFile::exists(QString::fromStdString(folder.file("test").string())));
  }

  void namesOfClassesComeBack() {
    const ProjectFolder source = goldenFolder();
    source.write("classes.txt", "shirt\ntrousers\n\ncoat\n");
    const ProjectFolder folder = emptyFolder();
    const auto report = importInto(folder.path(), "idx", {source.path()}, {}, {});
    QVERIFY(report.has_value());
    const ProjectFolder target = emptyFolder();
    QVERIFY(exported(folder, target).has_value());
    QCOMPARE(target.read("classes.txt"), std::string("shirt\n\n\ncoat\n\n\n\n7\n"));
    QCOMPARE(target.read("train-labels-idx1-ubyte"), golden("train-labels-idx1-ubyte"));
  }

  void labelsThatDoNotFitAreRefused() {
    const ProjectFolder source = goldenFolder();
    source.write("train-labels-idx1-ubyte", idxBytesOf(std::vector<std::uint8_t>{1, 2}));
    const ProjectFolder folder = emptyFolder();
    const auto report = importInto(folder.path(), "idx", {source.path()}, {}, {});
    QVERIFY(!report.has_value());
    QVERIFY(report.error().message.find("2 labels for 3 pictures") != std::string::npos);
  }

  void picturesWithoutLabelsComeInUnlabelled() {
    const ProjectFolder source = emptyFolder();
    source.write("train-images-idx3-ubyte", golden("train-images-idx3-ubyte"));
    const ProjectFolder folder = emptyFolder();
    const auto report = importInto(folder.path(), "idx", {source.path()}, {}, {});
    QVERIFY(report.has_value());
    QCOMPARE(report->annotations, 0);
    QCOMPARE(report->warnings.at(0),
             std::string("Files of pictures without one of labels: 1 (train-images-idx3-ubyte)."));
  }

  void imagesOfTwoSizesAreRefused() {
    const ProjectFolder folder({"a.pgm", "b.pgm"});
    folder.write("b.pgm", "P5 8 6 255\n" + std::string(48, 'x'));
    {
      const auto project = folder.open();
      const ClassId labelClass = addClass(**project, "a");
      for (const ImageId image : {1, 2}) {
        Annotation tag = boxOn(image, labelClass, {});
        tag.shape = ImageTag{};
        QVERIFY((*project)->perform(
            editOf("Tag", {AnnotationChange{(*project)->newAnnotationId(), tag}})));
      }
    }
    const auto report = exported(folder, emptyFolder());
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().message,
             std::string("b.pgm has 8 x 6 pixels and others 80 x 60; IDX files need images of one "
                         "size."));
  }

  void whatHasNoPlaceIsReported() {
    const ProjectFolder folder({"a.pgm", "b.pgm"});
    {
      const auto project = folder.open();
      addBox(**project, 1, addClass(**project, "a"), {1, 2, 3, 4});
    }
    const auto report = exported(folder, emptyFolder());
    QCOMPARE(report->images, 0);
    QCOMPARE(report->warnings,
             (std::vector<std::string>{
                 "Images without a class, left out: 2 (a.pgm, b.pgm).",
                 "Objects within images, which IDX files cannot hold, left out: 1 (a.pgm)."}));
  }
};

QTEST_APPLESS_MAIN(TestIdx)
#include "tst_idx.moc"
