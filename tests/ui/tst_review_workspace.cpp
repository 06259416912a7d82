#include "analysis/report/stored_audit.h"
#include "review_project.h"
#include "ui/review/decision_pace.h"
#include "ui/review/finding_list_model.h"
#include "ui/review/label_crop_model.h"
#include "ui/review/review_workspace.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace touchstone;
using labeling::DecisionKind;

namespace {

/// The workspace on a project with three label errors, most suspicious first: ants/1, bees/4,
/// ants/2, which is on the test split.
struct Review {
  ReviewProject project;
  ui::ReviewWorkspace workspace;
  QListView* list = nullptr;

  Review() {
    project.setSplit("ants/2.png", labeling::Split::Test);
    project.store({project.error("ants/1.png", "bees", 0.1),
                   project.error("bees/4.png", "ants", 0.2),
                   project.error("ants/2.png", "bees", 0.3)});
    workspace.resize(1200, 800);
    workspace.setSession(project.session.get());
    workspace.show();
    QTest::qWait(0);
    list = workspace.findChild<QListView*>("findings");
    workspace.activateWindow();
    list->setFocus();
  }
  ~Review() { workspace.setSession(nullptr); }

  [[nodiscard]] std::string shown() {
    const labeling::Finding* finding = workspace.queue().current();
    return finding == nullptr ? std::string()
                              : project.session->document().image(finding->image)->path;
  }

  [[nodiscard]] std::vector<DecisionKind> decisions() const {
    std::vector<DecisionKind> kinds;
    for (const auto& [id, decision] : project.session->document().decisions()) {
      kinds.push_back(decision.kind);
    }
    return kinds;
  }
};

}  // namespace

class TestReviewWorkspace : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void showsTheMostSuspiciousFirst();
  void enterAcceptsAndTheNextAppears();
  void aKeyIsADecision_data();
  void aKeyIsADecision();
  void aDigitGivesThatClass();
  void eOpensTheEditor();
  void undoBringsTheFindingBack();
  void laterPutsTheFindingLast();
  void acceptAllSparesTheTestSplitAndIsOneStep();
  void theTimeLeftFollowsTheMedianDecision();
  void theLabelBookStandsBesideTheQuestion();
  void aSharperDefinitionAsksAllItsLabelsAgain();
  void theMostSimilarLabelsAreShown();
  void theFilterShowsOneClass();
  void aCellOfTheMatrixShowsItsSamples();
  void theGalleryIsAProperModel();
  void withoutFindingsItSaysWhatToDo();
  void aDarkPictureIsLeftOutByEnter();
  void theWrongLabelsLeftFollowTheDecisions();
};

void TestReviewWorkspace::showsTheMostSuspiciousFirst() {
  Review review;
  QCOMPARE(review.shown(), std::string("ants/1.png"));
  QCOMPARE(review.workspace.queue().openCount(), 3);
  QCOMPARE(review.list->model()->rowCount(), 3);
}

void TestReviewWorkspace::enterAcceptsAndTheNextAppears() {
  Review review;
  QTest::keyClick(review.list, Qt::Key_Return);
  QCOMPARE(review.project.classOf("ants/1.png"), std::string("bees"));
  QCOMPARE(review.shown(), std::string("bees/4.png"));
  QCOMPARE(review.workspace.queue().decided(), 1);
  QCOMPARE(review.list->currentIndex().row(), 0);
}

void TestReviewWorkspace::aKeyIsADecision_data() {
  QTest::addColumn<int>("key");
  QTest::addColumn<int>("decision");
  QTest::newRow("Enter accepts") << int(Qt::Key_Enter) << int(DecisionKind::Accept);
  QTest::newRow("Space keeps") << int(Qt::Key_Space) << int(DecisionKind::Keep);
  QTest::newRow("X excludes") << int(Qt::Key_X) << int(DecisionKind::Exclude);
  QTest::newRow("G augments") << int(Qt::Key_G) << int(DecisionKind::Augment);
  QTest::newRow("C collects") << int(Qt::Key_C) << int(DecisionKind::Collect);
  QTest::newRow("L asks later") << int(Qt::Key_L) << int(DecisionKind::Later);
}

