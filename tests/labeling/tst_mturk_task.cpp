#include "labeling/formats/base64.h"
#include "labeling/formats/csv_text.h"
#include "labeling/formats/mturk_address.h"
#include "labeling/formats/mturk_task.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/images/palette_png.h"
#include "transfer_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <set>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

const QString trickyName = QStringLiteral("\"nut\" & <'M8'> ${x} \\ 猫");
constexpr const char* site = "https://example.com/set-1";

/// What a browser finds in the template.
struct Question {
  QString element;
  QMap<QString, QString> attributes;
  QString text;
  QString error;
};

Question questionIn(const QString& folder) {
  Question question;
  QXmlStreamReader reader("<html>" + QString::fromUtf8(contentOf(folder + "/template.html")) +
                          "</html>");
  while (!reader.atEnd()) {
    reader.readNext();
    if (reader.isStartElement() && reader.name().startsWith(QLatin1String("crowd-")) &&
        reader.name() != QLatin1String("crowd-form")) {
      question.element = reader.name().toString();
      for (const QXmlStreamAttribute& attribute : reader.attributes()) {
        question.attributes[attribute.name().toString()] = attribute.value().toString();
      }
    }
    question.text += reader.isCharacters() ? reader.text().toString() : QString();
  }
  question.error = reader.errorString();
  return question;
}

QStringList classesIn(const QString& json) {
  QStringList names;
  for (const QJsonValue& name : QJsonDocument::fromJson(json.toUtf8()).array()) {
    names << name.toString();
  }
  return names;
}

CsvTable inputIn(const QString& folder) {
  const auto table = readCsvText(contentOf(folder + "/input.csv").toStdString(), "input.csv");
  if (!table) {
    qFatal("%s", table.error().message.c_str());
  }
  return *table;
}

Mask ring(int width, int height) {
  cv::Mat1b pixels = cv::Mat1b::zeros(height, width);
  pixels(cv::Rect(5, 5, 20, 10)) = 255;
  pixels(cv::Rect(10, 8, 4, 4)) = 0;
  return maskOfPixels(pixels);
}

/// What a worker would submit who draws exactly the labels of the image.
QJsonObject answerOf(const Document& document, ImageId id, const QString& element) {
  QJsonArray boxes;
  QJsonArray instances;
  QString label;
  IndexedPicture picture{
      .width = 100, .height = 80, .pixels = std::vector<std::uint8_t>(8000), .palette = {0xFFFFFF}};
  for (const AnnotationId annotationId : document.annotationsOf(id)) {
    const Annotation& annotation = *document.annotation(annotationId);
    label = QString::fromStdString(document.labelClass(annotation.labelClass)->name);
    const Box box = boundsOf(annotation.shape);
    boxes << QJsonObject{{"label", label},
                         {"left", box.x0},
                         {"top", box.y0},
                         {"width", box.width()},
                         {"height", box.height()}};
    if (const auto* mask = std::get_if<Mask>(&annotation.shape)) {
      const auto number = static_cast<std::uint8_t>(picture.palette.size());
      picture.palette.push_back(0x102030U + number);
      const cv::Mat1b pixels = pixelsOf(*mask);
      for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
        picture.pixels[i] = pixels.data[i] != 0 ? number : picture.pixels[i];
      }
      instances << QJsonObject{
          {"label", label},
          {"color", "#" + QString::number(picture.palette.back(), 16).rightJustified(6, '0')}};
    }
  }
  const QJsonObject size{{"width", 100}, {"height", 80}};
  if (element == "crowd-image-classifier") {
    return {{"label", label}};
  }
  if (element == "crowd-bounding-box") {
    return {{"boundingBoxes", boxes}, {"inputImageProperties", size}};
  }
  const std::string png = base64Of(*indexedPngOf(picture));
  return {{"instances", instances},
          {"labeledImage", QJsonObject{{"pngImageData", QString::fromStdString(png)}}},
          {"inputImageProperties", size}};
}

