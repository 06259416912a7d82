#include "analysis/report/audit_report.h"
#include "review_project.h"
#include "ui/canvas/outlined_picture.h"
#include "ui/train/result_text.h"
#include "ui/train/run_table_model.h"
#include "ui/train/sample_strip.h"
#include "ui/train/training_loop.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace touchstone;
using ui::TrainingLoop;

namespace {

ui::EngineProgram fake(const QString& mode, const QString& audit = {}) {
  return {.path = FAKE_ENGINE,
          .arguments = {mode, audit},
          .startLimit = std::chrono::milliseconds(20'000),
          .cancelLimit = std::chrono::milliseconds(5'000)};
}

/// Writes an audit with one label error on ants/1.png.
QString writeAudit(const ReviewProject& project) {
  analysis::AuditReport report;
  report.run = "0001";
  report.findings = {project.error("ants/1.png", "bees", 0.1)};
  QFile file(QString::fromStdString(project.folder()) + "/audit.json");
  file.open(QIODevice::WriteOnly);
  file.write(QByteArray::fromStdString(toJson(report, project.session->document())));
  return file.fileName();
}

}  // namespace

class TestTrainingLoop : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aRoundIsStoredFromHashesToFindings();
  void whatTheModelSeesIsShownWhileItLearns();
  void theSecondRoundSaysWhatItGained();
  void simpleMethodsAreComparedWithoutIterations();
  void aPlanIsASentence();
  void cancellingKeepsTheRunAsCancelled_data();
  void cancellingKeepsTheRunAsCancelled();
  void aKilledEngineCostsOnlyTheRun();
  void aReadOnlyProjectIsNotTrained();
  void theRunsAreListedNewestFirst();
  void gainsHaveASign();
};

void TestTrainingLoop::aRoundIsStoredFromHashesToFindings() {
  const ReviewProject project;
  project.session->setEngine(fake("good", writeAudit(project)));
  TrainingLoop& loop = project.session->trainingLoop();
  QSignalSpy finished(&loop, &TrainingLoop::finished);
  QSignalSpy stopped(&loop, &TrainingLoop::stopped);
  ui::TrainingChoices choices;
  choices.preset = "fast";
  choices.mirrored = true;
  loop.start(choices);
  QVERIFY(loop.isRunning());
  QTRY_VERIFY(finished.count() + stopped.count() == 1);
  QVERIFY2(stopped.isEmpty(), stopped.isEmpty() ? "" : qPrintable(stopped[0][0].toString()));

  const labeling::Project& stored = project.session->project();
  for (const auto& [id, image] : stored.document().images()) {
    QVERIFY(!image.contentHash.empty());
    QVERIFY(image.split != labeling::Split::Unassigned);
  }
  QCOMPARE(stored.runs().size(), std::size_t{1});
  QCOMPARE(stored.runs()[0].state, std::string("done"));
  QCOMPARE(stored.runs()[0].model, std::string("ResNet-18"));
  QCOMPARE(stored.runs()[0].metrics.at("accuracy"), 0.9);
  QCOMPARE(stored.iterations().size(), std::size_t{1});
  QCOMPARE(stored.iterations()[0].split, std::string("val"));
  QCOMPARE(stored.iterations()[0].labelHash, std::string("abc"));
  QCOMPARE(stored.findings().size(), std::size_t{1});
  QCOMPARE(stored.findings()[0].suggested, std::string("bees"));
  QCOMPARE(loop.epochs().size(), std::size_t{2});
  QCOMPARE(analysis::readEpochFigures(stored.runFolder("0001")), loop.epochs());
  QVERIFY(loop.lastChoices() == choices);
  QVERIFY(!loop.isRunning());
}

void TestTrainingLoop::simpleMethodsAreComparedWithoutIterations() {
  const ReviewProject project;
  project.session->setEngine(fake("good"));
  TrainingLoop& loop = project.session->trainingLoop();
  QSignalSpy planned(&loop, &TrainingLoop::planned);
  loop.plan({});
  QTRY_COMPARE(planned.count(), 1);
  QSignalSpy finished(&loop, &TrainingLoop::finished);
  loop.compareBaselines({});
  QTRY_COMPARE(finished.count(), 1);
  const labeling::Project& stored = project.session->project();
  QCOMPARE(stored.runs().size(), std::size_t{2});
  QCOMPARE(stored.runs()[0].model, std::string("pixel-match"));
  QCOMPARE(stored.runs()[1].model, std::string("svm"));
  QCOMPARE(stored.runs()[1].state, std::string("done"));
  QVERIFY(stored.iterations().empty());
  QVERIFY(loop.lastChoices().backbone.isEmpty());
  QCOMPARE(ui::resultText(finished[0][0].value<ui::RoundResult>()),
           QString("Accuracy without a network: pixel-match 0.900, svm 0.900"));
}

void TestTrainingLoop::whatTheModelSeesIsShownWhileItLearns() {
  const ReviewProject project;
  project.session->setEngine(fake("slow"));
  TrainingLoop& loop = project.session->trainingLoop();
  ui::SampleStrip strip;
  strip.setSession(project.session.get());
  QVERIFY(strip.isHidden());
  std::vector<ui::EpochSample> seen;
  connect(&loop, &TrainingLoop::samplesSeen, this,
          [&](int, const std::vector<ui::EpochSample>& samples) { seen = samples; });
  loop.start({});
  QTRY_VERIFY(!seen.empty());
  QCOMPARE(seen[0].image, std::string("ants/1.png"));
  QCOMPARE(seen[0].objects.size(), std::size_t{1});  // a shape that is not known is left out
  QVERIFY(seen[0].objects[0].shape == labeling::Shape(labeling::Box{1, 2, 9, 8}));
  QVERIFY(!strip.isHidden());
  QCOMPARE(strip.findChildren<ui::OutlinedPicture*>().size(), 1);
  loop.cancel();
  QTRY_VERIFY(!loop.isRunning());
  QVERIFY(strip.isHidden());
}

void TestTrainingLoop::theSecondRoundSaysWhatItGained() {
  const ReviewProject project;
  QVERIFY(project.session->project().addIteration({.number = 0,
                                                   .labelHash = "x",
                                                   .run = "0000",
                                                   .metrics = {{"accuracy", 0.8}},
                                                   .split = "val",
                                                   .decisions = 0,
                                                   .time = 1}));
  project.session->setEngine(fake("good", writeAudit(project)));
  TrainingLoop& loop = project.session->trainingLoop();
  QString sentence;
  connect(&loop, &TrainingLoop::finished, this,
          [&](const ui::RoundResult& result) { sentence = ui::resultText(result); });
  loop.start({});
  QTRY_VERIFY(!sentence.isEmpty());
  QCOMPARE(sentence, QString("Accuracy 0.900 on the validation split (+0.100)"));
}

void TestTrainingLoop::aPlanIsASentence() {
  const ReviewProject project;
  project.session->setEngine(fake("good"));
  ui::PlanAnswer answer;
  connect(&project.session->trainingLoop(), &TrainingLoop::planned, this,
          [&](const ui::PlanAnswer& plan) { answer = plan; });
  project.session->trainingLoop().plan({});
  QTRY_VERIFY(answer.possible);
  QCOMPARE(answer.sentence, QString("Fine-tune ResNet-18 on 4 images, 2 classes."));
}

void TestTrainingLoop::cancellingKeepsTheRunAsCancelled_data() {
  QTest::addColumn<QString>("mode");
  QTest::newRow("without an epoch to keep") << "slow";
  QTest::newRow("with the best epoch so far") << "early";
}

void TestTrainingLoop::cancellingKeepsTheRunAsCancelled() {
  QFETCH(QString, mode);
  const ReviewProject project;
  project.session->setEngine(fake(mode));
  TrainingLoop& loop = project.session->trainingLoop();
  QSignalSpy epochs(&loop, &TrainingLoop::epochDone);
  QSignalSpy stopped(&loop, &TrainingLoop::stopped);
  loop.start({});
  QTRY_COMPARE(epochs.count(), 1);
  QCOMPARE(loop.stage(), TrainingLoop::Stage::Training);
  loop.cancel();
  QTRY_COMPARE(stopped.count(), 1);
  QCOMPARE(project.session->project().runs()[0].state, std::string("cancelled"));
  QVERIFY(project.session->project().iterations().empty());
}

void TestTrainingLoop::aKilledEngineCostsOnlyTheRun() {
  const ReviewProject project;
  project.store({project.error("bees/4.png", "ants", 0.2)});
  project.session->setEngine(fake("crash"));
  TrainingLoop& loop = project.session->trainingLoop();
  QSignalSpy stopped(&loop, &TrainingLoop::stopped);
  loop.start({});
  QTRY_COMPARE(stopped.count(), 1);
  QVERIFY(stopped[0][0].toString().contains("Nothing but its running job was lost"));
  QCOMPARE(project.session->project().runs()[0].state, std::string("failed"));
  QCOMPARE(project.session->project().findings().size(), std::size_t{1});
  QVERIFY(!loop.isRunning());
}

void TestTrainingLoop::aReadOnlyProjectIsNotTrained() {
  const ReviewProject project;
  auto second = labeling::Project::open(project.folder(), {.readOnly = true});
  QVERIFY(second);
  ui::ProjectSession session(std::move(*second));
  session.setEngine(fake("good"));
  QSignalSpy stopped(&session.trainingLoop(), &TrainingLoop::stopped);
  session.trainingLoop().start({});
  QCOMPARE(stopped.count(), 1);
  QVERIFY(session.project().runs().empty());
}

void TestTrainingLoop::theRunsAreListedNewestFirst() {
  ui::RunTableModel model;
  const QAbstractItemModelTester tester(&model);
  labeling::RunRecord first;
  first.name = "0001";
  first.state = "failed";
  labeling::RunRecord second;
  second.name = "0002";
  second.state = "done";
  second.request = R"({"images":244})";
  second.metrics = {{"accuracy", 0.934}};
  model.setRuns({first, second});
  QCOMPARE(model.rowCount(), 2);
  const auto text = [&](int row, int column) {
    return model.data(model.index(row, column), Qt::DisplayRole).toString();
  };
  QCOMPARE(text(0, ui::RunTableModel::Run), QString("0002"));
  QCOMPARE(text(0, ui::RunTableModel::Images), QString("244"));
  QCOMPARE(text(0, ui::RunTableModel::Accuracy), QString("0.934"));
  QCOMPARE(text(1, ui::RunTableModel::State), QString("Failed"));
}

void TestTrainingLoop::gainsHaveASign() {
  QCOMPARE(ui::gainText(0.041), QString("+0.04"));
  QCOMPARE(ui::gainText(-0.041), QString("−0.04"));
  QCOMPARE(ui::gainText(-0.0004), QString("±0.00"));
}

QTEST_MAIN(TestTrainingLoop)
#include "tst_training_loop.moc"
