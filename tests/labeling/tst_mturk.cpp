#include "labeling/formats/mturk_address.h"
#include "labeling/formats/mturk_results.h"
#include "labeling/geometry/mask.h"
#include "transfer_fixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

QString golden(const QString& name) {
  return QStringLiteral(GOLDEN_FOLDER "/formats/mturk/") + name;
}

/// One label as text: "W1 dog box 10 20 40 60".
QString described(const Document& document, const Annotation& annotation) {
  const Box bounds = boundsOf(annotation.shape);
  const char* kind = isImageTag(annotation.shape)                     ? "tag"
                     : std::holds_alternative<Box>(annotation.shape)  ? "box"
                     : std::holds_alternative<Mask>(annotation.shape) ? "mask"
                                                                      : "polygon";
  return QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
      .arg(QString::fromStdString(annotation.attributes.annotator),
           QString::fromStdString(document.labelClass(annotation.labelClass)->name), kind)
      .arg(bounds.x0)
      .arg(bounds.y0)
      .arg(bounds.x1)
      .arg(bounds.y1);
}

QStringList labelsOn(const Project& project, const char* path) {
  const Document& document = project.document();
  QStringList labels;
  for (const AnnotationId id : document.annotationsOf(*document.findImage(path))) {
    labels << described(document, *document.annotation(id));
  }
  labels.sort();
  return labels;
}

/// A results table with one answer about a.pgm, in one field of JSON, given with single quotes.
QByteArray tableWith(const QByteArray& answer) {
  return "AssignmentId,WorkerId,Input.image_url,Answer.taskAnswers\nA1,W1,a.pgm,\"" +
         QByteArray(answer).replace("'", "\"\"") + "\"\n";
}

QByteArray boxIn(const QByteArray& size, const QByteArray& place) {
  return "[{'x': {'boundingBoxes': [{'label': 'dog', " + place + "}], " +
         "'inputImageProperties': {" + size + "}}}]";
}

constexpr const char* fits = "'width': 100, 'height': 80";

}  // namespace

