#include "labeling/images/read_file.h"
#include "square_project.h"
#include "training/runs/audit_run.h"
#include "training/runs/evaluation_run.h"
#include "training/runs/model_use.h"
#include "training/runs/training_run.h"
#include "training/runtime.h"

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <map>

using namespace touchstone;
using namespace touchstone::training;

namespace {

/// Small enough for seconds: pictures of 96 pixels, random weights.
TrainingRequest smallRequest(const QString& task, int epochs) {
  TrainingRequest request;
  request.task = task.toStdString();
  request.backbone = request.task == "detect" ? "resnet18-half-fine" : "u-net";
  request.size = 96;
  request.epochs = epochs;
  return request;
}

std::string bytesOf(const std::filesystem::path& file) {
  const auto bytes = labeling::readFile(file);
  return bytes ? *bytes : "cannot be read";
}

}  // namespace

/// A run that learned well, with what belongs to it; made once, as it takes a while.
struct LearnedRun {
  QTemporaryDir folder;
  SquareProject project;
  std::vector<EpochSample> samples;  ///< of the last epoch
  Result<RunResult> result;

  explicit LearnedRun(const QString& task)
      : project(folder.path().toStdString(),
                task == "detect" ? SquareLabels::Boxes : SquareLabels::Masks,
                22,
                18),
        result(Error{}) {
    RunObserver observer;
    observer.epochDone = [&](const EpochReport& report) { samples = report.samples; };
    const int epochs = task == "detect" ? 20 : 8;
    result =
        training::train(input(project.document()), smallRequest(task, epochs), run(), observer, {});
  }

  [[nodiscard]] std::filesystem::path run() const { return folder.filePath("0001").toStdString(); }
  [[nodiscard]] RunInput input(const labeling::Document& document) const {
    return {document, project.folder(), folder.filePath("cache").toStdString()};
  }
};

/// Trainings of detectors and segmenters.
class TestObjectRuns : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<SquareProject> project_;
  std::map<QString, std::unique_ptr<LearnedRun>> learned_;

  const LearnedRun& learned(const QString& task) {
    auto& run = learned_[task];
    if (!run) {
      run = std::make_unique<LearnedRun>(task);
    }
    return *run;
  }

  std::filesystem::path path(const char* name) const {
    return folder_->filePath(QString::fromUtf8(name)).toStdString();
  }

  RunInput input() const { return {project_->document(), project_->folder(), path("cache")}; }

  void makeProject(const QString& task, int images, int train) {
    project_ = std::make_unique<SquareProject>(
        folder_->path().toStdString(), task == "detect" ? SquareLabels::Boxes : SquareLabels::Masks,
        images, train);
  }

  Result<RunResult> train(const TrainingRequest& request,
                          const char* run,
                          const RunObserver& observer = {},
                          std::stop_token stop = {}) const {
    WorkContext work;
    work.stop = std::move(stop);
    return training::train(input(), request, path(run), observer, work);
  }

  static void addTasks() {
    QTest::addColumn<QString>("task");
    QTest::newRow("boxes") << "detect";
    QTest::newRow("masks") << "segment";
  }

