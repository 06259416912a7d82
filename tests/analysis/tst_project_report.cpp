#include "analysis/report/evaluation_report.h"
#include "analysis/report/project_report.h"
#include "analysis/report/stored_audit.h"
#include "labeling/project/iteration.h"

#include <QtTest>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <fstream>

using namespace touchstone;
using namespace touchstone::analysis;
using nlohmann::json;

/// A project of two ants and two bees with two rounds: the first model takes ant 2 for a bee, the
/// second one bee 4 for an ant.
class TestProjectReport : public QObject {
  Q_OBJECT
private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<labeling::Project> project_;

  static std::vector<std::string> names() {
    return {"ants/1.png", "ants/2.png", "bees/3.png", "bees/4.png"};
  }

  void finishRound(const std::vector<std::string>& predicted) {
    auto run = *project_->newRun("classify", json{{"preset", "fast"}, {"seed", 7}}.dump());
    run.state = "done";
    run.model = "ResNet-18";
    run.started = 1764028800;
    run.seconds = 61;
    run.metrics = {{"accuracy", 0.75}};
    run.labelHash = labeling::labelHashOf(project_->document());
    EvaluationReport report;
    report.run = run.name;
    report.split = "val";
    report.classes = {"ants", "bees"};
    report.figures = run.metrics;
    report.metrics.accuracy = 0.75;
    report.metrics.perClass = {{.precision = 1, .recall = 0.5, .f1 = 0.67, .support = 2},
                               {.precision = 1, .recall = 1, .f1 = 1, .support = 2}};
    report.metrics.calibration = {{.confidence = 0.75, .accuracy = 0.75, .count = 4}};
    report.metrics.confusion = Matrix<long>(2, 2);
    for (std::size_t i = 0; i < names().size(); ++i) {
      const std::string given = names()[i].substr(0, 4);
      report.metrics.confusion(given == "ants" ? 0 : 1, predicted[i] == "ants" ? 0 : 1) += 1;
      report.samples.push_back(
          {names()[i], {}, given, predicted[i], 0.9 - 0.1 * static_cast<double>(i)});
    }
    const auto runFolder = project_->runFolder(run.name);
    std::ofstream(runFolder / "evaluation.json") << toJson(report);
    std::ofstream lines(runFolder / "metrics.jsonl");
    lines << json{{"epoch", 1}, {"trainLoss", 1.5}, {"loss", 1.25}, {"accuracy", 0.5}} << '\n'
          << json{{"epoch", 2}, {"trainLoss", 0.5}, {"loss", 0.75}, {"accuracy", 0.75}} << '\n'
          << "{\"epoch\":3,\"trainL";
    lines.close();
    QVERIFY(labeling::finishIteration(*project_, run, "val").has_value());
  }

  [[nodiscard]] Result<std::string> text(const ReportSubject& subject, ReportForm form) const {
    return projectReport(*project_, subject, form, {});
  }

