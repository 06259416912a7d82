#include "labeling/augmentation/augmented_project.h"
#include "labeling/augmentation/marked_classes.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/images/image_reader.h"
#include "project_fixture.h"
#include "transfer_fixture.h"

#include <QDirIterator>
#include <QtTest>
#include <opencv2/core.hpp>

using namespace touchstone::labeling;

namespace {

/// A project of coloured pictures: two boxes and a mask on a.ppm, a box on sub/b.ppm, nothing on
/// empty.ppm, and c.ppm in the test split.
class ExampleProject {
public:
  ExampleProject() : folder_(std::vector<std::string>{}) {
    for (const char* name : {"a.ppm", "sub/b.ppm", "c.ppm", "empty.ppm", "unlabelled.ppm"}) {
      std::string bytes = "P6 80 60 255\n";
      for (int i = 0; i < 80 * 60 * 3; ++i) {
        bytes += static_cast<char>((i * 7 + i / 240 * name[0]) % 251);
      }
      folder_.write(name, bytes);
    }
    project_ = *folder_.open();
    nut_ = addClass(*project_, "nut");
    bolt_ = addClass(*project_, "bolt");
    addBox(*project_, image("a.ppm"), nut_, {5, 5, 30, 30});
    box_ = addBox(*project_, image("a.ppm"), nut_, {40, 20, 60, 50});
    Annotation mask = boxOn(image("a.ppm"), nut_, {});
    mask.shape = maskOfPixels(cv::Mat1b(30, 20, std::uint8_t{255}), {40, 20}, 80, 60);
    perform({AnnotationChange{project_->newAnnotationId(), mask}});
    addBox(*project_, image("sub/b.ppm"), bolt_, {10, 10, 50, 40});
    addBox(*project_, image("c.ppm"), bolt_, {10, 10, 50, 40});
    for (const auto& [name, split] : {std::pair{"a.ppm", Split::Train},
                                      {"c.ppm", Split::Test},
                                      {"empty.ppm", Split::Train},
                                      {"sub/b.ppm", Split::Unassigned}}) {
      Image changed = *project_->document().image(image(name));
      changed.split = split;
      changed.state = ImageState::Verified;
      perform({ImageChange{image(name), changed}});
    }
  }

  [[nodiscard]] Project& project() { return *project_; }
  [[nodiscard]] ImageId image(const char* path) const {
    return *project_->document().findImage(path);
  }
  [[nodiscard]] AnnotationId box() const { return box_; }
  [[nodiscard]] const ProjectFolder& folder() const { return folder_; }
  void perform(std::vector<AnyChange> changes) {
    QVERIFY(project_->perform(editOf("Prepare", std::move(changes))));
  }

private:
  ProjectFolder folder_;
  std::unique_ptr<Project> project_;
  ClassId nut_ = 0;
  ClassId bolt_ = 0;
  AnnotationId box_ = 0;
};

/// The paths of the files in a folder and what is in them; the store, which knows times, left out.
std::map<QString, QByteArray> filesIn(const QString& folder) {
  std::map<QString, QByteArray> files;
  QDirIterator entries(folder, QDir::Files, QDirIterator::Subdirectories);
  while (entries.hasNext()) {
    const QString file = entries.next();
    files[QDir(folder).relativeFilePath(file)] = contentOf(file).replace(folder.toUtf8(), "FOLDER");
  }
  return files;
}

}  // namespace

/// Augmented copies of projects.
class TestAugmentedProject : public QObject {
  Q_OBJECT

private:
  QTemporaryDir folder_;
  int copies_ = 0;

  [[nodiscard]] QString newPlace() {
    return folder_.filePath(QStringLiteral("copy%1").arg(++copies_));
  }

  static AugmentedProjectOptions medium() {
    AugmentedProjectOptions options;
    options.recipe = *augmentationPreset("medium");
    return options;
  }