/// The class and shape of every label, image by image.
std::set<std::string> contentOfProject(const Project& project) {
  const Document& document = project.document();
  std::set<std::string> content;
  for (const auto& [id, annotation] : document.annotations()) {
    const Box bounds = boundsOf(annotation.shape);
    std::string text = document.image(annotation.image)->path + '|' +
                       document.labelClass(annotation.labelClass)->name + '|' +
                       std::to_string(annotation.shape.index());
    for (const double edge : {bounds.x0, bounds.y0, bounds.x1, bounds.y1}) {
      text += '|' + std::to_string(edge);
    }
    if (const auto* mask = std::get_if<Mask>(&annotation.shape)) {
      for (const auto count : mask->counts) {
        text += ',' + std::to_string(count);
      }
    }
    content.insert(text);
  }
  return content;
}

}  // namespace

class TestMturkTask : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    project_ = folder_->filePath("project");
    out_ = folder_->filePath("out");
    for (const QString& image : images_) {
      writePicture(project_ + "/" + image);
    }
  }

  void theTemplateHoldsTheClassesAndTheirDefinitions() {
    const auto project = labelled({Box{1, 2, 30, 40}});
    QVERIFY(writeMturkTask(project->document(), out_.toStdString(), {.urlPrefix = site}));
    const Question question = questionIn(out_);
    QCOMPARE(question.error, QString());
    QCOMPARE(question.element, QString("crowd-bounding-box"));
    QCOMPARE(question.attributes["src"], QString("${image_url}"));
    QCOMPARE(classesIn(question.attributes["labels"]), (QStringList{trickyName, "washer"}));
    QVERIFY(question.text.contains(trickyName));
    QVERIFY(question.text.contains("A ring & <flat>"));
    QVERIFY(question.text.contains("spring washers"));
    // Of the template's dollar signs only the image's is one for Mechanical Turk.
    QCOMPARE(contentOf(out_ + "/template.html").count("${"), 1);
  }

  void theQuestionFollowsTheLabelsOrTheChoice_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("element");
    QTest::newRow("boxes") << ""
                           << "crowd-bounding-box";
    QTest::newRow("classify") << "classify"
                              << "crowd-image-classifier";
    QTest::newRow("segment") << "segment"
                             << "crowd-instance-segmentation";
  }
  void theQuestionFollowsTheLabelsOrTheChoice() {
    QFETCH(QString, task);
    QFETCH(QString, element);
    const auto project = labelled({Box{1, 2, 30, 40}});
    QVERIFY(writeMturkTask(project->document(), out_.toStdString(), {.task = task.toStdString()}));
    QCOMPARE(questionIn(out_).element, element);
  }

  void addressesAreEncodedAndFoundAgain() {
    const auto project = labelled({ImageTag{}});
    const auto report =
        writeMturkTask(project->document(), out_.toStdString(), {.urlPrefix = site});
    QVERIFY(report.has_value());
    QCOMPARE(report->images, images_.size());
    QVERIFY(report->warnings.empty());
    const CsvTable input = inputIn(out_);
    QCOMPARE(input.header, std::vector<std::string>{"image_url"});
    const MturkImageFinder finder(project->document());
    std::set<ImageId> found;
    for (const auto& row : input.rows) {
      QVERIFY(QUrl(QString::fromStdString(row[0]), QUrl::StrictMode).isValid());
      found.insert(finder.find(row[0]).value_or(0));
    }
    QCOMPARE(found.size(), static_cast<std::size_t>(images_.size()));
    QVERIFY(!found.contains(0));
  }

  void onlyChosenImagesAreAskedAbout() {
    const auto project = labelled({ImageTag{}});
    const ImageId chosen = *project->document().findImage("a.pgm");
    MturkTaskOptions options{.urlPrefix = site, .images = std::vector{chosen}};
    QVERIFY(writeMturkTask(project->document(), out_.toStdString(), options));
    QCOMPARE(inputIn(out_).rows.size(), 1U);
    options.images = std::vector<ImageId>();
    const auto none = writeMturkTask(project->document(), out_.toStdString(), options);
    QVERIFY(!none && none.error().message.find("no image to ask about") != std::string::npos);
    QCOMPARE(inputIn(out_).rows.size(), 1U);
  }

  void whatIsMissingIsSaid() {
    {
      const auto empty = open(project_);
      QVERIFY(written(*empty, "mturk", out_).contains("no class that a worker could choose"));
    }
    const auto project = labelled({ImageTag{}});
    QVERIFY(written(*project, "mturk", out_).contains("--url-prefix"));
    Edit edit{.name = "Add", .gesture = 0, .changes = {}};
    for (int i = 0; i < 9; ++i) {
      LabelClass more;
      more.name = "class " + std::to_string(i);
      edit.changes.emplace_back(ClassChange{project->newClassId(), more});
    }
    QVERIFY(project->perform(edit));
    QVERIFY(written(*project, "mturk", out_).contains("no more than 10 categories"));
  }

  void answersToTheQuestionAreTheLabelsAgain_data() {
    QTest::addColumn<QString>("task");
    for (const char* task : {"classify", "detect", "segment"}) {
      QTest::newRow(task) << task;
    }
  }
  void answersToTheQuestionAreTheLabelsAgain() {
    QFETCH(QString, task);
    const std::vector<Shape> shapes =
        task == "classify" ? std::vector<Shape>{ImageTag{}}
        : task == "detect" ? std::vector<Shape>{Box{1, 2, 30, 40}, Box{50, 50, 99, 80}}
                           : std::vector<Shape>{ring(100, 80), bar()};
    const auto project = labelled(shapes);
    QVERIFY(writeMturkTask(project->document(), out_.toStdString(), {.urlPrefix = site}));
    const Question question = questionIn(out_);
    QByteArray results =
        "AssignmentId,WorkerId,AssignmentStatus,Input.image_url,"
        "Answer.taskAnswers\n";
    const MturkImageFinder finder(project->document());
    int number = 0;
    for (const auto& row : inputIn(out_).rows) {
      const QJsonObject form{
          {question.attributes["name"],
           answerOf(project->document(), *finder.find(row[0]), question.element)}};
      const QByteArray json = QJsonDocument(QJsonArray{form}).toJson(QJsonDocument::Compact);
      results +=
          csvLine({"A" + std::to_string(++number), "W1", "Submitted", row[0], json.toStdString()})
              .c_str();
    }
    write(folder_->filePath("results.csv"), results);
    const QString fresh = folder_->filePath("fresh");
    for (const QString& image : images_) {
      writePicture(fresh + "/" + image);
    }
    QCOMPARE(import(fresh, "mturk", folder_->filePath("results.csv")).error, QString());
    QCOMPARE(contentOfProject(*open(fresh)), contentOfProject(*project));
  }