void TestReviewWorkspace::aKeyIsADecision() {
  QFETCH(int, key);
  QFETCH(int, decision);
  Review review;
  QTest::keyClick(review.list, static_cast<Qt::Key>(key));
  QCOMPARE(review.decisions(), std::vector{static_cast<DecisionKind>(decision)});
  QCOMPARE(review.shown(), std::string("bees/4.png"));
}

void TestReviewWorkspace::aDigitGivesThatClass() {
  Review review;
  QTest::keyClick(review.list, Qt::Key_Space);
  QCOMPARE(review.shown(), std::string("bees/4.png"));
  QTest::keyClick(review.list, Qt::Key_1);
  QCOMPARE(review.project.classOf("bees/4.png"), std::string("ants"));
  QCOMPARE(review.decisions().back(), DecisionKind::Relabel);
}

void TestReviewWorkspace::eOpensTheEditor() {
  Review review;
  QSignalSpy asked(review.project.session.get(), &ui::ProjectSession::editorRequested);
  QTest::keyClick(review.list, Qt::Key_E);
  QCOMPARE(asked.count(), 1);
  QCOMPARE(asked[0][0].toLongLong(), review.project.image("ants/1.png"));
  QCOMPARE(asked[0][1].toLongLong(), review.project.label("ants/1.png"));
}

void TestReviewWorkspace::undoBringsTheFindingBack() {
  Review review;
  QTest::keyClick(review.list, Qt::Key_Return);
  QTest::keyClick(review.list, Qt::Key_Space);
  QCOMPARE(review.shown(), std::string("ants/2.png"));
  review.project.session->undo();
  QCOMPARE(review.shown(), std::string("bees/4.png"));
  review.project.session->undo();
  QCOMPARE(review.shown(), std::string("ants/1.png"));
  QCOMPARE(review.project.classOf("ants/1.png"), std::string("ants"));
  QCOMPARE(review.workspace.queue().decided(), 0);
}

void TestReviewWorkspace::laterPutsTheFindingLast() {
  Review review;
  QTest::keyClick(review.list, Qt::Key_L);
  QCOMPARE(review.workspace.queue().openCount(), 3);
  const labeling::Finding& last = review.workspace.queue().open().back();
  QCOMPARE(last.image, review.project.image("ants/1.png"));
}

void TestReviewWorkspace::acceptAllSparesTheTestSplitAndIsOneStep() {
  Review review;
  const auto preview = review.workspace.queue().batchPreview();
  QCOMPARE(preview.accepted, 2);
  QCOMPARE(preview.onTest, 1);
  review.workspace.queue().acceptAll();
  QCOMPARE(review.project.classOf("ants/1.png"), std::string("bees"));
  QCOMPARE(review.project.classOf("bees/4.png"), std::string("ants"));
  QCOMPARE(review.project.classOf("ants/2.png"), std::string("ants"));
  QCOMPARE(review.shown(), std::string("ants/2.png"));
  review.project.session->undo();
  QCOMPARE(review.project.classOf("ants/1.png"), std::string("ants"));
  QCOMPARE(review.workspace.queue().openCount(), 3);
}

void TestReviewWorkspace::theTimeLeftFollowsTheMedianDecision() {
  ui::DecisionPace pace;
  const auto start = ui::DecisionPace::Clock::time_point{} + std::chrono::hours(1);
  using std::chrono::seconds;
  for (const seconds at : {seconds(0), seconds(2), seconds(4)}) {
    pace.decided(start + at);
    QVERIFY(!pace.timeFor(10));
  }
  // An hour's pause is no decision; a long thought is one, but not the usual one.
  pace.decided(start + seconds(3600));
  QVERIFY(!pace.timeFor(10));
  pace.decided(start + seconds(3602));
  pace.decided(start + seconds(3662));
  QCOMPARE(pace.timeFor(10)->count(), 20.0);
}

void TestReviewWorkspace::theLabelBookStandsBesideTheQuestion() {
  Review review;
  const auto& document = review.project.session->document();
  const auto bees = document.findClass("bees").value();
  auto changed = *document.labelClass(bees);
  changed.definition = "Hairy, with two pairs of wings.";
  review.project.session->perform(
      {.name = "Define", .gesture = 0, .changes = {labeling::ClassChange{bees, changed}}});
  QTest::keyClick(review.list, Qt::Key_Space);
  const auto labels = review.workspace.findChildren<QLabel*>();
  QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
    return label->isVisible() && label->text() == "<b>bees</b>: Hairy, with two pairs of wings.";
  }));
}