  static touchstone::Result<TransferReport> written(ExampleProject& example,
                                                    const QString& place,
                                                    const AugmentedProjectOptions& options) {
    return writeAugmentedProject(example.project(), place.toStdString(), options, {});
  }

private Q_SLOTS:
  void labelledImagesAreCopiedWithTheirLabels() {
    ExampleProject example;
    const QString place = newPlace();
    AugmentedProjectOptions options = medium();
    options.copies = 2;
    const auto report = written(example, place, options);
    QVERIFY2(report, report ? "" : report.error().message.c_str());
    QCOMPARE(report->images, 6);
    QVERIFY(warns(*report, "cannot hold"));  // the mask

    const auto copy = open(place, true);
    QVERIFY(copy->notices().empty());
    const Document& document = copy->document();
    QCOMPARE(document.images().size(), 6U);
    QCOMPARE(static_cast<int>(document.annotations().size()), report->annotations);
    for (const char* path : {"a_aug1.png", "a_aug2.png", "sub/b_aug1.png", "empty_aug2.png"}) {
      const Image& image = imageAt(*copy, path);
      QCOMPARE(image.state, ImageState::Labelled);
      const auto picture = readImage(copy->folder() / path);
      QVERIFY(picture);
      for (const AnnotationId id : document.annotationsOf(*document.findImage(path))) {
        const Box bounds = boundsOf(document.annotation(id)->shape);
        QVERIFY(bounds.x0 >= 0 && bounds.y0 >= 0 && bounds.x1 <= picture->cols &&
                bounds.y1 <= picture->rows);
      }
    }
    QCOMPARE(imageAt(*copy, "a_aug1.png").split, Split::Train);
    QCOMPARE(imageAt(*copy, "sub/b_aug1.png").split, Split::Unassigned);
    QVERIFY(document.findClass("nut") && document.findClass("bolt"));
    QVERIFY(QFile::exists(place + "/a_aug1.xml"));
    QVERIFY(QFile::exists(place + "/empty_aug1.xml"));
  }

  void otherToolsReadTheSameLabels() {
    ExampleProject example;
    const QString place = newPlace();
    QVERIFY(written(example, place, medium()));
    std::vector<Box> ours;
    auto copy = open(place);
    for (const auto& [id, annotation] : copy->document().annotations()) {
      if (const auto* box = std::get_if<Box>(&annotation.shape)) {
        ours.push_back(*box);
      }
    }
    copy.reset();
    QVERIFY(QDir(place + "/.touchstone").removeRecursively());
    const auto again = open(place, true);  // from the label files alone
    QCOMPARE(again->document().annotations().size(), ours.size());
    for (const auto& [id, annotation] : again->document().annotations()) {
      const Box read = std::get<Box>(annotation.shape);
      QVERIFY(std::any_of(ours.begin(), ours.end(), [&](const Box& box) {
        return std::abs(box.x0 - read.x0) <= 1 && std::abs(box.y0 - read.y0) <= 1 &&
               std::abs(box.x1 - read.x1) <= 1 && std::abs(box.y1 - read.y1) <= 1;
      }));
    }
  }

  void theSameSeedWritesTheSameFiles() {
    ExampleProject example;
    const QString first = newPlace();
    const QString second = newPlace();
    const QString third = newPlace();
    AugmentedProjectOptions options = medium();
    QVERIFY(written(example, first, options));
    QVERIFY(written(example, second, options));
    options.seed = 2;
    QVERIFY(written(example, third, options));
    QDir(first + "/.touchstone").removeRecursively();
    QDir(second + "/.touchstone").removeRecursively();
    const auto firstFiles = filesIn(first);
    auto secondFiles = filesIn(second);
    QCOMPARE(firstFiles.size(), 6U);
    for (auto& [name, content] : secondFiles) {  // VOC names the folder
      content.replace("<folder>copy" + QByteArray::number(copies_ - 1),
                      "<folder>copy" + QByteArray::number(copies_ - 2));
    }
    QVERIFY(firstFiles == secondFiles);
    QVERIFY(firstFiles.at("a_aug1.png") != filesIn(third).at("a_aug1.png"));
  }

  void theTestSplitIsLeftOutUnlessItIsNamed() {
    ExampleProject example;
    QString place = newPlace();
    AugmentedProjectOptions options = medium();
    options.split = Split::Test;
    const auto report = written(example, place, options);
    QVERIFY(report);
    QCOMPARE(report->images, 1);
    QVERIFY(QFile::exists(place + "/c_aug1.png"));
    options.split = Split::Val;
    const auto none = written(example, newPlace(), options);
    QVERIFY(!none);
    QVERIFY(QString::fromStdString(none.error().message).contains("in the val split"));
  }

