#include "analysis/report/evaluation_report.h"
#include "colour_project.h"
#include "labeling/images/read_file.h"
#include "training/runs/classification_run.h"
#include "training/runs/model_export.h"
#include "training/runtime.h"
#include "training/weights/safetensors.h"

#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace touchstone;
using namespace touchstone::training;

namespace {

/// Small enough for seconds: pictures of 32 pixels, random weights.
TrainingRequest smallRequest(int epochs) {
  TrainingRequest request;
  request.backbone = "resnet18-half";
  request.size = 32;
  request.epochs = epochs;
  return request;
}

std::string bytesOf(const std::filesystem::path& file) {
  const auto bytes = labeling::readFile(file);
  return bytes ? *bytes : "cannot be read";
}

long linesOf(const std::filesystem::path& file) {
  const std::string text = bytesOf(file);
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

class TestClassificationRun : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<ColourProject> project_;

  std::filesystem::path path(const char* name) const {
    return folder_->filePath(QString::fromUtf8(name)).toStdString();
  }

  RunInput input() const { return {project_->document(), project_->folder(), path("cache")}; }

  Result<RunResult> train(const TrainingRequest& request,
                          const char* run,
                          const RunObserver& observer = {},
                          std::stop_token stop = {}) const {
    WorkContext work;
    work.stop = std::move(stop);
    return trainClassifier(input(), request, path(run), observer, work);
  }

  /// Trains, and stops as soon as `epochs` epochs are complete.
  Result<RunResult> trainAndStop(const TrainingRequest& request,
                                 const char* run,
                                 int epochs) const {
    std::stop_source stop;
    RunObserver observer;
    observer.epochDone = [&](const EpochReport& report) {
      if (report.epoch == epochs) {
        stop.request_stop();
      }
    };
    return train(request, run, observer, stop.get_token());
  }

private Q_SLOTS:
  void initTestCase() { configureThreads(2); }

  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", folder_->path().toUtf8());
    qputenv("TORCH_HOME", folder_->path().toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
    project_ = std::make_unique<ColourProject>(folder_->path().toStdString());
  }

  void learnsAndWritesTheFilesOfARun() {
    const auto result = train(smallRequest(8), "0001");
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    QVERIFY2(result->metrics.at("accuracy") >= 0.85,
             qPrintable(QString::number(result->metrics.at("accuracy"))));
    QCOMPARE(result->split, std::string("val"));
    QVERIFY(!result->cancelled);
    QCOMPARE(linesOf(path("0001") / "metrics.jsonl"), 8L);
    for (const char* name :
         {"request.json", "model.json", "weights.safetensors", "checkpoint.safetensors"}) {
      QVERIFY2(std::filesystem::exists(path("0001") / name), name);
    }
    const auto report =
        analysis::evaluationReportFromJson(bytesOf(path("0001") / "evaluation.json"));
    QVERIFY(report.has_value());
    QCOMPARE(report->samples.size(), std::size_t{9});
    QCOMPARE(report->metrics.accuracy, result->metrics.at("accuracy"));
  }

  void aModelIsExportedForOtherPrograms() {
    QVERIFY(train(smallRequest(1), "0001").has_value());
    const auto files = exportModel(path("0001"), path("out") / "deeper");
    QVERIFY2(files.has_value(), files ? "" : files.error().message.c_str());
    QCOMPARE(files->size(), std::size_t{3});
    const auto weights = readSafetensors(path("out") / "deeper/model.safetensors");
    const auto own = readSafetensors(path("0001") / "weights.safetensors");
    QVERIFY(weights.has_value() && own.has_value());
    QVERIFY(weights->tensors == own->tensors);
    QCOMPARE(bytesOf(path("out") / "deeper/model.json"), bytesOf(path("0001") / "model.json"));
    QVERIFY(bytesOf(path("out") / "deeper/load_model.py").starts_with("#!/usr/bin/python3"));
    const auto nothing = exportModel(path("0002"), path("out"));
    QVERIFY(!nothing.has_value());
    QVERIFY(nothing.error().message.starts_with("The run 0002 has no trained model"));
  }

  void equalSeedsGiveEqualBytes() {
    QVERIFY(train(smallRequest(2), "0001").has_value());
    QVERIFY(train(smallRequest(2), "0002").has_value());
    auto other = smallRequest(2);
    other.seed = 2;
    QVERIFY(train(other, "0003").has_value());
    const auto first = bytesOf(path("0001") / "weights.safetensors");
    QVERIFY(first == bytesOf(path("0002") / "weights.safetensors"));
    QVERIFY(first != bytesOf(path("0003") / "weights.safetensors"));
  }

  void aResumedTrainingEqualsAnUninterruptedOne_data() {
    QTest::addColumn<QString>("preset");  // from pre-trained weights; none: random ones
    QTest::addColumn<int>("epochs");      // before it is stopped
    QTest::newRow("random weights") << QString() << 2;
    QTest::newRow("frozen backbone") << "fast" << 2;
    QTest::newRow("fine-tuning, some stages locked") << "thorough" << 1;
    QTest::newRow("fine-tuning") << "thorough" << 2;
  }

  void aResumedTrainingEqualsAnUninterruptedOne() {
    QFETCH(QString, preset);
    QFETCH(int, epochs);
    auto request = smallRequest(4);
    if (!preset.isEmpty()) {
      QVERIFY(train(smallRequest(1), "backbone").has_value());
      request.backbone = (path("backbone") / "weights.safetensors").string();
      request.preset = preset.toStdString();
    }
    QVERIFY(train(request, "whole").has_value());
    const auto stopped = trainAndStop(request, "stopped", epochs);
    QVERIFY2(stopped.has_value(), stopped ? "" : stopped.error().message.c_str());
    QVERIFY(stopped->cancelled);
    auto rest = request;
    rest.resume = "stopped";
    const auto resumed = train(rest, "resumed");
    QVERIFY2(resumed.has_value(), resumed ? "" : resumed.error().message.c_str());
    QVERIFY(bytesOf(path("whole") / "weights.safetensors") ==
            bytesOf(path("resumed") / "weights.safetensors"));
    QCOMPARE(linesOf(path("resumed") / "metrics.jsonl"), 4L);
  }

  void featuresAreComputedOnce() {
    QVERIFY(train(smallRequest(1), "backbone").has_value());
    auto request = smallRequest(3);
    request.backbone = (path("backbone") / "weights.safetensors").string();
    request.preset = "fast";
    int computed = 0;
    WorkContext work;
    work.progress = [&](const Progress& progress) {
      computed += progress.stage == "features" ? 1 : 0;
    };
    QVERIFY(trainClassifier(input(), request, path("0001"), {}, work).has_value());
    QCOMPARE(computed, 33);
    computed = 0;
    QVERIFY(trainClassifier(input(), request, path("0002"), {}, work).has_value());
    QCOMPARE(computed, 0);
    for (const auto& entry : std::filesystem::directory_iterator(path("cache") / "features")) {
      std::filesystem::resize_file(entry.path(), std::filesystem::file_size(entry.path()) / 2);
    }
    QVERIFY(trainClassifier(input(), request, path("0003"), {}, work).has_value());
    QCOMPARE(computed, 33);
    QVERIFY(bytesOf(path("0001") / "weights.safetensors") ==
            bytesOf(path("0003") / "weights.safetensors"));
  }

  void anUnreadableImageIsSkippedWithAWarning() {
    std::ofstream(project_->folder() / "picture1.png") << "no picture";
    std::vector<std::string> warnings;
    RunObserver observer;
    observer.warned = [&](const std::string& warning) { warnings.push_back(warning); };
    QVERIFY(train(smallRequest(1), "0001", observer).has_value());
    QCOMPARE(warnings.size(), std::size_t{1});
    QVERIFY(warnings.front().find("picture1.png") != std::string::npos);
  }

  void cancellingBeforeTheFirstEpochIsAnError() {
    std::stop_source stop;
    stop.request_stop();
    const auto result = train(smallRequest(2), "0001", {}, stop.get_token());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
  }

  void aLossThatIsNoNumberIsOneSentence() {
    auto request = smallRequest(3);
    request.learningRate = 1e30;
    const auto result = train(request, "0001");
    QVERIFY(!result);
    QVERIFY2(result.error().message.find("smaller learning rate") != std::string::npos,
             result.error().message.c_str());
  }

  void oneClassOnlyIsOneSentence() {
    project_->mergeClasses();
    const auto plan = planClassifier(input(), smallRequest(1));
    QVERIFY(!plan);
    QCOMPARE(plan.error().message,
             std::string("All labels are of the class red; a classifier needs at least two "
                         "classes."));
  }

  void noValidationSplitIsOneSentence() {
    for (labeling::ImageId id = 1; id <= 33; ++id) {
      project_->changeImage(id, [](auto& image) { image.split = labeling::Split::Train; });
    }
    const auto plan = planClassifier(input(), smallRequest(1));
    QVERIFY(!plan);
    QVERIFY(plan.error().message.find("val split") != std::string::npos);
  }

  void nothingLabelledIsOneSentence() {
    for (labeling::ImageId id = 1; id <= 33; ++id) {
      project_->changeImage(id, [](auto& image) { image.state = labeling::ImageState::Excluded; });
    }
    const auto plan = planClassifier(input(), smallRequest(1));
    QVERIFY(!plan);
    QVERIFY(plan.error().message.starts_with("Nothing is labelled yet"));
  }

  void aClassWithoutValidationSampleIsWarnedOf() {
    for (labeling::ImageId id = 9; id <= 11; ++id) {
      project_->changeImage(id, [](auto& image) { image.split = labeling::Split::Train; });
    }
    std::vector<std::string> warnings;
    RunObserver observer;
    observer.warned = [&](const std::string& warning) { warnings.push_back(warning); };
    QVERIFY(train(smallRequest(1), "0001", observer).has_value());
    QCOMPARE(warnings, std::vector<std::string>{"The class red has no sample in the val split, so "
                                                "nothing is measured on it."});
  }

  void unknownChoicesAreOneSentence() {
    auto request = smallRequest(1);
    request.backbone = "resnet9000";
    const auto plan = planClassifier(input(), request);
    QVERIFY(!plan);
    QVERIFY(plan.error().message.find("resnet9000") != std::string::npos);
    QVERIFY(plan.error().message.find("mobilenet_v2") != std::string::npos);
  }

  void aFolderThatCannotBeWrittenIsNamed() {
    std::ofstream(path("taken")) << "a file where the run folder would be";
    const auto result = train(smallRequest(1), "taken");
    QVERIFY(!result);
    QVERIFY(result.error().message.find("taken") != std::string::npos);
  }

  void rareClassesCountMore() {
    // Half of the blue pictures and most of the green ones become red.
    labeling::AnnotationId last = 0;
    for (const auto& [id, annotation] : project_->document().annotations()) {
      last = id;
    }
    for (labeling::AnnotationId id = 12; id <= last; ++id) {
      if (id % 11 > 2) {
        project_->relabel(id, 1);
      }
    }
    const auto plan = planClassifier(input(), smallRequest(5));
    QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
    QVERIFY2(plan->sentence.find("3 classes, rare ones counting more, about") != std::string::npos,
             plan->sentence.c_str());
    QVERIFY(train(smallRequest(1), "0001").has_value());
  }

  /// A run that was mixed and augmented is the same from its request alone.
  void anAugmentedRunIsReproduced() {
    auto request = smallRequest(2);
    request.mixing = "mixup";
    auto marked = input();
    marked.marked = {{"red", 1}};
    const auto trainMarked = [&](const char* run) {
      return trainClassifier(marked, request, path(run), {}, {});
    };
    QVERIFY(trainMarked("0001").has_value());
    QVERIFY(trainMarked("0002").has_value());
    QVERIFY(bytesOf(path("0001") / "weights.safetensors") ==
            bytesOf(path("0002") / "weights.safetensors"));
    const auto kept = trainingRequestFromJson(bytesOf(path("0001") / "request.json"));
    QCOMPARE(kept->recipe->classStrengths.at("red"), 1.25);
    QCOMPARE(kept->recipe->classStrengths.at("blue"), 0.0);
    request.mixing = "none";
    QVERIFY(train(request, "0003").has_value());
    QVERIFY(bytesOf(path("0001") / "weights.safetensors") !=
            bytesOf(path("0003") / "weights.safetensors"));
  }

  void theLearningRateIsFound() {
    auto request = smallRequest(1);
    request.findLearningRate = true;
    std::vector<std::string> said;
    RunObserver observer;
    observer.warned = [&](const std::string& sentence) { said.push_back(sentence); };
    QVERIFY(train(request, "0001", observer).has_value());
    QCOMPARE(said.size(), std::size_t{1});
    QVERIFY2(said[0].starts_with("The loss falls fastest at a learning rate of"), said[0].c_str());
    // It is resumed with the same rate.
    const auto kept = trainingRequestFromJson(bytesOf(path("0001") / "request.json"));
    QVERIFY(kept.has_value());
    QVERIFY(kept->learningRate > 0);
    QVERIFY(!kept->findLearningRate);
  }

  void thePlanSaysWhatWouldBeDone() {
    const auto plan = planClassifier(input(), smallRequest(5));
    QVERIFY(plan.has_value());
    QVERIFY2(
        plan->sentence.starts_with(
            "Train ResNet-18 of half width from random weights on 24 images, 3 classes, about"),
        plan->sentence.c_str());
    QCOMPARE(plan->epochs, 5);
    QCOMPARE(plan->samples, 24);
  }
};

QTEST_GUILESS_MAIN(TestClassificationRun)
#include "tst_classification_run.moc"