  [[nodiscard]] json object(const ReportSubject& subject) const {
    return json::parse(text(subject, ReportForm::Json).value());
  }

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    for (const std::string& name : names()) {
      QDir(folder_->path()).mkpath(QString::fromStdString(name.substr(0, 4)));
      cv::imwrite(folder_->filePath(QString::fromStdString(name)).toStdString(),
                  cv::Mat(20, 30, CV_8UC3, cv::Scalar(name[5] * 3, 80, 20)));
    }
    auto opened = labeling::Project::open(folder_->path().toStdString());
    QVERIFY(opened.has_value());
    project_ = *std::move(opened);
    finishRound({"ants", "bees", "bees", "bees"});
    finishRound({"ants", "ants", "bees", "ants"});
  }
  void cleanup() { project_.reset(); }

  void aRunTellsHowItWent() {
    const json report = object({.run = "0001"});
    QCOMPARE(report["run"].get<std::string>(), std::string("0001"));
    QCOMPARE(report["model"].get<std::string>(), std::string("ResNet-18"));
    QCOMPARE(report["request"]["seed"].get<int>(), 7);
    QCOMPARE(report["epochs"].size(), std::size_t{2});  // the third is torn
    QCOMPARE(report["epochs"][1]["loss"].get<double>(), 0.75);
    QCOMPARE(report["evaluation"]["samples"].size(), std::size_t{4});
  }

  void aRunShowsItsMistakes() {
    const auto html = text({.run = "0001"}, ReportForm::Html);
    QVERIFY(html.has_value());
    for (const char* part :
         {"id=\"run\"", "ResNet-18", "61 seconds", "2025-11-25", "Seed", "Loss after each epoch",
          "id=\"confusion\"", "Mistakes of the model · 1", "ants/2.png"}) {
      QVERIFY2(html->find(part) != std::string::npos, part);
    }
    QVERIFY(html->find("id=\"change\"") == std::string::npos);
    QVERIFY(html->find("bees/4.png") == std::string::npos);
  }

  void aRunTellsFromWhereOnItsAnswersCanBeTrusted() {
    const auto html = text({.run = "0002"}, ReportForm::Html);
    QVERIFY(html.has_value());
    QVERIFY(
        html->find("From a confidence of 70.0 % on, 100.0 % of its answers are right; these are "
                   "75.0 % of all.") != std::string::npos);
  }

  void aRunIsATableOfSamples() {
    const auto lines = QString::fromStdString(text({.run = "0002"}, ReportForm::Csv).value())
                           .split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.front(), QStringLiteral("image,annotation,given,predicted,confidence"));
    QCOMPARE(lines.back(), QStringLiteral("bees/4.png,,bees,ants,0.600000"));
  }

  void aRoundTellsWhatChanged() {
    const json report = object({.round = 2});
    QCOMPARE(report["before"]["round"].get<int>(), 1);
    QCOMPARE(report["now"]["run"].get<std::string>(), std::string("0002"));
    QCOMPARE(report["difference"], (json{{1, -1}, {1, -1}}));
    QCOMPARE(report["better"][0]["image"].get<std::string>(), std::string("ants/2.png"));
    QCOMPARE(report["worse"][0]["image"].get<std::string>(), std::string("bees/4.png"));
    QCOMPARE(text({.round = 2}, ReportForm::Csv).value(),
             std::string("change,image,annotation,given,predicted,confidence\n"
                         "better,ants/2.png,,ants,ants,0.800000\n"
                         "worse,bees/4.png,,bees,ants,0.600000\n"));
  }

  void aRoundShowsWhatIsRightOrWrongSince() {
    const auto html = text({.round = 2}, ReportForm::Html);
    QVERIFY(html.has_value());
    for (const char* part :
         {"Round 2 beside round 1", "Accuracy went from 75.0 % to 75.0 %", "Right since then · 1",
          "Wrong since then · 1", "id=\"rounds\"", "+1", "-1"}) {
      QVERIFY2(html->find(part) != std::string::npos, part);
    }
  }

  void theOtherWayRoundIsTheOpposite() {
    const json report = object({.round = 1, .earlier = 2});
    QCOMPARE(report["difference"], (json{{-1, 1}, {-1, 1}}));
    QCOMPARE(report["worse"][0]["image"].get<std::string>(), std::string("ants/2.png"));
  }

  void withoutASubjectTheLastAuditIsTold() {
    labeling::Finding finding;
    finding.run = "0002";
    finding.image = *project_->document().findImage("ants/1.png");
    finding.given = "ants";
    finding.suggested = "bees";
    finding.score = 0.1;
    AuditReport audit;
    audit.findings = {finding};
    audit.confused = {{.first = "ants", .second = "bees", .labels = 1, .share = 0.25}};
    QVERIFY(storeAudit(*project_, audit).has_value());
    QCOMPARE(object({})["findings"].size(), std::size_t{1});
    QCOMPARE(object({})["confused"][0]["second"].get<std::string>(), std::string("bees"));
    const auto html = text({}, ReportForm::Html);
    QVERIFY(html.has_value());
    QVERIFY(html->find("id=\"overlap\"") != std::string::npos);
    QVERIFY(html->find("1 of 4 labels (25.0 %) look wrong") != std::string::npos);
    QVERIFY(html->find("id=\"confusion\"") != std::string::npos);
  }

  void whatIsNotThereIsSaid_data() {
    QTest::addColumn<QString>("run");
    QTest::addColumn<int>("round");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no such run") << "0009" << 0 << "has no run 0009";
    QTest::newRow("no such round") << "" << 5 << "has no round 5; it has 2";
    QTest::newRow("nothing before the first") << "" << 1 << "No round comes before the first";
  }

  void whatIsNotThereIsSaid() {
    QFETCH(QString, run);
    QFETCH(int, round);
    QFETCH(QString, sentence);
    ReportSubject subject{.run = run.toStdString()};
    if (round > 0) {
      subject.round = round;
    }
    const auto report = text(subject, ReportForm::Json);
    QVERIFY(!report);
    QVERIFY2(report.error().message.find(sentence.toStdString()) != std::string::npos,
             report.error().message.c_str());
  }

  void aDamagedEvaluationIsNamed() {
    std::ofstream(project_->runFolder("0001") / "evaluation.json") << "torn";
    const auto report = text({.run = "0001"}, ReportForm::Json);
    QVERIFY(!report);
    QVERIFY(report.error().message.find("evaluation.json") != std::string::npos);
    QVERIFY(!text({.round = 2}, ReportForm::Json));
  }

  void anEvaluationThatIsGoneIsSaid() {
    std::filesystem::remove(project_->runFolder("0001") / "evaluation.json");
    QVERIFY(text({.run = "0001"}, ReportForm::Json).has_value());
    const auto report = text({.round = 2}, ReportForm::Json);
    QVERIFY(!report);
    QVERIFY(report.error().message.find("not kept any more") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestProjectReport)
#include "tst_project_report.moc"
