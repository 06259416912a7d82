#include "colour_project.h"
#include "training/runs/audit_run.h"
#include "training/runs/classification_run.h"
#include "training/runs/evaluation_run.h"
#include "training/runs/model_use.h"
#include "training/runtime.h"

#include <QtTest>

#include <algorithm>

using namespace touchstone;
using namespace touchstone::training;

class TestAuditRun : public QObject {
  Q_OBJECT
private:
  QTemporaryDir folder_;
  std::unique_ptr<ColourProject> project_;
  std::filesystem::path run_;

  RunInput input() const {
    return {project_->document(), project_->folder(), folder_.filePath("cache").toStdString()};
  }

private Q_SLOTS:
  /// Trains a network that tells the colours apart and offers it as pre-trained.
  void initTestCase() {
    configureThreads(2);
    qputenv("XDG_DATA_HOME", folder_.path().toUtf8());
    qputenv("TORCH_HOME", folder_.path().toUtf8());
    qputenv("TOUCHSTONE_BACKBONES", folder_.filePath("given").toUtf8());
    project_ = std::make_unique<ColourProject>(folder_.path().toStdString());
    TrainingRequest request;
    request.backbone = "resnet18-half";
    request.size = 32;
    request.epochs = 6;
    run_ = folder_.filePath("runs/0001").toStdString();
    const auto result = trainClassifier(input(), request, run_, {}, {});
    QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
    std::filesystem::create_directories(folder_.filePath("given").toStdString());
    std::filesystem::copy_file(run_ / "weights.safetensors",
                               folder_.filePath("given/resnet18-half.safetensors").toStdString());
  }

  void aModelPredictsFiles() {
    const auto predictions = predictImages(
        run_, {project_->folder() / "picture1.png", project_->folder() / "picture12.png"},
        [](const std::string&) {}, {});
    QVERIFY2(predictions.has_value(), predictions ? "" : predictions.error().message.c_str());
    QCOMPARE(predictions->size(), std::size_t{2});
    QCOMPARE((*predictions)[0].predicted, std::string("red"));
    QCOMPARE((*predictions)[1].predicted, std::string("green"));
    double sum = 0;
    for (const auto& [name, probability] : (*predictions)[0].probabilities) {
      sum += probability;
    }
    QVERIFY(std::abs(sum - 1) < 1e-9);
  }