private:
  static Mask bar() {
    cv::Mat1b pixels = cv::Mat1b::zeros(80, 100);
    pixels(cv::Rect(60, 0, 40, 3)) = 255;
    return maskOfPixels(pixels);
  }

  /// A project in which every image has these labels, the last one of the second class.
  std::unique_ptr<Project> labelled(const std::vector<Shape>& shapes) {
    auto project = open(project_);
    LabelClass nut;
    nut.name = trickyName.toStdString();
    nut.definition = "Has a thread";
    LabelClass washer;
    washer.name = "washer";
    washer.definition = "A ring & <flat>\nof metal";
    washer.dontNotes = "spring washers";
    Edit edit{.name = "Label", .gesture = 0, .changes = {ClassChange{1, nut}}};
    edit.changes.emplace_back(ClassChange{2, washer});
    for (const auto& [id, image] : project->document().images()) {
      for (const Shape& shape : shapes) {
        Annotation annotation;
        annotation.image = id;
        annotation.labelClass = &shape == &shapes.back() ? 2 : 1;
        annotation.shape = shape;
        edit.changes.emplace_back(AnnotationChange{project->newAnnotationId(), annotation});
      }
    }
    if (!project->perform(edit)) {
      qFatal("the labels were refused");
    }
    return project;
  }

  const QStringList images_{"a.pgm", "b.pgm", "in a folder/100%?#&+é.pgm"};
  std::unique_ptr<QTemporaryDir> folder_;
  QString project_;
  QString out_;
};

QTEST_APPLESS_MAIN(TestMturkTask)
#include "tst_mturk_task.moc"
