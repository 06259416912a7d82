#include "transfer_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

Shape shapeOn(const Project& project, const char* image, std::size_t index = 0) {
  const Document& document = project.document();
  const auto& ids = document.annotationsOf(*document.findImage(image));
  return index < ids.size() ? document.annotation(ids[index])->shape : Shape(ImageTag{});
}

std::string classOn(const Project& project, const char* image) {
  return project.document().labelClass(firstOn(project, image).labelClass)->name;
}

/// Moves the first object of an image, or gives it another class.
void edit(Project& project, const char* image, const Box& box, const char* className = nullptr) {
  const AnnotationId id =
      project.document().annotationsOf(*project.document().findImage(image)).at(0);
  Annotation changed = *project.document().annotation(id);
  changed.shape = box;
  Edit edit{.name = "Edit", .gesture = 0, .changes = {}};
  if (className != nullptr) {
    LabelClass added;
    added.name = className;
    changed.labelClass = project.newClassId();
    edit.changes.emplace_back(ClassChange{changed.labelClass, added});
  }
  edit.changes.emplace_back(AnnotationChange{id, changed});
  if (!project.perform(edit)) {
    qFatal("the edit was refused");
  }
}

/// A dataset as Ultralytics lays it out: two images, one of them background.
void writeDataset(const QString& root, const QByteArray& names = "  0: cat\n  1: dog\n") {
  writePicture(root + "/images/train/a.pgm", 1);
  writePicture(root + "/images/train/b.pgm", 2);
  writePicture(root + "/images/val/a.pgm", 3);
  write(root + "/labels/train/a.txt", "1 0.500000 0.500000 0.500000 0.500000\n");
  write(root + "/labels/train/b.txt", "");
  write(root + "/labels/val/a.txt", "0 0.5 0.5 1 1\n");
  write(root + "/data.yaml", "train: images/train\nval: images/val\nnames:\n" + names);
}

}  // namespace

