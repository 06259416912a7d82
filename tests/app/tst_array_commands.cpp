#include "run_program.h"

#include <QTemporaryDir>
#include <QtTest>

#include <vector>

namespace {

/// Writes numbers as NumPy does.
template <class Number>
void writeNpy(const QString& name,
              const char* type,
              const char* shape,
              std::vector<Number> values) {
  QByteArray header =
      QByteArray("{'descr': '") + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
  header = header.leftJustified(128 - 10 - 1, ' ') + '\n';
  QFile file(name);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("\x93NUMPY\x01\x00", 8);
  file.putChar(static_cast<char>(header.size()));
  file.putChar(0);
  file.write(header);
  file.write(reinterpret_cast<const char*>(values.data()),
             static_cast<qint64>(values.size() * sizeof(Number)));
}

void writeText(const QString& name, const char* text) {
  QFile file(name);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(text);
}

}  // namespace

/// The commands that replace a script: arrays and tables in, a table out.
class TestArrayCommands : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void labelIssuesWritesATable();
  void labelIssuesLearnsFromDecisions();
  void labelIssuesAsksForSamples();
  void labelIssuesRefusesBadInput_data();
  void labelIssuesRefusesBadInput();
  void consensusWritesItemsAndAnnotators();
  void consensusOfARefusedTableExitsWithThree();

private:
  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(name); }
  [[nodiscard]] QStringList labelIssues(const QStringList& more) const {
    return QStringList{"label-issues", "--labels", path("labels.npy"), "--probs",
                       path("probs.npy")} +
           more;
  }

  QTemporaryDir folder_;
};

void TestArrayCommands::initTestCase() {
  QVERIFY(folder_.isValid());
  // Six samples of two classes; the last one looks like the other class.
  writeNpy<std::int64_t>(path("labels.npy"), "<i8", "(6,)", {0, 0, 0, 1, 1, 1});
  writeNpy<double>(path("probs.npy"), "<f8", "(6, 2)",
                   {0.9, 0.1, 0.8, 0.2, 0.9, 0.1, 0.1, 0.9, 0.2, 0.8, 0.95, 0.05});
}

void TestArrayCommands::labelIssuesWritesATable() {
  const Outcome outcome = runProgram(labelIssues({"--filter", "prune_by_class"}));
  QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
  QCOMPARE(outcome.output.split('\n').first(),
           QByteArray("index,given,suggested,quality,is_issue"));
  QCOMPARE(outcome.output.split('\n').at(6), QByteArray("5,1,0,0.05,True"));
  QCOMPARE(outcome.output.count("True"), 1);
}

void TestArrayCommands::labelIssuesLearnsFromDecisions() {
  writeText(path("decisions.csv"), "index,decision\n5,keep\n0,relabel\n1,exclude\n");
  const Outcome outcome =
      runProgram(labelIssues({"--score", "estimated", "--decisions", path("decisions.csv")}));
  QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
  const auto lines = outcome.output.split('\n');
  QCOMPARE(lines.at(1), QByteArray("0,0,0,0,True"));
  QCOMPARE(lines.at(6), QByteArray("5,1,0,1,False"));
  QVERIFY(outcome.messages.contains("most probably"));
}

void TestArrayCommands::labelIssuesAsksForSamples() {
  const Outcome outcome = runProgram(labelIssues({"--ask", "3", "--out", path("issues.csv")}));
  QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
  QCOMPARE(outcome.output.split('\n').size(), 4);  // the last line is empty
  QVERIFY(QFile::exists(path("issues.csv")));
}

void TestArrayCommands::labelIssuesRefusesBadInput_data() {
  QTest::addColumn<QStringList>("more");
  QTest::addColumn<int>("exitCode");
  QTest::newRow("unknown filter") << QStringList{"--filter", "by_eye"} << 2;
  QTest::newRow("decisions for a filter that does not learn")
      << QStringList{"--filter", "both", "--decisions", "x.csv"} << 2;
  QTest::newRow("questions and table on standard output") << QStringList{"--ask", "3"} << 2;
  writeText(path("beyond.csv"), "index,decision\n6,keep\n");
  QTest::newRow("decision about no sample") << QStringList{"--decisions", path("beyond.csv")} << 3;
  writeText(path("unknown.csv"), "index,decision\n1,perhaps\n");
  QTest::newRow("unknown decision") << QStringList{"--decisions", path("unknown.csv")} << 3;
  writeText(path("columns.csv"), "sample,decision\n1,keep\n");
  QTest::newRow("other columns") << QStringList{"--decisions", path("columns.csv")} << 3;
}

void TestArrayCommands::labelIssuesRefusesBadInput() {
  QFETCH(QStringList, more);
  QFETCH(int, exitCode);
  const Outcome outcome = runProgram(labelIssues(more));
  QCOMPARE(outcome.exitCode, exitCode);
  QVERIFY(!outcome.messages.isEmpty());
}

void TestArrayCommands::consensusWritesItemsAndAnnotators() {
  writeText(path("table.csv"), "id,ann,bob,eve\nx,dog,dog,cat\ny,cat,cat,cat\n");
  const Outcome outcome = runProgram({"consensus", path("table.csv"), "--method", "majority",
                                      "--annotators", path("annotators.csv")});
  QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
  QCOMPARE(outcome.output.split('\n').at(2), QByteArray("y,cat,1"));
  QVERIFY(outcome.messages.contains("2 items, 3 annotators."));
  QFile annotators(path("annotators.csv"));
  QVERIFY(annotators.open(QIODevice::ReadOnly));
  QCOMPARE(annotators.readLine(), QByteArray("annotator,labels,quality,agreement\n"));
}

void TestArrayCommands::consensusOfARefusedTableExitsWithThree() {
  writeText(path("empty.csv"), "id,ann,bob\n");
  QCOMPARE(runProgram({"consensus", path("empty.csv")}).exitCode, 3);
  writeText(path("two.csv"), "id,ann,bob\nx,dog,cat\n");
  QCOMPARE(runProgram({"consensus", path("two.csv"), "--method", "crowdlab"}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestArrayCommands)
#include "tst_array_commands.moc"