class TestMturk : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    project_ = folder_->filePath("project");
    for (const char* image : {"a.pgm", "b.pgm", "sub folder/c.pgm"}) {
      writePicture(project_ + "/" + image);
    }
  }

  void boxesBelongToTheirWorkers_data() { styles("boxes"); }
  void boxesBelongToTheirWorkers() {
    QFETCH(QString, file);
    const auto [report, error] = import(project_, "mturk", golden(file));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    QCOMPARE(report.images, 3);
    QCOMPARE(report.annotations, 4);
    const auto project = open(project_);
    QCOMPARE(labelsOn(*project, "a.pgm"),
             (QStringList{"W1 dog box 10 20 40 60", "W2 dog box 10 20 40 60"}));
    QCOMPARE(labelsOn(*project, "sub folder/c.pgm"),
             (QStringList{"W2 cat, small box 1 2 4 6", "W2 dog box 50 40 70 50"}));
    QVERIFY2(warns(report, qPrintable("Rejected answers, not read: 1 (" + file + ", row 4).")),
             report.warnings.front().c_str());
    QVERIFY(warns(report, "scaled to the image: 1"));
  }

  void anAnswerWithoutABoxSaysThatThereIsNone() {
    import(project_, "mturk", golden("boxes.csv"));
    const auto project = open(project_);
    QVERIFY(labelsOn(*project, "b.pgm").isEmpty());
    QCOMPARE(imageAt(*project, "b.pgm").state, ImageState::Labelled);
  }

  void classesBecomeTags_data() { styles("classes"); }
  void classesBecomeTags() {
    QFETCH(QString, file);
    const auto [report, error] = import(project_, "mturk", golden(file));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    const auto project = open(project_);
    QCOMPARE(labelsOn(*project, "a.pgm"),
             (QStringList{"W1 cat tag 0 0 0 0", "W2 cat tag 0 0 0 0", "W3 dog tag 0 0 0 0"}));
    QCOMPARE(labelsOn(*project, "b.pgm").size(), 2);
  }

  void everyInstanceIsAMask_data() { styles("instances"); }
  void everyInstanceIsAMask() {
    QFETCH(QString, file);
    const auto [report, error] = import(project_, "mturk", golden(file));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    const auto project = open(project_);
    QCOMPARE(labelsOn(*project, "a.pgm"),
             (QStringList{"W1 cat mask 10 10 30 40", "W1 cat mask 70 10 100 40",
                          "W1 ring mask 0 50 40 80"}));
    double area = 0;
    for (const auto& [id, annotation] : project->document().annotations()) {
      area += areaOf(annotation.shape);
    }
    QCOMPARE(area, 20 * 100.0);  // letters in the picture, ten by ten pixels each
  }

  void everyClassOfASemanticAnswerIsOneMask_data() { styles("semantic"); }
  void everyClassOfASemanticAnswerIsOneMask() {
    QFETCH(QString, file);
    const auto [report, error] = import(project_, "mturk", golden(file));
    QVERIFY2(error.isEmpty(), qPrintable(error));
    QCOMPARE(labelsOn(*open(project_), "a.pgm"),
             (QStringList{"W1 cat mask 10 10 30 40", "W1 dog no. 2 mask 70 10 100 40",
                          "W1 ring mask 0 50 40 80"}));
  }

  void polygonsAreScaledToTheImage_data() { styles("polygons"); }
  void polygonsAreScaledToTheImage() {
    QFETCH(QString, file);
    QCOMPARE(import(project_, "mturk", golden(file)).error, QString());
    QCOMPARE(labelsOn(*open(project_), "a.pgm"), QStringList{"W1 dog polygon 10 10 30 50"});
  }

  void aSecondImportAddsNothing() {
    import(project_, "mturk", golden("boxes.csv"));
    const auto [report, error] = import(project_, "mturk", golden("boxes_flattened.csv"));
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 0);
    QVERIFY(warns(report, "had already"));
  }

  void imagesBesideTheFileAreBroughtIn() {
    const QString source = folder_->filePath("batch");
    writePicture(source + "/a.pgm");
    write(source + "/batch.csv", contentOf(golden("polygons.csv")));
    const QString fresh = folder_->filePath("fresh");
    QCOMPARE(import(fresh, "mturk", source + "/batch.csv").error, QString());
    QCOMPARE(labelsOn(*open(fresh), "a.pgm").size(), 1);
  }

  void imagesAreFoundByTheEndOfTheirAddress() {
    writePicture(project_ + "/other/c.pgm");
    const auto project = open(project_);
    const MturkImageFinder finder(project->document());
    const auto pathOf = [&](const char* address) {
      const auto id = finder.find(address);
      return id ? project->document().image(*id)->path : std::string("none");
    };
    QCOMPARE(pathOf("https://x.org/deep/sub%20folder/c.pgm?v=1#x"),
             std::string("sub folder/c.pgm"));
    QCOMPARE(pathOf("s3://bucket/a.pgm"), std::string("a.pgm"));
    QCOMPARE(pathOf("other/c.pgm"), std::string("other/c.pgm"));
    QCOMPARE(pathOf("https://x.org/c.pgm"), std::string("none"));  // two have this name
    QCOMPARE(pathOf("https://x.org/d.pgm"), std::string("none"));
    QCOMPARE(pathOf("https://x.org"), std::string("none"));
    QCOMPARE(pathOf(""), std::string("none"));
  }

  void answersOfOtherImagesAreListed() {
    const QByteArray twoRows = tableWith(boxIn(fits, "'left':1,'top':1,'width':5,'height':5")) +
                               "A2,W1,elsewhere.jpg,[]\n";
    write(folder_->filePath("batch.csv"), twoRows);
    const auto [report, error] = import(project_, "mturk", folder_->filePath("batch.csv"));
    QCOMPARE(error, QString());
    QCOMPARE(report.annotations, 1);
    QVERIFY(warns(report, "not read: 1 (elsewhere.jpg)"));
  }

  void badAnswersAreRefusedWithFileAndRow_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason");
    const auto picture = [](const QByteArray& data, const QByteArray& colour = "#102030") {
      return "[{'x':{'instances':[{'color':'" + colour +
             "','label':'cat'}],'labeledImage':{'pngImageData':'" + data + "'}}}]";
    };
    QTest::newRow("torn") << QByteArray("[{'x': {'boundingBoxes': [") << "cut off or no JSON";
    QTest::newRow("NaN") << boxIn(fits, "'left':NaN,'top':1,'width':5,'height':5")
                         << "cut off or no JSON";
    QTest::newRow("empty") << QByteArray() << "without boxes, polygons, masks or a class";
    QTest::newRow("other element") << QByteArray("[{'x': {'on': true}}]") << "without boxes";
    QTest::newRow("a number") << QByteArray("17") << "no list of objects";
    QTest::newRow("boxes are a text")
        << QByteArray("[{'x': {'boundingBoxes': 'none'}}]") << "no list of objects";
    QTest::newRow("nested") << QByteArray(100, '[') + QByteArray(100, ']') << "limit of 32";
    QTest::newRow("turned picture")
        << boxIn("'width': 80, 'height': 100", "'left':1,'top':1,'width':5,'height':5")
        << "other proportions";
    QTest::newRow("no base64") << picture("%%%") << "picture of labels is no base64";
    QTest::newRow("no PNG") << picture("AAAA") << "picture of labels is no PNG";
    QTest::newRow("torn PNG") << picture("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAI") << "damaged PNG";
    QTest::newRow("cut PNG") << picture(
                                    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAICAYAAADA+m62AAAALklEQVR4nGNg"
                                    "IAXoLND5D8Lo4vLlW/6DMHk=")
                             << "damaged PNG";
    QTest::newRow("giant PNG") << picture(
                                      QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\b"
                                                 "\2\0\0\0\0\0\0\0",
                                                 33)
                                          .toBase64())
                               << "limit of 100000000";
    QTest::newRow("colour") << picture("AAAA", "green") << "written as #rrggbb";
    QTest::newRow("no picture") << QByteArray("[{'x':{'instances':[],'labeledImage':{}}}]")
                                << "picture of labels is missing";
    QTest::newRow("one colour twice")
        << QByteArray(
               "[{'x':{'labelMappings':{'a':{'color':'#102030'},'b':{'color':'#102030'}},"
               "'labeledImage':{'pngImageData':'AAAA'}}}]")
        << "one colour to two labels";
  }
  void badAnswersAreRefusedWithFileAndRow() {
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    write(folder_->filePath("batch.csv"), tableWith(answer));
    const auto [report, error] = import(project_, "mturk", folder_->filePath("batch.csv"));
    QVERIFY2(error.contains(reason), qPrintable(error));
    QVERIFY2(error.contains("(batch.csv, row 2)"), qPrintable(error));
    QVERIFY(open(project_)->document().annotations().empty());
  }

  void badObjectsAreLeftOutAndTheOthersKept_data() {
    QTest::addColumn<QByteArray>("objects");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no label") << QByteArray("{'left':1,'top':1,'width':5,'height':5}")
                              << "without a label";
    QTest::newRow("NUL in the label")
        << QByteArray("{'label':'a\\u0000','left':1,'top':1,'width':5,'height':5}")
        << "without a label";
    QTest::newRow("text for a number")
        << QByteArray("{'label':'dog','left':'1','top':1,'width':5,'height':5}")
        << "not four numbers";
    QTest::newRow("out of this world")
        << QByteArray("{'label':'dog','left':1e308,'top':1,'width':1e308,'height':5}")
        << "not four numbers";
    QTest::newRow("no area") << QByteArray("{'label':'dog','left':1,'top':1,'width':0,'height':5}")
                             << "without area";
    QTest::newRow("no object") << QByteArray("[7]") << "not four numbers";
    QTest::newRow("beyond the image")
        << QByteArray("{'label':'cow','left':90,'top':1,'width':50,'height':5}") << "reach beyond";
  }
  void badObjectsAreLeftOutAndTheOthersKept() {
    QFETCH(QByteArray, objects);
    QFETCH(QString, reason);
    write(folder_->filePath("batch.csv"),
          tableWith("[{'x':{'boundingBoxes':[" + objects +
                    ",{'label':'dog','left':10,'top':10,'width':5,'height':5}]}}]"));
    const auto [report, error] = import(project_, "mturk", folder_->filePath("batch.csv"));
    QCOMPARE(error, QString());
    QVERIFY(labelsOn(*open(project_), "a.pgm").contains("W1 dog box 10 10 15 15"));
    QVERIFY2(warns(report, qPrintable(reason)), qPrintable(reason));
  }

  void otherFilesAreRefusedWithTheMissingColumn_data() {
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no worker") << QByteArray("AssignmentId,Input.image_url,Answer.x.label\n")
                               << "no column \"WorkerId\"";
    QTest::newRow("no assignment")
        << QByteArray("WorkerId,Input.image_url,Answer.x.label\n") << "no column \"AssignmentId\"";
    QTest::newRow("no answer") << QByteArray("AssignmentId,WorkerId,Input.image_url\n")
                               << "no column \"Answer.taskAnswers\"";
    QTest::newRow("no input") << QByteArray("AssignmentId,WorkerId,Answer.x.label\n")
                              << "no column \"Input.image_url\"";
    QTest::newRow("two inputs")
        << QByteArray(
               "AssignmentId,WorkerId,Input.left,Input.right,Answer.x.label\nA,W,a.pgm,"
               "b.pgm,cat\n")
        << "choose one of its columns (Input.left, Input.right) with --file-column";
    QTest::newRow("no answers at all")
        << QByteArray("AssignmentId,WorkerId,Input.image_url,Answer.x.label\n")
        << "no answer that could be read";
    QTest::newRow("open quote") << QByteArray("AssignmentId,WorkerId,\"Input") << "never closed";
  }
  void otherFilesAreRefusedWithTheMissingColumn() {
    QFETCH(QByteArray, table);
    QFETCH(QString, reason);
    const QString file = folder_->filePath("batch.csv");
    write(file, table);
    const QString error = import(project_, "mturk", file).error;
    QVERIFY2(error.contains(reason) && error.contains(file), qPrintable(error));
  }

  void theImageColumnIsFoundOrChosen() {
    const QString file = folder_->filePath("batch.csv");
    write(file,
          "AssignmentId,WorkerId,Input.question,Input.left,Input.right,Answer.x.label\n"
          "A,W,what,a.pgm,b.pgm,cat\n");
    ImportOptions options;
    options.fileColumn = "right";
    QCOMPARE(import(project_, "mturk", file, options).error, QString());
    QCOMPARE(labelsOn(*open(project_), "b.pgm").size(), 1);
    write(file, "AssignmentId,WorkerId,Input.q,Input.left,Answer.x.label\nA,W,what,a.pgm,cat\n");
    QCOMPARE(import(project_, "mturk", file).error, QString());
    QCOMPARE(labelsOn(*open(project_), "a.pgm").size(), 1);
  }

  void severalClassesAndCommentsAreKept() {
    write(folder_->filePath("batch.csv"),
          tableWith("[{'x':{'labels':['cat','dog'],'workerComment':'dark'}}]"));
    QCOMPARE(import(project_, "mturk", folder_->filePath("batch.csv")).error, QString());
    const auto project = open(project_);
    QCOMPARE(labelsOn(*project, "a.pgm").size(), 2);
    QCOMPARE(firstOn(*project, "a.pgm").attributes.description, std::string("dark"));
  }

  void resultsAreRecognised() {
    const LabelFormat* mturk = findLabelFormat("mturk");
    QVERIFY(mturk != nullptr);
    QVERIFY(mturk->detects(golden("boxes.csv").toStdString()));
    QVERIFY(!mturk->detects(GOLDEN_FOLDER "/formats/csv/labels.csv"));
    QVERIFY(!mturk->detects(project_.toStdString()));
    QVERIFY(import(project_, "mturk", project_).error.contains("is a folder"));
  }

private:
  static void styles(const QString& name) {
    QTest::addColumn<QString>("file");
    QTest::newRow("one field") << name + ".csv";
    QTest::newRow("flattened") << name + "_flattened.csv";
  }

  std::unique_ptr<QTemporaryDir> folder_;
  QString project_;
};

QTEST_APPLESS_MAIN(TestMturk)
#include "tst_mturk.moc"