class TestYoloTransfer : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    base_ = std::make_unique<QTemporaryDir>();
    source_ = base_->filePath("source");
    project_ = base_->filePath("project");
    out_ = base_->filePath("out");
  }

  void datasetsAreFoundAtTheFirstOpening() {
    writeDataset(source_);
    const auto project = open(source_, true);
    QVERIFY(shapeOn(*project, "images/train/a.pgm") == Shape(Box{25, 20, 75, 60}));
    QCOMPARE(classOn(*project, "images/train/a.pgm"), std::string("dog"));
    QCOMPARE(project->document().findClass("cat"), std::optional(ClassId{1}));
    QCOMPARE(imageAt(*project, "images/val/a.pgm").split, Split::Val);
    QCOMPARE(imageAt(*project, "images/train/b.pgm").state, ImageState::Labelled);
    QCOMPARE(project->setting("yolo.names"), std::optional<std::string>(R"(["cat","dog"])"));
  }

  void kindsAreToldApart_data() {
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("format");
    QTest::newRow("boxes") << QByteArray("0 0.5 0.5 0.5 0.5\n") << "yolo";
    QTest::newRow("outlines") << QByteArray("0 0.1 0.1 0.5 0.1 0.5 0.5\n") << "yolo-seg";
    QTest::newRow("turned") << QByteArray("0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n") << "yolo-obb";
    QTest::newRow("captions") << QByteArray("a cat on a mat\n") << "";
  }

  void kindsAreToldApart() {
    QFETCH(QByteArray, rows);
    QFETCH(QString, format);
    writePicture(source_ + "/a.pgm");
    write(source_ + "/a.txt", rows);
    const LabelFormat* found = detectLabelFormat(source_.toStdString());
    QCOMPARE(found == nullptr ? QString() : QString::fromStdString(std::string(found->name)),
             format);
  }

  void labelsBesideTheImagesUseTheNearestClassList() {
    writePicture(source_ + "/one/a.pgm", 1);
    write(source_ + "/one/a.txt", "0 0.5 0.5 0.5 0.5\n1 0.5 0.5 0.2 0.2\n");
    write(source_ + "/one/classes.txt", "cat\n");
    writePicture(source_ + "/two/b.pgm", 2);
    write(source_ + "/two/b.txt", "0 0.5 0.5 0.5 0.5\n");
    write(source_ + "/two/classes.txt", "dog\ncat\n");
    const auto [report, error] = import(project_, "yolo", source_);
    QCOMPARE(error, QString());
    QVERIFY(warns(report, "has no name, read as \"class N\": 1 (one/a.txt:2)"));
    const auto project = open(project_);
    QCOMPARE(classOn(*project, "one/a.pgm"), std::string("cat"));
    QCOMPARE(classOn(*project, "two/b.pgm"), std::string("dog"));
    QVERIFY(project->document().findClass("class 1").has_value());
  }

  void oddRowsAndFilesAreCounted() {
    writeDataset(source_);
    write(source_ + "/labels/train/a.txt",
          "0 0.5 0.5 0.5 0.5\n0 0.5 0.5 0.5 0.5\n0 nan 0 0 0\n5 0.5 0.5 0.5 0.5\n");
    write(source_ + "/labels/train/b.txt", "not labels\n");
    write(source_ + "/labels/train/lost.txt", "0 0.5 0.5 0.5 0.5\n");
    writePicture(source_ + "/images/train/a.png", 9);
    write(source_ + "/images/train/c.jpg", "no picture");
    write(source_ + "/labels/train/c.txt", "0 0.5 0.5 0.5 0.5\n");
    const auto [report, error] = import(project_, "yolo", source_);
    QCOMPARE(error, QString());
    QVERIFY(warns(report, "repeat another one, read once: 1 (labels/train/a.txt:2)"));
    QVERIFY(warns(report, "something that is no number, not read: 1 (labels/train/a.txt:3)"));
    QVERIFY(warns(report, "has no name, read as \"class N\": 1 (labels/train/a.txt:4)"));
    QVERIFY(warns(report, "name a missing image, not read: 1 (labels/train/lost.txt)"));
    QVERIFY(warns(report, "share their label file"));
    QVERIFY(warns(report, "images that cannot be read, not read: 1 (labels/train/c.txt)"));
    QCOMPARE(report.refused.size(), 1U);
    QVERIFY(report.refused[0].message.find("b.txt") != std::string::npos);
    const auto note =
        std::find_if(report.notes.begin(), report.notes.end(), [](const TransferNote& candidate) {
          return candidate.what.starts_with("Rows that repeat");
        });
    QVERIFY(note != report.notes.end() && note->count == 1);
    QCOMPARE(note->names, std::vector<std::string>{"labels/train/a.txt:2"});
    QCOMPARE(contentOf(project_ + "/labels/train/b.txt"), QByteArray("not labels\n"));
  }

  void pathsOfADatasetFileDoNotLeaveItsFolder() {
    writeDataset(source_);
    writePicture(base_->filePath("secret/x.pgm"));
    write(source_ + "/list.txt", "./images/val/a.pgm\n../secret/x.pgm\n/etc/passwd\n");
    write(
        source_ + "/data.yaml",
        "path: /nowhere\ntrain: [../images/train, ../secret]\ntest: list.txt\nnames: [cat, dog]\n");
    const auto [report, error] = import(project_, "yolo", source_ + "/data.yaml");
    QCOMPARE(error, QString());
    QVERIFY(warns(report, "\"../secret\", which is not in its folder"));
    QVERIFY(warns(report, "list.txt lists 2 images that are not here"));
    const auto project = open(project_);
    QCOMPARE(imageAt(*project, "images/train/a.pgm").split, Split::Train);
    QCOMPARE(imageAt(*project, "images/val/a.pgm").split, Split::Test);
    QCOMPARE(project->document().images().size(), 3U);
  }

  void contradictingClassListsAreReported() {
    writeDataset(source_);
    write(source_ + "/labels/train/classes.txt", "dog\nperson\n");
    const auto report = import(project_, "yolo", source_).report;
    QVERIFY(warns(report, "names other classes than"));
    QCOMPARE(classOn(*open(project_), "images/train/a.pgm"), std::string("dog"));
  }

  void exportsADatasetThatComesBack() {
    writeDataset(source_);
    import(project_, "yolo", source_);
    {
      const auto project = open(project_);
      edit(*project, "images/val/a.pgm", Box{1.25, 2.5, 50.125, 60}, "bird");
      QCOMPARE(written(*project, "yolo", out_), QString());
    }
    QCOMPARE(contentOf(out_ + "/labels/train/a.txt"), contentOf(source_ + "/labels/train/a.txt"));
    QCOMPARE(contentOf(out_ + "/labels/train/b.txt"), QByteArray());
    QVERIFY(contentOf(out_ + "/labels/val/a.txt").startsWith("2 0.256875 "));
    QCOMPARE(contentOf(out_ + "/data.yaml"),
             QByteArray("train: train.txt\nval: val.txt\nnc: 3\nnames:\n  0: cat\n  1: dog\n"
                        "  2: bird\n"));
    QCOMPARE(contentOf(out_ + "/train.txt"),
             QByteArray("./images/train/a.pgm\n./images/train/b.pgm\n"));
    const auto again = import(base_->filePath("again"), "yolo", out_);
    QCOMPARE(again.error, QString());
    QVERIFY(again.report.warnings.empty());
    const auto project = open(base_->filePath("again"));
    const Box back = std::get<Box>(shapeOn(*project, "images/val/a.pgm"));
    QVERIFY(std::abs(back.x0 - 1.25) < 1e-9 && std::abs(back.y1 - 60) < 1e-9);
    QCOMPARE(imageAt(*project, "images/val/a.pgm").split, Split::Val);
  }

  void theListOfTheDestinationKeepsItsIds() {
    writeDataset(source_);
    import(project_, "yolo", source_);
    write(out_ + "/data.yaml", "# mine\nnames: [dog, bird]  # in this order\nnc: 2\n");
    const QString warnings = written(*open(project_), "yolo", out_);
    QVERIFY2(warnings.contains("added at its end: 1 (cat)"), qPrintable(warnings));
    QCOMPARE(contentOf(out_ + "/data.yaml"),
             QByteArray("# mine\nnames: [dog, bird, cat]  # in this order\nnc: 3\n"));
    QCOMPARE(contentOf(out_ + "/labels/train/a.txt"),
             QByteArray("0 0.500000 0.500000 0.500000 0.500000\n"));
    QCOMPARE(contentOf(out_ + "/labels/val/a.txt"), QByteArray("2 0.5 0.5 1 1\n"));
  }

  void exportsSayWhatIsLost() {
    writeDataset(source_);
    import(project_, "yolo", source_);
    const auto project = open(project_);
    Annotation mask = firstOn(*project, "images/train/a.pgm");
    mask.shape = Mask{.width = 100, .height = 80, .counts = {0, 8000}};
    mask.attributes.difficult = true;
    Image verified = imageAt(*project, "images/train/b.pgm");
    verified.state = ImageState::Verified;
    const ImageId b = *project->document().findImage("images/train/b.pgm");
    QVERIFY(project->perform({.name = "",
                              .gesture = 0,
                              .changes = {AnnotationChange{project->newAnnotationId(), mask},
                                          ImageChange{b, verified}}}));
    const QString warnings = written(*project, "yolo-seg", out_);
    QVERIFY(warnings.contains("Masks"));
    QVERIFY(warnings.contains("difficult"));
    QVERIFY(warnings.contains("Boxes, written as outlines of four corners: 2"));
    QVERIFY(warnings.contains("verified"));
  }

  void labelsAloneMeetTheImagesOfTheProject() {
    writeDataset(source_);
    import(project_, "yolo", source_);
    written(*open(project_), "yolo", out_);
    QDir(out_ + "/images").removeRecursively();
    const QString other = base_->filePath("other");
    writePicture(other + "/train/a.pgm", 1);
    const auto [report, error] = import(other, "yolo", out_);
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 1);
    QVERIFY(shapeOn(*open(other), "train/a.pgm") == Shape(Box{25, 20, 75, 60}));
  }

  void namesOfEveryKindGoThereAndBack() {
    const char* name = "images/臉 書 #%&  x..pgm";
    writePicture(source_ + "/" + name);
    write(source_ + "/labels/臉 書 #%&  x..txt", "0 0.500000 0.500000 0.500000 0.500000\n");
    write(source_ + "/labels/classes.txt", "a  b & \"c\" <犬>\n");
    QCOMPARE(import(project_, "yolo", source_).error, QString());
    const auto project = open(project_);
    QCOMPARE(classOn(*project, name), std::string("a  b & \"c\" <犬>"));
    QCOMPARE(written(*project, "yolo", out_), QString());
    QCOMPARE(contentOf(out_ + "/labels/臉 書 #%&  x..txt"),
             QByteArray("0 0.500000 0.500000 0.500000 0.500000\n"));
    QCOMPARE(classOn(*open(out_, true), name), std::string("a  b & \"c\" <犬>"));
  }

private:
  std::unique_ptr<QTemporaryDir> base_;
  QString source_;
  QString project_;
  QString out_;
};

QTEST_APPLESS_MAIN(TestYoloTransfer)
#include "tst_yolo_transfer.moc"
