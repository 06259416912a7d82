#include "labeling/classes/label_rule.h"
#include "project_fixture.h"

#include <QtTest>

using namespace touchstone::labeling;

class TestLabelRule : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aLineSaysARule_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("amount");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* line, RuleKind kind, double amount, const char* other,
                        const char* written) {
      QTest::newRow(line) << line << static_cast<int>(kind) << amount << other << written;
    };
    row("at least 12 px", RuleKind::SideAtLeast, 12, "", "at least 12 px");
    row("  At  LEAST\t12.5px ", RuleKind::SideAtLeast, 12.5, "", "at least 12.5 px");
    row("at most 300 px", RuleKind::SideAtMost, 300, "", "at most 300 px");
    row("at least 100 px²", RuleKind::AreaAtLeast, 100, "", "at least 100 px²");
    row("at least 100 px2", RuleKind::AreaAtLeast, 100, "", "at least 100 px²");
    row("at least 1 per image", RuleKind::CountAtLeast, 1, "", "at least 1 per image");
    row("at most 2 per image", RuleKind::CountAtMost, 2, "", "at most 2 per image");
    row("touches cell", RuleKind::Touches, 0, "cell", "touches cell");
    row("Inside  Petri dish", RuleKind::Inside, 0, "Petri dish", "inside Petri dish");
    row("overlap at most 10 %", RuleKind::OverlapAtMost, 0.1, "", "overlap at most 10 %");
    row("aspect at most 3", RuleKind::AspectAtMost, 3, "", "aspect at most 3");
  }

  void aLineSaysARule() {
    QFETCH(QString, line);
    QFETCH(int, kind);
    QFETCH(double, amount);
    QFETCH(QString, other);
    QFETCH(QString, written);
    const auto rule = labelRule(line.toStdString());
    QVERIFY(rule);
    QCOMPARE(static_cast<int>(rule->kind), kind);
    QVERIFY(std::abs(rule->amount - amount) < 1e-12);
    QCOMPARE(rule->other, other.toStdString());
    QCOMPARE(textOf(*rule), written.toStdString());
    QCOMPARE(*labelRule(textOf(*rule)), *rule);
  }

  void otherLinesAreNotUnderstood_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {"at leats 12 px", "at least px", "at least -1 px", "at least nan px",
                             "at most 1.5 per image", "touches", "inside ", "insideplate",
                             "at least 12", "aspect at most 0.5", "overlap at most ten %",
                             "at least 0,5 px", "12 px", "at least 1e999 px"}) {
      QTest::newRow(line) << line;
    }
  }

  void otherLinesAreNotUnderstood() {
    QFETCH(QString, line);
    const auto rule = labelRule(line.toStdString());
    QVERIFY(!rule);
    QVERIFY(rule.error().message.starts_with("“" + line.trimmed().toStdString() +
                                             "” is not understood. Rules are, for example: "));
  }

  void everyLineThatCannotBeCheckedIsNamed() {
    Document document;
    const ClassId id = document.newClassId();
    static_cast<void>(apply(document, editOf("Add", {ClassChange{id, classNamed("cell")}})));
    QVERIFY(ruleProblems(document, "").empty());
    QVERIFY(ruleProblems(document, "at least 3 px\n\n  \ntouches cell\n").empty());
    const auto problems = ruleProblems(document, "touches plate\nsmall\ninside cell");
    QCOMPARE(problems.size(), std::size_t{2});
    QCOMPARE(problems[0], std::string("There is no class “plate”."));
    QVERIFY(problems[1].starts_with("“small” is not understood."));
    QCOMPARE(labelRules("touches plate\nsmall\ninside cell").size(), std::size_t{2});
  }

  void onlyTheNamedClassIsRenamed() {
    QCOMPARE(rulesWithClassRenamed("inside cell\n cell, always\ntouches cells\n", "cell", "disc"),
             std::string("inside disc\n cell, always\ntouches cells\n"));
    QCOMPARE(rulesWithClassRenamed("", "cell", "disc"), std::string());
    QCOMPARE(rulesWithClassRenamed("\n\nat  most 3 px", "cell", "disc"),
             std::string("\n\nat  most 3 px"));
  }

  void rulesAreKeptInTheProjectAndUndone() {
    const ProjectFolder folder;
    auto project = folder.open();
    QVERIFY(project);
    const ClassId id = addClass(**project, "cell");
    LabelClass withRules = classNamed("cell");
    withRules.rules = "at least 12 px\nwhatever";
    QVERIFY((*project)->perform(editOf("Change the rules", {ClassChange{id, withRules}})));
    project->reset();
    project = folder.open();
    QVERIFY(project);
    QCOMPARE((*project)->document().labelClass(id)->rules, withRules.rules);
    QVERIFY((*project)->undo());
    QVERIFY((*project)->document().labelClass(id)->rules.empty());
    QVERIFY((*project)->redo());
    QCOMPARE((*project)->document().labelClass(id)->rules, withRules.rules);
  }
};

QTEST_APPLESS_MAIN(TestLabelRule)
#include "tst_label_rule.moc"