void TestReviewWorkspace::theFilterShowsOneClass() {
  Review review;
  review.project.store({review.project.error("ants/1.png", "bees", 0.1)});
  review.workspace.queue().setFilter({.kind = labeling::FindingKind::Dark, .className = {}});
  QCOMPARE(review.list->model()->rowCount(), 0);
  QCOMPARE(review.shown(), std::string());
  review.workspace.queue().setFilter({.kind = {}, .className = "ants"});
  QCOMPARE(review.list->model()->rowCount(), 1);
}

void TestReviewWorkspace::aSharperDefinitionAsksAllItsLabelsAgain() {
  Review review;
  QTest::keyClick(review.list, Qt::Key_Space);  // ants/1 is right
  QSignalSpy book(review.project.session.get(), &ui::ProjectSession::definitionRequested);
  QTest::keyClick(review.list, Qt::Key_B);
  QCOMPARE(book.size(), 1);
  QCOMPARE(book.front().front().toLongLong(),
           review.project.session->document().findClass("bees").value());
  QCOMPARE(review.list->model()->rowCount(), 6);        // every label of either class
  QCOMPARE(review.shown(), std::string("ants/1.png"));  // what was doubted first, answered or not
  for (int label = 0; label < 6; ++label) {
    QTest::keyClick(review.list, Qt::Key_Space);
  }
  QVERIFY(!review.workspace.queue().showsSelection());
  QCOMPARE(review.list->model()->rowCount(), 2);

  QTest::keyClick(review.list, Qt::Key_B);
  QCOMPARE(review.list->model()->rowCount(), 6);  // again, as the words may have changed again
}

void TestReviewWorkspace::theMostSimilarLabelsAreShown() {
  Review review;
  auto* strip = review.workspace.findChild<QListView*>("similarLabels");
  QVERIFY(!strip->isVisible());
  auto finding = review.project.error("ants/1.png", "bees", 0.1);
  finding.evidence = QStringLiteral("{\"similar\":[%1,%2]}")
                         .arg(review.project.label("bees/5.png"))
                         .arg(review.project.label("ants/3.png"))
                         .toStdString();
  review.project.store({finding});
  QVERIFY(strip->isVisible());
  QCOMPARE(strip->model()->rowCount(), 2);
  QCOMPARE(strip->model()->index(0, 0).data(ui::LabelCropModel::ClassRole).toString(),
           QStringLiteral("bees"));
  QSignalSpy editor(review.project.session.get(), &ui::ProjectSession::editorRequested);
  QTest::mouseClick(strip->viewport(), Qt::LeftButton, {},
                    strip->visualRect(strip->model()->index(1, 0)).center());
  QCOMPARE(editor.size(), 1);
  QCOMPARE(editor.front().front().toLongLong(), review.project.image("ants/3.png"));
}

void TestReviewWorkspace::aCellOfTheMatrixShowsItsSamples() {
  Review review;
  analysis::EvaluationReport report;
  report.classes = {"ants", "bees"};
  report.samples = {{"ants/3.png", {}, "ants", "bees", 0.8},
                    {"ants/1.png", review.project.label("ants/1.png"), "ants", "bees", 0.9},
                    {"bees/5.png", {}, "bees", "bees", 0.7}};
  const auto samples = ui::samplesOf(report, 0, 1, review.project.session->document(),
                                     review.workspace.queue().all());
  QCOMPARE(samples.size(), std::size_t{2});
  QCOMPARE(samples[0].kind, labeling::FindingKind::LabelError);
  QCOMPARE(samples[1].kind, labeling::FindingKind::Misclassified);
  review.workspace.queue().showOnly(samples);
  QCOMPARE(review.list->model()->rowCount(), 2);
  review.workspace.queue().showOnly(std::nullopt);
  QCOMPARE(review.list->model()->rowCount(), 3);
}

