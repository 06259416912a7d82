#include "labeling/project/iteration.h"
#include "review_project.h"
#include "ui/review/report_menu.h"
#include "ui/review/review_workspace.h"
#include "ui/review/rounds_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <fstream>

using namespace touchstone;

namespace {

/// Review on a project with two rounds: since the second, ants/2 is right and bees/5 wrong, and the
/// label of bees/6 has been changed.
struct Rounds {
  ReviewProject project;
  ui::ReviewWorkspace workspace;

  Rounds() {
    finishRound("bees", "bees", 0.5);
    labels = project.session->document();
    auto changed = *project.session->document().annotation(project.label("bees/6.png"));
    changed.labelClass = *project.session->document().findClass("ants");
    project.session->perform(
        {.name = "Relabel",
         .gesture = 0,
         .changes = {labeling::AnnotationChange{project.label("bees/6.png"), changed}}});
    finishRound("ants", "ants", 0.75);
    workspace.resize(1200, 800);
    workspace.setSession(project.session.get());
    workspace.show();
  }
  ~Rounds() { workspace.setSession(nullptr); }

  /// A round in which the model takes ants/2 and bees/5 for these.
  void finishRound(const std::string& ofAnt, const std::string& ofBee, double accuracy) const {
    auto& store = project.session->project();
    auto run = *store.newRun("classify", "{}");
    run.state = "done";
    run.labelHash = labeling::labelHashOf(store.document());
    run.metrics = {{"accuracy", accuracy}};
    analysis::EvaluationReport report;
    report.run = run.name;
    report.split = "val";
    report.classes = {"ants", "bees"};
    report.figures = run.metrics;
    report.metrics.perClass.resize(2);
    report.metrics.confusion = analysis::Matrix<long>(2, 2);
    report.metrics.confusion(0, ofAnt == "ants" ? 0 : 1) = 1;
    report.metrics.confusion(1, ofBee == "ants" ? 0 : 1) = 1;
    report.samples = {{"ants/2.png", project.label("ants/2.png"), "ants", ofAnt, 0.8},
                      {"bees/5.png", project.label("bees/5.png"), "bees", ofBee, 0.7}};
    std::ofstream(store.runFolder(run.name) / "evaluation.json") << toJson(report);
    if (const auto added = labeling::finishIteration(store, run, "val"); !added) {
      qFatal("%s", added.error().message.c_str());
    }
  }

  [[nodiscard]] QPushButton* button(const QString& text) const {
    for (auto* button : workspace.findChildren<QPushButton*>()) {
      if (button->text().trimmed() == text) {
        return button;
      }
    }
    return nullptr;
  }

  labeling::Document labels;
};

}  // namespace

class TestRoundsPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void theLastRoundIsComparedWithTheOneBefore();
  void samplesThatFlippedAreShown();
  void theMatrixShowsTheDifference();
  void goesBackToTheLabelsOfTheEarlierRound();
  void theReportOfARoundIsWritten();
};

void TestRoundsPanel::theLastRoundIsComparedWithTheOneBefore() {
  const Rounds rounds;
  QTRY_VERIFY(rounds.button(QStringLiteral("Better: 1")) != nullptr);
  QVERIFY(rounds.button(QStringLiteral("Better: 1"))->isEnabled());
  QVERIFY(rounds.button(QStringLiteral("Worse: 1"))->isEnabled());
  const auto boxes = rounds.workspace.findChild<ui::RoundsPanel*>()->findChildren<QComboBox*>();
  QCOMPARE(boxes.size(), 2);
  QCOMPARE(boxes[0]->currentText(), QStringLiteral("Round 2"));
  QCOMPARE(boxes[1]->currentText(), QStringLiteral("Round 1"));
  boxes[1]->setCurrentIndex(1);
  QTRY_VERIFY(rounds.button(QStringLiteral("Better: 0")) != nullptr);
  QVERIFY(!rounds.button(QStringLiteral("Better: 0"))->isEnabled());
}

void TestRoundsPanel::samplesThatFlippedAreShown() {
  Rounds rounds;
  QTRY_VERIFY(rounds.button(QStringLiteral("Worse: 1")) != nullptr);
  rounds.button(QStringLiteral("Worse: 1"))->click();
  QVERIFY(rounds.workspace.queue().showsSelection());
  const labeling::Finding* finding = rounds.workspace.queue().current();
  QVERIFY(finding != nullptr);
  QCOMPARE(finding->image, rounds.project.image("bees/5.png"));
  rounds.button(QStringLiteral("Better: 1"))->click();
  QCOMPARE(rounds.workspace.queue().current()->image, rounds.project.image("ants/2.png"));
}

void TestRoundsPanel::theMatrixShowsTheDifference() {
  const Rounds rounds;
  auto* panel = rounds.workspace.findChild<ui::RoundsPanel*>();
  auto* difference = panel->findChild<QCheckBox*>();
  QTRY_VERIFY(rounds.button(QStringLiteral("Worse: 1")) != nullptr);
  QSignalSpy requested(panel, &ui::RoundsPanel::differenceRequested);
  difference->click();
  QCOMPARE(requested.count(), 1);
  const auto shown = requested[0][0].value<analysis::EvaluationComparison>();
  QCOMPARE(shown.difference.values, (std::vector<long>{1, -1, 1, -1}));
  QSignalSpy counts(panel, &ui::RoundsPanel::countsRequested);
  difference->click();
  QCOMPARE(counts.count(), 1);
}

void TestRoundsPanel::goesBackToTheLabelsOfTheEarlierRound() {
  const Rounds rounds;
  auto* panel = rounds.workspace.findChild<ui::RoundsPanel*>();
  QSignalSpy wentBack(panel, &ui::RoundsPanel::wentBack);
  auto* goBack = panel->findChild<QToolButton*>();
  QTRY_VERIFY(goBack->isEnabled());
  goBack->click();
  QCOMPARE(wentBack.count(), 1);
  QVERIFY(rounds.project.session->document() == rounds.labels);
  rounds.project.session->redo();
  QCOMPARE(rounds.project.classOf("bees/6.png"), std::string("ants"));
}

void TestRoundsPanel::theReportOfARoundIsWritten() {
  const Rounds rounds;
  auto* menu = rounds.workspace.findChild<ui::ReportMenu*>();
  QSignalSpy written(menu, &ui::ReportMenu::written);
  QSignalSpy failed(menu, &ui::ReportMenu::failed);
  const QTemporaryDir folder;
  menu->write({.round = 2}, folder.filePath("round.csv"));
  QTRY_COMPARE(written.size(), 1);
  QFile file(folder.filePath("round.csv"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(file.readAll().startsWith("change,image,annotation,given,predicted,confidence\nbetter,"));

  menu->write({.run = "0009"}, folder.filePath("run.html"));
  QTRY_COMPARE(failed.size(), 1);
  QVERIFY(failed.front().front().toString().contains("has no run 0009"));
  QVERIFY(!QFile::exists(folder.filePath("run.html")));
}

QTEST_MAIN(TestRoundsPanel)
#include "tst_rounds_panel.moc"
