#include "transfer_fixture.h"

#include <QtTest>

#include <set>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

QByteArray vocObject(const QByteArray& name, const QByteArray& box) {
  const QList<QByteArray> n = box.split(' ');
  return "\t<object>\n\t\t<name>" + name +
         "</name>\n\t\t<pose>Unspecified</pose>\n\t\t<truncated>0</truncated>\n\t\t<difficult>0"
         "</difficult>\n\t\t<bndbox>\n\t\t\t<xmin>" +
         n[0] + "</xmin>\n\t\t\t<ymin>" + n[1] + "</ymin>\n\t\t\t<xmax>" + n[2] +
         "</xmax>\n\t\t\t<ymax>" + n[3] + "</ymax>\n\t\t</bndbox>\n\t</object>\n";
}

QByteArray vocText(const QByteArray& imageName,
                   const QByteArray& objects,
                   const QByteArray& header = "\t<path>/else/where.jpg</path>\n") {
  return "<annotation>\n\t<filename>" + imageName + "</filename>\n" + header + objects +
         "</annotation>\n";
}

/// A VOC tree with three images: two objects, a box without area, and a verified one without any.
void writeVocTree(const QString& root) {
  for (const char* name : {"1.pgm", "2.pgm", "sub/3.pgm"}) {
    writePicture(root + "/JPEGImages/" + name, name[0]);
  }
  write(root + "/Annotations/1.xml",
        vocText("1.pgm", vocObject("cat", "10 20 30 40") + vocObject("dog", "1 1 100 80")));
  write(root + "/Annotations/2.xml", vocText("2.pgm", vocObject("cat", "5 5 5 5")));
  write(root + "/Annotations/sub/3.xml",
        vocText("3.pgm", "").replace("<annotation>", "<annotation verified=\"yes\">"));
  write(root + "/ImageSets/Main/train.txt", "1\r\n2\r\n");
  write(root + "/ImageSets/Main/val.txt", "sub/3\nlost\n");
}

}  // namespace

