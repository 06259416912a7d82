#include "labeling/project/iteration.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone;
using namespace touchstone::labeling;

/// The rounds of labelling and training that a project remembers.
class TestIteration : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<ProjectFolder>();
    project_ = *folder_->open();
    bolt_ = addClass(*project_, "bolt");
  }
  void cleanup() { project_.reset(); }

  void aRoundKnowsItsLabels() {
    const IterationRecord first = finishRound();
    QCOMPARE(first.number, std::int64_t{1});
    QCOMPARE(first.decisions, 0);
    QCOMPARE(first.labelHash, labelHashOf(project_->document()));
  }

  void goesBackToTheLabelsOfARound() {
    addBox(*project_, 1, bolt_, {0, 0, 10, 10});
    const Document labelsOfFirst = project_->document();
    const IterationRecord first = finishRound();
    addBox(*project_, 2, bolt_, {0, 0, 10, 10});
    addBox(*project_, 3, bolt_, {0, 0, 10, 10});
    const Document labelsOfSecond = project_->document();
    const IterationRecord second = finishRound();
    QCOMPARE(*goBackTo(*project_, first), 2);
    QVERIFY(project_->document() == labelsOfFirst);
    QCOMPARE(*goBackTo(*project_, first), 0);
    QCOMPARE(*goBackTo(*project_, second), 2);
    QVERIFY(project_->document() == labelsOfSecond);
  }

  void laterStepsComeBackByRedo() {
    addBox(*project_, 1, bolt_, {0, 0, 10, 10});
    const IterationRecord first = finishRound();
    addBox(*project_, 2, bolt_, {0, 0, 10, 10});
    const Document last = project_->document();
    QVERIFY(goBackTo(*project_, first).has_value());
    QVERIFY(project_->redo().has_value());
    QVERIFY(project_->document() == last);
  }

  void labelsThatWereGivenUpAreRefusedAndNothingChanges() {
    addBox(*project_, 1, bolt_, {0, 0, 10, 10});
    const IterationRecord first = finishRound();
    QVERIFY(project_->undo().has_value());
    addBox(*project_, 1, bolt_, {5, 5, 20, 20});
    const Document last = project_->document();
    const auto steps = goBackTo(*project_, first);
    QVERIFY(!steps.has_value());
    QVERIFY(steps.error().message.find("round 1") != std::string::npos);
    QVERIFY(project_->document() == last);
  }

private:
  IterationRecord finishRound() {
    RunRecord run = *project_->newRun("classify", "{}");
    run.state = "done";
    run.labelHash = labelHashOf(project_->document());
    return *finishIteration(*project_, run, "val");
  }

  std::unique_ptr<ProjectFolder> folder_;
  std::unique_ptr<Project> project_;
  ClassId bolt_ = 0;
};

QTEST_APPLESS_MAIN(TestIteration)
#include "tst_iteration.moc"