  void aRunIsEvaluatedOnASplit() {
    const auto report =
        evaluateRun(input(), run_, labeling::Split::Train, [](const std::string&) {}, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    QCOMPARE(report->samples.size(), std::size_t{24});
    QCOMPARE(report->split, std::string("train"));
    QVERIFY(report->metrics.accuracy > 0.8);
    const auto none =
        evaluateRun(input(), run_, labeling::Split::Test, [](const std::string&) {}, {});
    QVERIFY(!none);
    QVERIFY(none.error().message.find("test split") != std::string::npos);
  }

  void imagesAreEmbedded() {
    const auto embedded = embedProject(input(), "resnet18-half", [](const std::string&) {}, {});
    QVERIFY2(embedded.has_value(), embedded ? "" : embedded.error().message.c_str());
    QCOMPARE(embedded->images.size(), std::size_t{33});
    QCOMPARE(embedded->images.front(), std::string("picture1.png"));
    QCOMPARE(embedded->features.rows, std::size_t{33});
    QCOMPARE(embedded->features.columns, std::size_t{256});
    QVERIFY(!embedProject(input(), "resnet18", [](const std::string&) {}, {}));
  }

  void wrongLabelsAreTheMostSuspicious() {
    project_->relabel(3, 2);
    project_->relabel(14, 3);
    const auto report = auditProject(input(), {}, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    QCOMPARE(report->scores.size(), std::size_t{33});
    auto scores = report->scores;
    std::ranges::sort(scores, {}, &analysis::LabelScore::quality);
    std::vector<labeling::ImageId> worst = {scores[0].image, scores[1].image};
    std::ranges::sort(worst);
    QCOMPARE(worst, (std::vector<labeling::ImageId>{3, 14}));
    QCOMPARE(report->findings.front().kind, labeling::FindingKind::LabelError);
  }

  /// Red, green and blue pictures have other backgrounds and, as the light is told, other light.
  void whatTheDataCoversIsTold() {
    const auto report = auditProject(input(), {}, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    for (const analysis::LabelScore& score : report->scores) {
      QVERIFY(score.predicted.has_value());
    }
    QVERIFY(report->coverage.has_value());
    QCOMPARE(report->coverage->classes, (std::vector<std::string>{"red", "green", "blue"}));
    QVERIFY(report->coverage->errors && report->coverage->errors->samples > 30);
    const auto& grids = report->coverage->grids;
    const auto background = std::ranges::find(grids, analysis::Situation::Background,
                                              &analysis::CoverageGrid::situation);
    QVERIFY(background != grids.end());
    long samples = 0;
    for (const analysis::CoverageCell& cell : background->all) {
      samples += cell.samples;
    }
    QCOMPARE(samples, 33L);
    const auto asked = std::ranges::count(report->coverage->issues, false, [](const auto& issue) {
      return issue.kind == analysis::CoverageIssueKind::Absent;
    });
    QCOMPARE(std::ranges::count(report->findings, labeling::FindingKind::CoverageGap,
                                &labeling::Finding::kind),
             asked);
  }

  void aBlackPictureIsFoundAndAnUnreadableOneWarnedOfOnce() {
    const auto file = [&](const char* name) { return (project_->folder() / name).string(); };
    const cv::Mat original = cv::imread(file("picture5.png"));
    cv::imwrite(file("picture5.png"), cv::Mat::zeros(32, 32, CV_8UC3));
    std::filesystem::rename(file("picture6.png"), file("elsewhere.png"));
    std::vector<std::string> warnings;
    const auto report =
        auditProject(input(),
                     {.runFolder = {},
                      .folds = {},
                      .warned = [&](const std::string& said) { warnings.push_back(said); }},
                     {});
    cv::imwrite(file("picture5.png"), original);
    std::filesystem::rename(file("elsewhere.png"), file("picture6.png"));
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    const auto isDark = [](const labeling::Finding& finding) {
      return finding.kind == labeling::FindingKind::Dark;
    };
    QCOMPARE(std::ranges::count_if(report->findings, isDark), 1);
    QCOMPARE(std::ranges::find_if(report->findings, isDark)->image, labeling::ImageId{5});
    QCOMPARE(warnings.size(), std::size_t{1});
    QVERIFY(warnings.front().find("picture6.png") != std::string::npos);
  }

  void rulesOfTheLabelBookAreChecked() {
    labeling::Document document = project_->document();
    labeling::Edit edit;
    labeling::LabelClass red = *document.labelClass(1);
    red.rules = "at least 12 px";
    edit.changes.emplace_back(labeling::ClassChange{1, red});
    labeling::Annotation box;
    box.image = 2;
    box.labelClass = 1;
    box.shape = labeling::Box{0, 0, 20, 5};
    const auto id = document.newAnnotationId();
    edit.changes.emplace_back(labeling::AnnotationChange{id, box});
    static_cast<void>(labeling::apply(document, std::move(edit)));
    const auto report = auditProject(
        {document, project_->folder(), folder_.filePath("cache").toStdString()}, {}, {});
    QVERIFY2(report.has_value(), report ? "" : report.error().message.c_str());
    const auto isBroken = [](const labeling::Finding& finding) {
      return finding.reason == "red: at least 12 px";
    };
    QCOMPARE(std::ranges::count_if(report->findings, isBroken), 1);
    QCOMPARE(std::ranges::find_if(report->findings, isBroken)->annotation, std::optional(id));
  }

  void oneClassOnlyIsOneSentence() {
    project_->mergeClasses();
    const auto report = auditProject(input(), {}, {});
    QVERIFY(!report);
    QVERIFY(report.error().message.starts_with("All labels are of the class red"));
  }
};

QTEST_GUILESS_MAIN(TestAuditRun)
#include "tst_audit_run.moc"