private Q_SLOTS:
  void initTestCase() { configureThreads(2); }

  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", folder_->path().toUtf8());
    qputenv("TORCH_HOME", folder_->path().toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
  }

  void findsWhatItLearned_data() { addTasks(); }
  void findsWhatItLearned() {
    QFETCH(QString, task);
    const LearnedRun& run = learned(task);
    QVERIFY2(run.result.has_value(), run.result ? "" : run.result.error().message.c_str());
    const double value = run.result->metrics.at(task == "detect" ? "AP50" : "dice");
    QVERIFY2(value >= 0.8, qPrintable(QString::number(value)));
    QCOMPARE(run.result->split, std::string("val"));
    QCOMPARE(run.result->perClass.back().name, std::string("square"));
    QCOMPARE(run.samples.size(), std::size_t{4});
    QVERIFY(!run.samples[0].objects.empty());
    QCOMPARE(run.samples[0].objects[0].labelClass, std::string("square"));
    const labeling::Document& document = run.project.document();
    const auto predictions =
        predictProject(run.input(document), run.run(), {22}, [](const auto&) {}, {});
    QVERIFY2(predictions.has_value(), predictions ? "" : predictions.error().message.c_str());
    const auto best =
        std::max_element(predictions->begin(), predictions->end(),
                         [](const auto& a, const auto& b) { return a.score < b.score; });
    QVERIFY(best != predictions->end());
    const auto found = labeling::boundsOf(best->shape);
    double overlap = 0;
    for (const labeling::AnnotationId id : document.annotationsOf(22)) {
      const auto truth = labeling::boundsOf(document.annotation(id)->shape);
      overlap = std::max(overlap, labeling::intersectionOverUnion(found, truth));
    }
    QVERIFY2(overlap >= 0.5, qPrintable(QString::number(overlap)));
  }

  void anEvaluationEqualsTheFiguresOfTheRun_data() { addTasks(); }
  void anEvaluationEqualsTheFiguresOfTheRun() {
    QFETCH(QString, task);
    const LearnedRun& run = learned(task);
    const auto written = analysis::evaluationReportFromJson(bytesOf(run.run() / "evaluation.json"));
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    QVERIFY(written->figures == run.result->metrics);
    const auto evaluated = [&](labeling::Split split) {
      return evaluateRun(run.input(run.project.document()), run.run(), split, [](const auto&) {},
                         {});
    };
    const auto val = evaluated(labeling::Split::Val);
    QVERIFY2(val.has_value(), val ? "" : val.error().message.c_str());
    QVERIFY(val->figures == run.result->metrics);
    QVERIFY(val->metrics.confusion == written->metrics.confusion);
    const auto test = evaluated(labeling::Split::Test);
    QVERIFY(!test.has_value());
    QVERIFY(test.error().message.starts_with("No labelled image is in the test split"));
  }

  void theAuditFindsWhatHasNoLabel_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<int>("folds");  // 0: the run's own model
    QTest::newRow("boxes") << "detect" << 0;
    QTest::newRow("masks, by models that did not see it") << "segment" << 3;
  }
  void theAuditFindsWhatHasNoLabel() {
    QFETCH(QString, task);
    QFETCH(int, folds);
    const LearnedRun& run = learned(task);
    labeling::Document document = run.project.document();
    const labeling::AnnotationId removed = *document.annotationsOf(22).begin();
    const auto truth = labeling::boundsOf(document.annotation(removed)->shape);
    static_cast<void>(labeling::apply(
        document, labeling::Edit{{}, 0, {labeling::AnnotationChange{removed, std::nullopt}}}));
    AuditRequest request;
    request.runFolder = run.run();
    if (folds > 0) {
      request.folds = folds;
    }
    const auto report = auditProject(run.input(document), request, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    const bool found = std::any_of(
        report->findings.begin(), report->findings.end(), [&](const labeling::Finding& finding) {
          return finding.kind == labeling::FindingKind::Overlooked && finding.image == 22 &&
                 finding.suggestedShape &&
                 labeling::intersectionOverUnion(labeling::boundsOf(*finding.suggestedShape),
                                                 truth) >= 0.5;
        });
    QVERIFY(found);
    QVERIFY(report->coverage.has_value());
    QCOMPARE(report->coverage->errors.has_value(), task == "detect");
    QVERIFY(!report->coverage->errors || report->coverage->errors->share < 0.5);
    QVERIFY(!std::filesystem::exists(run.input(document).cacheFolder / "cross-fit" / "0"));
  }

  void equalSeedsGiveEqualBytesAlsoWhenResumed_data() { addTasks(); }
  void equalSeedsGiveEqualBytesAlsoWhenResumed() {
    QFETCH(QString, task);
    makeProject(task, 8, 6);
    const auto request = smallRequest(task, 3);
    QVERIFY(train(request, "whole").has_value());
    std::stop_source stop;
    RunObserver observer;
    observer.epochDone = [&](const EpochReport&) { stop.request_stop(); };
    const auto stopped = train(request, "stopped", observer, stop.get_token());
    QVERIFY2(stopped.has_value(), stopped ? "" : stopped.error().message.c_str());
    QVERIFY(stopped->cancelled);
    auto rest = request;
    rest.resume = "stopped";
    const auto resumed = train(rest, "resumed");
    QVERIFY2(resumed.has_value(), resumed ? "" : resumed.error().message.c_str());
    const auto whole = bytesOf(path("whole") / "checkpoint.safetensors");
    QVERIFY(whole == bytesOf(path("resumed") / "checkpoint.safetensors"));
    auto other = request;
    other.seed = 2;
    QVERIFY(train(other, "other").has_value());
    QVERIFY(whole != bytesOf(path("other") / "checkpoint.safetensors"));
  }

  void thePlanIsSaidBefore_data() { addTasks(); }
  void thePlanIsSaidBefore() {
    QFETCH(QString, task);
    makeProject(task, 8, 6);
    const auto said = plan(input(), smallRequest(task, 3));
    QVERIFY2(said.has_value(), said ? "" : said.error().message.c_str());
    QCOMPARE(said->images, 6);
    QCOMPARE(said->samples, 9);
    QCOMPARE(said->classes, 1);
    QCOMPARE(said->epochs, 3);
    QVERIFY(said->seconds > 0);
    const auto start = task == "detect" ? "Train Faster R-CNN on ResNet-18 of half width, fine stem"
                                        : "Train U-Net from random weights, 9 areas of 6 images";
    QVERIFY2(said->sentence.starts_with(start), said->sentence.c_str());
  }

  void withoutLabelsASentenceSaysWhatToDo_data() { addTasks(); }
  void withoutLabelsASentenceSaysWhatToDo() {
    QFETCH(QString, task);
    makeProject(task, 8, 6);
    const auto messageOf = [&] {
      const auto result = train(smallRequest(task, 1), "0001");
      return result ? std::string() : result.error().message;
    };
    project_->removeLabels(labeling::Split::Val);
    QVERIFY2(messageOf().starts_with("No image of the val split has a "), messageOf().c_str());
    project_->removeLabels(labeling::Split::Train);
    QVERIFY2(messageOf().starts_with("No labelled image has a "), messageOf().c_str());
  }

  void imagesWithoutObjectsAreLearnedToo_data() { addTasks(); }
  void imagesWithoutObjectsAreLearnedToo() {
    QFETCH(QString, task);
    makeProject(task, 6, 3);
    for (const labeling::ImageId image : {1, 2}) {
      const auto labels = project_->document().annotationsOf(image);
      for (const labeling::AnnotationId id : std::vector(labels.begin(), labels.end())) {
        project_->remove(id);
      }
    }
    const auto result = train(smallRequest(task, 1), "0001");
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
  }

  void picturesOfAnyKindAreLearned_data() { addTasks(); }
  void picturesOfAnyKindAreLearned() {
    QFETCH(QString, task);
    makeProject(task, 6, 4);
    const auto write = [&](const char* name, const cv::Mat& picture) {
      cv::imwrite((project_->folder() / name).string(), picture);
    };
    write("picture1.png", cv::Mat(96, 96, CV_16UC1, cv::Scalar(30'000)));
    write("picture2.png", cv::Mat(96, 96, CV_8UC1, cv::Scalar(90)));
    write("picture3.png", cv::Mat(40, 2000, CV_8UC3, cv::Scalar(90, 20, 30)));
    project_->changeImage(3, [](labeling::Image& image) {
      image.width = 2000;
      image.height = 40;
    });
    const auto result = train(smallRequest(task, 1), "0001");
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
  }

  void anUnreadableImageIsSkippedWithAWarning_data() { addTasks(); }
  void anUnreadableImageIsSkippedWithAWarning() {
    QFETCH(QString, task);
    makeProject(task, 6, 4);
    std::ofstream(project_->folder() / "picture1.png") << "no picture";
    std::vector<std::string> warnings;
    RunObserver observer;
    observer.warned = [&](const std::string& warning) { warnings.push_back(warning); };
    QVERIFY(train(smallRequest(task, 1), "0001", observer).has_value());
    QCOMPARE(warnings.size(), std::size_t{1});
    QVERIFY(warnings.front().find("picture1.png") != std::string::npos);
  }

  void aLossThatIsNoNumberIsOneSentence_data() { addTasks(); }
  void aLossThatIsNoNumberIsOneSentence() {
    QFETCH(QString, task);
    makeProject(task, 10, 8);
    auto request = smallRequest(task, 3);
    request.learningRate = 1e30;
    const auto result = train(request, "0001");
    QVERIFY(!result);
    QVERIFY2(result.error().message.find("smaller learning rate") != std::string::npos,
             result.error().message.c_str());
  }

  void cancellingBeforeTheFirstEpochIsAnError_data() { addTasks(); }
  void cancellingBeforeTheFirstEpochIsAnError() {
    QFETCH(QString, task);
    makeProject(task, 6, 4);
    std::stop_source stop;
    stop.request_stop();
    const auto result = train(smallRequest(task, 2), "0001", {}, stop.get_token());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
  }
};

QTEST_APPLESS_MAIN(TestObjectRuns)
#include "tst_object_runs.moc"