  void originalsOfEverySplitAreCopiedOnDemand() {
    ExampleProject example;
    const QString place = newPlace();
    AugmentedProjectOptions options = medium();
    options.withOriginals = true;
    const auto report = written(example, place, options);
    QVERIFY(report);
    QCOMPARE(report->images, 3 + 5);
    QCOMPARE(contentOf(place + "/sub/b.ppm").toStdString(), example.folder().read("sub/b.ppm"));
    const auto copy = open(place);
    QCOMPARE(imageAt(*copy, "c.ppm").split, Split::Test);
    QCOMPARE(imageAt(*copy, "c.ppm").state, ImageState::Verified);
    QCOMPARE(imageAt(*copy, "unlabelled.ppm").state, ImageState::Unlabelled);
    QCOMPARE(std::get<Box>(firstOn(*copy, "c.ppm").shape), (Box{10, 10, 50, 40}));
  }

  void cocoHoldsMasks() {
    ExampleProject example;
    const QString place = newPlace();
    AugmentedProjectOptions options = medium();
    options.format = "coco";
    const auto report = written(example, place, options);
    QVERIFY(report);
    QVERIFY(!warns(*report, "cannot hold"));
    QVERIFY(!QDir(place + "/annotations").entryList({"*.json"}).isEmpty());
    options.format = "idx";
    QVERIFY(!written(example, newPlace(), options));
  }

  void unreadableImagesAreLeftOutWithAWarning() {
    ExampleProject example;
    example.folder().write("sub/b.ppm", "P6 80 60 255\nshort");
    const auto report = written(example, newPlace(), medium());
    QVERIFY(report);
    QCOMPARE(report->images, 2);
    QVERIFY(warns(*report, "sub/b.ppm"));
  }

  void nothingIsLeftOfWhatWasStopped() {
    ExampleProject example;
    const QString place = newPlace();
    std::stop_source stop;
    const touchstone::WorkContext work{
        .progress = [&](const touchstone::Progress&) { stop.request_stop(); },
        .stop = stop.get_token()};
    const auto report =
        writeAugmentedProject(example.project(), place.toStdString(), medium(), work);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, touchstone::ErrorKind::Cancelled);
    QVERIFY(!QDir(place).exists());
  }

  void foldersThatAreNotEmptyOrInTheProjectAreRefused() {
    ExampleProject example;
    const QString place = newPlace();
    touchstone::labeling::write(place + "/notes.txt", "mine");
    QVERIFY(!written(example, place, medium()));
    QCOMPARE(contentOf(place + "/notes.txt"), "mine");
    const QString inside = QString::fromStdString((example.folder().path() / "aug").string());
    QVERIFY(!written(example, inside, medium()));
    QVERIFY(!QDir(inside).exists());
  }

  void classesMarkedInReviewAreStrengthened() {
    ExampleProject example;
    Finding finding;
    finding.image = example.image("a.ppm");
    finding.annotation = example.box();
    finding.given = "nut";
    QVERIFY(example.project().replaceFindings({finding}));
    QVERIFY(markedClasses(example.project()).empty());
    AugmentedProjectOptions options = medium();
    options.onlyMarked = true;
    QVERIFY(!written(example, newPlace(), options));

    const Decision decision{
        .kind = DecisionKind::Augment, .findingKey = keyOf(finding), .chosen = {}};
    example.perform({DecisionChange{example.project().newDecisionId(), decision}});
    const auto marked = markedClasses(example.project());
    QCOMPARE(marked, (std::map<std::string, int>{{"nut", 1}}));
    QCOMPARE(strengthenedFor(marked, {}).classStrengths.at("nut"), 1.25);
    QCOMPARE(strengthenedFor({{"nut", 9}}, {}).classStrengths.at("nut"), 2.0);
    AugmentationRecipe own;
    own.classStrengths["nut"] = 0.5;
    QCOMPARE(strengthenedFor(marked, own).classStrengths.at("nut"), 0.5);
    const auto report = written(example, newPlace(), options);
    QVERIFY(report);
    QCOMPARE(report->images, 1);
  }
};

QTEST_APPLESS_MAIN(TestAugmentedProject)
#include "tst_augmented_project.moc"