void TestReviewWorkspace::theGalleryIsAProperModel() {
  Review review;
  const QAbstractItemModelTester tester(review.list->model());
  QTRY_VERIFY(!review.list->model()->index(0, 0).data(Qt::DecorationRole).value<QImage>().isNull());
  review.workspace.queue().acceptAll();
}

void TestReviewWorkspace::withoutFindingsItSaysWhatToDo() {
  ui::ReviewWorkspace workspace;
  workspace.resize(800, 600);
  QVERIFY(!workspace.grab().isNull());
  const ReviewProject project;
  workspace.setSession(project.session.get());
  QSignalSpy page(&workspace, &ui::Workspace::pageRequested);
  workspace.findChild<QPushButton*>("goToTrain")->click();
  QCOMPARE(page.count(), 1);
  QCOMPARE(page[0][0].value<ui::Page>(), ui::Page::Train);
  workspace.setSession(nullptr);
}

void TestReviewWorkspace::aDarkPictureIsLeftOutByEnter() {
  Review review;
  const auto hasButton = [&](const QString& text) {
    const auto buttons = review.workspace.findChildren<QPushButton*>();
    return std::any_of(buttons.begin(), buttons.end(),
                       [&](const QPushButton* button) { return button->text() == text; });
  };
  QVERIFY(hasButton("Accept  ·  Enter"));
  labeling::Finding dark;
  dark.kind = labeling::FindingKind::Dark;
  dark.image = review.project.image("bees/5.png");
  dark.score = 0.55;
  dark.message = "Nearly black: its brightest parts have 10 % of full brightness.";
  review.project.store({dark});
  QVERIFY(hasButton("Leave out  ·  Enter"));
  QVERIFY(!hasButton("Accept  ·  Enter"));
  QTest::keyClick(review.list, Qt::Key_1);
  QVERIFY(review.decisions().empty());
  QTest::keyClick(review.list, Qt::Key_Return);
  QCOMPARE(review.decisions(), std::vector{DecisionKind::Accept});
  QCOMPARE(review.project.session->document().image(dark.image)->state,
           labeling::ImageState::Excluded);
  QCOMPARE(review.workspace.queue().openCount(), 0);
}

void TestReviewWorkspace::theWrongLabelsLeftFollowTheDecisions() {
  Review review;
  const auto& unjudged = [&]() -> const auto& {
    return review.workspace.queue().unjudgedLabels();
  };
  const auto shows = [&](const QString& text) {
    const auto labels = review.workspace.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
      return label->text() == text && label->isVisible();
    });
  };
  QVERIFY(!unjudged());
  QVERIFY(!shows("Wrong labels left"));

  analysis::AuditReport audit;
  for (const std::string& name : ReviewProject::names()) {
    audit.findings.push_back(review.project.error(name, name[0] == 'a' ? "bees" : "ants", 0.1));
    audit.findings.back().evidence = R"({"odds":[0.5]})";
  }
  audit.errors = analysis::ErrorSummary{.odds = {analysis::OddsHistogram()}};
  audit.errors->odds[0].add(0.5, 6);
  audit.errors->odds[0].add(-1, 60);
  QVERIFY(analysis::storeAudit(review.project.session->project(), audit).has_value());
  review.project.session->announceFindings();
  QVERIFY(shows("Wrong labels left"));
  QVERIFY(shows("decisions to go: 6"));

  for (int decision = 0; decision < 5; ++decision) {
    QTest::keyClick(review.list, Qt::Key_Return);
  }
  QVERIFY(shows("decisions to go: 1"));
  QTest::keyClick(review.list, Qt::Key_Return);
  QVERIFY(unjudged()->wrong);
  const analysis::ErrorCount accepted = *unjudged()->wrong;
  QVERIFY(shows(QString("about %1").arg(std::lround(accepted.expected))));
  QVERIFY(shows(QString("most probably %1 to %2")
                    .arg(std::lround(accepted.range.low))
                    .arg(std::lround(accepted.range.high))));
  QVERIFY(accepted.range.low < accepted.expected && accepted.expected < accepted.range.high);

  review.project.session->undo();
  QVERIFY(!unjudged()->wrong);
  QTest::keyClick(review.list, Qt::Key_Space);
  QVERIFY(unjudged()->wrong->expected < accepted.expected);
}

QTEST_MAIN(TestReviewWorkspace)
#include "tst_review_workspace.moc"