class TestImport : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    base_ = std::make_unique<QTemporaryDir>();
    source_ = base_->filePath("source");
    project_ = base_->filePath("project");
    out_ = base_->filePath("out");
  }

  void vocTreesAreCopiedAndRead() {
    writeVocTree(source_);
    const auto [report, error] = import(project_, "voc", source_);
    QCOMPARE(error, QString());
    QCOMPARE(report.images, 3);
    QCOMPARE(report.annotations, 3);
    QVERIFY(warns(report, "Boxes without area, kept as they are: 1 (JPEGImages/2.pgm)."));
    QVERIFY(warns(report, "ImageSets lists 1 names"));
    const auto project = open(project_);
    QCOMPARE(imageAt(*project, "JPEGImages/1.pgm").split, Split::Train);
    QCOMPARE(imageAt(*project, "JPEGImages/1.pgm").state, ImageState::Labelled);
    QCOMPARE(imageAt(*project, "JPEGImages/sub/3.pgm").split, Split::Val);
    QCOMPARE(imageAt(*project, "JPEGImages/sub/3.pgm").state, ImageState::Verified);
    QVERIFY(firstOn(*project, "JPEGImages/2.pgm").shape == Shape(Box{5, 5, 5, 5}));
    QCOMPARE(project->setting("voc.origin"), std::optional<std::string>("labelimg"));
    QCOMPARE(project->undoName(), std::optional<std::string>("Import Pascal VOC"));
  }

  void untouchedVocLabelsAreExportedByteForByte() {
    writeVocTree(source_);
    import(project_, "voc", source_);
    const auto project = open(project_);
    QCOMPARE(written(*project, "voc", out_), QString());
    for (const char* file :
         {"/Annotations/1.xml", "/Annotations/2.xml", "/Annotations/sub/3.xml"}) {
      QCOMPARE(contentOf(out_ + file), contentOf(source_ + file));
      QCOMPARE(contentOf(project_ + file), contentOf(source_ + file));
    }
    QCOMPARE(contentOf(out_ + "/ImageSets/Main/train.txt"), QByteArray("1\n2\n"));
    QCOMPARE(contentOf(out_ + "/ImageSets/Main/trainval.txt"), QByteArray("1\n2\nsub/3\n"));
  }

  void importingTwiceAddsNothing() {
    writeVocTree(source_);
    import(project_, "voc", source_);
    const auto [report, error] = import(project_, "voc", source_);
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 0);
    QVERIFY(warns(report, "Labels that the project had already, not added again: 3"));
    QCOMPARE(open(project_)->document().annotations().size(), 3U);
  }

  void labelFilesBesideTheImagesAreFoundAtTheFirstOpening() {
    writePicture(project_ + "/a.pgm");
    writePicture(project_ + "/a.png");
    write(project_ + "/a.xml", vocText("a.png", vocObject("cat", "1 2 3 4")));
    writePicture(project_ + "/train/b c.pgm");
    write(project_ + "/train/b c.xml", vocText("whatever", vocObject("dog", "1 2 3 4")));
    const auto project = open(project_, true);
    QVERIFY(firstOn(*project, "a.png").shape == Shape(Box{1, 2, 3, 4}));
    QCOMPARE(imageAt(*project, "a.pgm").state, ImageState::Unlabelled);
    QCOMPARE(imageAt(*project, "train/b c.pgm").split, Split::Train);
  }

  void aSingleLabelFileBringsItsImage() {
    writeVocTree(source_);
    const auto [report, error] = import(project_, "voc", source_ + "/Annotations/2.xml");
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 1);
    QCOMPARE(open(project_)->document().images().size(), 1U);
  }

  void damagedLabelFilesAreReportedAndLeftAlone() {
    writeVocTree(source_);
    write(source_ + "/Annotations/1.xml", "<annotation><object>");
    const auto [report, error] = import(project_, "voc", source_);
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 1);
    QVERIFY(warns(report, "not well-formed XML"));
    const auto project = open(project_);
    QCOMPARE(imageAt(*project, "JPEGImages/1.pgm").state, ImageState::Unlabelled);
    QCOMPARE(contentOf(project_ + "/Annotations/1.xml"), QByteArray("<annotation><object>"));
  }

  void labelFilesOfMissingImagesAreReported() {
    writeVocTree(source_);
    write(source_ + "/Annotations/9.xml", vocText("../../9.pgm", vocObject("cat", "1 2 3 4")));
    write(source_ + "/Annotations/other.xml", vocText("2.pgm", vocObject("cat", "1 2 3 4")));
    const auto [report, error] = import(project_, "voc", source_);
    QCOMPARE(report.annotations, 3);
    QVERIFY(warns(report, "name a missing image, not read: 1 (Annotations/9.xml)"));
    QVERIFY(warns(report, "has another one, not read: 1 (Annotations/other.xml)"));
  }

  void devkitFilesAreRecognised() {
    writePicture(source_ + "/JPEGImages/1.pgm");
    const QByteArray text =
        vocText("1.pgm", vocObject("cat", "1 1 100 80"), "\t<owner><name>x</name></owner>\n");
    write(source_ + "/Annotations/1.xml", text);
    import(project_, "voc", source_);
    const auto project = open(project_);
    QVERIFY(firstOn(*project, "JPEGImages/1.pgm").shape == Shape(Box{0, 0, 100, 80}));
    QCOMPARE(project->setting("voc.origin"), std::optional<std::string>("devkit"));
    written(*project, "voc", out_);
    QCOMPARE(contentOf(out_ + "/Annotations/1.xml"), text);
  }

  void thePersonChoosesWhereVocNumbersBegin_data() {
    QTest::addColumn<QString>("origin");
    QTest::addColumn<int>("left");
    QTest::newRow("labelimg") << "labelimg" << 10;
    QTest::newRow("devkit") << "devkit" << 9;
  }

  void thePersonChoosesWhereVocNumbersBegin() {
    QFETCH(QString, origin);
    QFETCH(int, left);
    writeVocTree(source_);
    ImportOptions options;
    options.vocOrigin = origin.toStdString();
    QCOMPARE(import(project_, "voc", source_, options).error, QString());
    {
      const auto project = open(project_);
      QVERIFY(firstOn(*project, "JPEGImages/1.pgm").shape ==
              Shape(Box{double(left), double(left + 10), 30, 40}));
      QCOMPARE(project->setting("voc.origin"), std::optional(options.vocOrigin));
      QCOMPARE(written(*project, "voc", out_), QString());
      QCOMPARE(contentOf(out_ + "/Annotations/1.xml"), contentOf(source_ + "/Annotations/1.xml"));
    }
    options.vocOrigin = origin == "devkit" ? "labelimg" : "devkit";
    QVERIFY(import(project_, "voc", source_, options).error.contains("would move the boxes"));
    options.vocOrigin = "matlab";
    QVERIFY(import(out_ + "2", "voc", source_, options).error.contains("labelimg or devkit"));
  }

  void vocExportSaysWhichBoxesItRounds() {
    writeVocTree(source_);
    import(project_, "voc", source_);
    const auto project = open(project_);
    Annotation between = firstOn(*project, "JPEGImages/1.pgm");
    between.shape = Box{10.25, 20, 30, 40};
    Annotation atEdge = between;
    atEdge.shape = Box{0, 0, 30, 40};
    QVERIFY(project->perform({.name = "",
                              .gesture = 0,
                              .changes = {AnnotationChange{project->newAnnotationId(), between},
                                          AnnotationChange{project->newAnnotationId(), atEdge}}}));
    const QString warnings = written(*project, "voc", out_);
    QVERIFY(warnings.contains("rounded to whole ones: 1 (JPEGImages/1.pgm)"));
    QVERIFY(warnings.contains("begin at 0, written as beginning at 1, as LabelImg does: 1"));
  }

  void vocExportSaysWhatItLeavesOut() {
    writeVocTree(source_);
    import(project_, "voc", source_);
    const auto project = open(project_);
    Annotation tag = firstOn(*project, "JPEGImages/1.pgm");
    tag.shape = ImageTag{};
    Image excluded = imageAt(*project, "JPEGImages/2.pgm");
    excluded.state = ImageState::Excluded;
    const ImageId second = *project->document().findImage("JPEGImages/2.pgm");
    QVERIFY(project->perform({.name = "",
                              .gesture = 0,
                              .changes = {AnnotationChange{project->newAnnotationId(), tag},
                                          ImageChange{second, excluded}}}));
    const QString warnings = written(*project, "voc", out_);
    QVERIFY(warnings.contains("Labels that are not boxes"));
    QVERIFY(warnings.contains("Excluded images, left out: 1 (JPEGImages/2.pgm)."));
    QVERIFY(!QFile::exists(out_ + "/Annotations/2.xml"));
    QCOMPARE(contentOf(out_ + "/Annotations/1.xml"), contentOf(source_ + "/Annotations/1.xml"));
  }

  void cocoKeepsIdsFieldsAndSplits() {
    for (const char* set : {"train2017", "val2017"}) {
      writePicture(source_ + "/" + set + "/a.jpg", set[0]);
      writePicture(source_ + "/" + set + "/b.jpg", set[0]);
      write(source_ + "/annotations/instances_" + set + ".json",
            contentOf(GOLDEN_FOLDER "/formats/coco/instances.json"));
    }
    write(source_ + "/annotations/captions_val2017.json", R"({"images":[],"annotations":[]})");
    const auto [report, error] = import(project_, "coco", source_);
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 8);
    QVERIFY(warns(report, "Images of another size"));
    const auto project = open(project_);
    QCOMPARE(imageAt(*project, "val2017/a.jpg").split, Split::Val);
    const auto dog = project->document().findClass("dog");
    QCOMPARE(project->document().labelClass(*dog)->sourceId, std::optional(std::int64_t{18}));
    written(*project, "coco", out_);
    const auto listIn = [](const QString& file, const char* list) {
      return QJsonDocument::fromJson(contentOf(file)).object()[list].toArray();
    };
    const QString golden = GOLDEN_FOLDER "/formats/coco/instances.json";
    const QString exported = out_ + "/annotations/instances_val.json";
    QCOMPARE(listIn(exported, "categories"), listIn(golden, "categories"));
    QCOMPARE(listIn(exported, "licenses"), listIn(golden, "licenses"));
    QCOMPARE(listIn(exported, "images").size(), 2);
    QCOMPARE(listIn(exported, "images")[0].toObject()["id"].toInteger(), 9007199254740993);
    const QJsonArray objects = listIn(exported, "annotations");
    QCOMPARE(objects.size(), 4);
    for (qsizetype i = 1; i < 4; ++i) {
      QCOMPARE(objects[i], listIn(golden, "annotations")[i]);
    }
    written(*project, "coco", out_ + "/all.json");
    std::set<qint64> ids;
    for (const QJsonValue& object : listIn(out_ + "/all.json", "annotations")) {
      ids.insert(object["id"].toInteger());
    }
    QCOMPARE(ids.size(), 8U);
    QVERIFY(*ids.begin() > 0);
  }

  void classFoldersGoThereAndBack() {
    for (const char* name : {"train/bees/1.pgm", "train/ants/1.pgm", "val/ants/2.pgm"}) {
      writePicture(source_ + "/" + name, name[6]);
    }
    const auto [report, error] = import(project_, "folders", source_);
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 3);
    const auto project = open(project_);
    QCOMPARE(project->document().findClass("ants"), std::optional(ClassId{1}));
    QVERIFY(isImageTag(firstOn(*project, "val/ants/2.pgm").shape));
    QCOMPARE(imageAt(*project, "val/ants/2.pgm").split, Split::Val);
    QCOMPARE(written(*project, "folders", out_), QString());
    for (const char* name : {"/train/bees/1.pgm", "/train/ants/1.pgm", "/val/ants/2.pgm"}) {
      QCOMPARE(contentOf(out_ + name), contentOf(source_ + name));
    }
  }

  void tablesReportRowsThatNameNothing() {
    writePicture(source_ + "/images/1.pgm");
    writePicture(source_ + "/images/2.pgm", 2);
    write(base_->filePath("secret.pgm"), "secret");
    write(source_ + "/labels.csv",
          "file,worse,split\r\n1.pgm,dog,train\r\n2.pgm,cat,val\r\n2.pgm,cat,val\r\n"
          "3.pgm,cat,\r\n../../secret.pgm,cat,\r\n");
    ImportOptions options;
    options.labelColumn = "worse";
    options.filePrefix = "images/";
    const auto [report, error] = import(project_, "csv", source_ + "/labels.csv", options);
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 2);
    QVERIFY(warns(report, "Rows that name a missing image, not read: 1 (images/3.pgm)."));
    QVERIFY(warns(report, "outside the table's folder, not read: 1"));
    QVERIFY(warns(report, "Rows that repeat another one"));
    const auto project = open(project_);
    QCOMPARE(project->document().images().size(), 2U);
    QCOMPARE(project->document().findClass("cat"), std::optional(ClassId{1}));
    written(*project, "csv", out_);
    QCOMPARE(contentOf(out_ + "/labels.csv"),
             QByteArray("file,label,split\nimages/1.pgm,dog,train\nimages/2.pgm,cat,val\n"));
  }

  void classesThatNearlyAgreeAreReported() {
    writePicture(source_ + "/1.pgm");
    write(source_ + "/labels.csv", "file,label\n1.pgm,dog\n");
    import(project_, "csv", source_ + "/labels.csv");
    write(source_ + "/labels.csv", "file,label\n1.pgm,Dog\n");
    const auto report = import(project_, "csv", source_ + "/labels.csv").report;
    QVERIFY(warns(report, "differ from another one only in capitals or blanks: 1 (Dog)"));
    QVERIFY(warns(report, "Classes that the project did not have, added: 1 (Dog)"));
  }

  void nothingIsOverwrittenOrMadeInVain() {
    writeVocTree(source_);
    import(project_, "voc", source_);
    writePicture(source_ + "/JPEGImages/2.pgm", 99);
    QVERIFY(import(project_, "voc", source_).error.contains("is there already and differs"));
    QVERIFY(import(source_ + "/new", "voc", source_).error.contains("lies in"));
    QVERIFY(import(out_, "voc", base_->filePath("nowhere")).error.contains("does not exist"));
    QVERIFY(import(out_, "unknown", source_).error.contains("no label format"));
    QVERIFY(!import(out_, "coco", source_).error.isEmpty());
    QVERIFY(!QFile::exists(out_));
  }

  void hardLinksTakeNoSpace() {
    writeVocTree(source_);
    ImportOptions options;
    options.hardLink = true;
    QCOMPARE(import(project_, "voc", source_, options).error, QString());
    const std::string copy = (project_ + "/JPEGImages/1.pgm").toStdString();
    QCOMPARE(std::filesystem::hard_link_count(copy), 2U);
  }

  void aStoppedImportLeavesNoLabels() {
    writeVocTree(source_);
    std::stop_source stop;
    stop.request_stop();
    WorkContext work;
    work.stop = stop.get_token();
    const auto report =
        importInto(project_.toStdString(), "voc", {source_.toStdString()}, {}, work);
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
  }

private:
  std::unique_ptr<QTemporaryDir> base_;
  QString source_;
  QString project_;
  QString out_;
};

QTEST_APPLESS_MAIN(TestImport)
#include "tst_import.moc"
