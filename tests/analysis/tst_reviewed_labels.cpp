#include "analysis/audits/reviewed_labels.h"

#include <QTest>

using namespace touchstone;
using namespace touchstone::analysis;
using labeling::DecisionKind;
using labeling::Finding;
using labeling::FindingKind;

namespace {

Finding findingOn(labeling::AnnotationId label, FindingKind kind, const std::string& evidence) {
  Finding finding;
  finding.kind = kind;
  finding.image = label;
  finding.annotation = label;
  finding.given = "ant";
  finding.suggested = "bee";
  finding.evidence = evidence;
  return finding;
}

const std::string someOdds = R"({"probabilities":{"bee":0.9},"odds":[1.5,-0.25]})";

/// A document in which a person gave these answers.
labeling::Document answered(std::vector<labeling::Decision> decisions) {
  labeling::Document document;
  labeling::Edit edit;
  for (labeling::Decision& decision : decisions) {
    edit.changes.emplace_back(
        labeling::DecisionChange{document.newDecisionId(), std::move(decision)});
  }
  static_cast<void>(labeling::apply(document, std::move(edit)));
  return document;
}

}  // namespace

class TestReviewedLabels : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void anAnswerSaysWhetherTheLabelWasWrong_data();
  void anAnswerSaysWhetherTheLabelWasWrong();
  void aLabelCountsOnce();
  void otherFindingsOnTheLabelTellToo();
  void whatDoesNotQuestionTheClassSaysNothingOfIt();
  void evidenceWithoutOddsSaysNothing_data();
  void evidenceWithoutOddsSaysNothing();
};

void TestReviewedLabels::anAnswerSaysWhetherTheLabelWasWrong_data() {
  QTest::addColumn<int>("decision");
  QTest::addColumn<QString>("chosen");
  QTest::addColumn<int>("reviewed");
  QTest::addColumn<bool>("wrong");
  QTest::newRow("accepted") << int(DecisionKind::Accept) << "bee" << 1 << true;
  QTest::newRow("another class") << int(DecisionKind::Relabel) << "wasp" << 1 << true;
  QTest::newRow("the same class") << int(DecisionKind::Relabel) << "ant" << 1 << false;
  QTest::newRow("kept") << int(DecisionKind::Keep) << "" << 1 << false;
  QTest::newRow("left out") << int(DecisionKind::Exclude) << "" << 0 << false;
  QTest::newRow("later") << int(DecisionKind::Later) << "" << 0 << false;
}

void TestReviewedLabels::anAnswerSaysWhetherTheLabelWasWrong() {
  QFETCH(int, decision);
  QFETCH(QString, chosen);
  QFETCH(int, reviewed);
  QFETCH(bool, wrong);
  const std::vector<Finding> findings{findingOn(7, FindingKind::LabelError, someOdds),
                                      findingOn(8, FindingKind::Ambiguous, someOdds)};
  const auto document = answered({{.kind = static_cast<DecisionKind>(decision),
                                   .findingKey = keyOf(findings[0]),
                                   .chosen = chosen.toStdString()}});
  const auto labels = reviewedLabels(questionedLabels(findings), document);
  QCOMPARE(labels.size(), static_cast<std::size_t>(reviewed));
  if (!labels.empty()) {
    QCOMPARE(labels[0].wrong, wrong);
    QCOMPARE(labels[0].logOdds, (std::vector<double>{1.5, -0.25}));
  }
}

void TestReviewedLabels::aLabelCountsOnce() {
  const std::vector<Finding> findings{findingOn(7, FindingKind::LabelError, someOdds),
                                      findingOn(7, FindingKind::Misclassified, "{}")};
  const auto document =
      answered({{.kind = DecisionKind::Accept, .findingKey = keyOf(findings[0]), .chosen = "bee"},
                {.kind = DecisionKind::Accept, .findingKey = keyOf(findings[1]), .chosen = "bee"}});
  QCOMPARE(reviewedLabels(questionedLabels(findings), document).size(), std::size_t{1});
}

void TestReviewedLabels::otherFindingsOnTheLabelTellToo() {
  const std::vector<Finding> findings{findingOn(7, FindingKind::Misclassified, "{}"),
                                      findingOn(7, FindingKind::Ambiguous, someOdds)};
  const auto document =
      answered({{.kind = DecisionKind::Keep, .findingKey = keyOf(findings[0]), .chosen = ""}});
  const auto labels = reviewedLabels(questionedLabels(findings), document);
  QCOMPARE(labels.size(), std::size_t{1});
  QVERIFY(!labels[0].wrong);
}

void TestReviewedLabels::whatDoesNotQuestionTheClassSaysNothingOfIt() {
  std::vector<Finding> findings{findingOn(7, FindingKind::LabelError, someOdds),
                                findingOn(7, FindingKind::Inconsistent, "{}")};
  findings[1].reason = "ant: at least 12 px";
  const auto document =
      answered({{.kind = DecisionKind::Keep, .findingKey = keyOf(findings[1]), .chosen = ""}});
  QVERIFY(reviewedLabels(questionedLabels(findings), document).empty());
  findings[1].reason.clear();
  QVERIFY(!document.decisionOn(keyOf(findings[1])));
}

void TestReviewedLabels::evidenceWithoutOddsSaysNothing_data() {
  QTest::addColumn<QString>("evidence");
  QTest::newRow("nothing") << "";
  QTest::newRow("no JSON") << "odds";
  QTest::newRow("a list") << "[1]";
  QTest::newRow("other evidence") << R"({"probabilities":{"bee":0.9}})";
  QTest::newRow("words") << R"({"odds":"many"})";
}

void TestReviewedLabels::evidenceWithoutOddsSaysNothing() {
  QFETCH(QString, evidence);
  QVERIFY(oddsIn(evidence.toStdString()).empty());
  const std::vector<Finding> findings{
      findingOn(7, FindingKind::LabelError, evidence.toStdString())};
  QVERIFY(questionedLabels(findings).empty());
}

QTEST_APPLESS_MAIN(TestReviewedLabels)
#include "tst_reviewed_labels.moc"
