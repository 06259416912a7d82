#include "run_program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

namespace {

QByteArray contentOf(const QString& name) {
  QFile file(name);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

QString golden(const char* name) {
  return QStringLiteral(GOLDEN_FOLDER "/formats/mturk/") + name;
}

}  // namespace

/// A batch of Mechanical Turk from the question to the decisions on the answers.
class TestMturkCommands : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    project_ = path("project");
    for (const char* name : {"a.pgm", "b.pgm", "sub folder/c.pgm"}) {
      const QString picture = project_ + "/" + name;
      QVERIFY(QDir().mkpath(QFileInfo(picture).path()));
      QFile file(picture);
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write("P5\n100 80\n255\n" + QByteArray(8000, name[0]));
    }
    const Outcome imported = runProgram(
        {"import", project_, "--format", "mturk", golden("classes_flattened.csv"), "--json"});
    QVERIFY2(imported.exitCode == 0, imported.messages.constData());
    QCOMPARE(QJsonDocument::fromJson(imported.output).object()["annotations"].toInt(), 8);
    QVERIFY(imported.messages.contains("Rejected answers, not read: 1"));
  }

  void theQuestionIsWritten() {
    const Outcome asked =
        runProgram({"export", project_, "--format", "mturk", path("out"), "--url-prefix",
                    "https://example.com/x", "--query", "path:c.pgm"});
    QVERIFY2(asked.exitCode == 0, asked.messages.constData());
    QCOMPARE(contentOf(path("out/input.csv")),
             QByteArray("image_url\nhttps://example.com/x/sub%20folder/c.pgm\n"));
    QVERIFY(contentOf(path("out/template.html")).contains("crowd-image-classifier"));
  }

  void answersAreApprovedAndRejected() {
    const Outcome open = review({"--json"});
    QVERIFY2(open.exitCode == 0, open.messages.constData());
    const QJsonObject undecided = QJsonDocument::fromJson(open.output).object();
    QCOMPARE(undecided["open"].toInt(), 7);
    QCOMPARE(undecided["decided"].toInt(), 2);
    const Outcome decided = review({"--against", "consensus", "--json"});
    QVERIFY2(decided.exitCode == 0, decided.messages.constData());
    const QJsonObject counts = QJsonDocument::fromJson(decided.output).object();
    QCOMPARE(counts["approved"].toInt(), 4);
    QCOMPARE(counts["rejected"].toInt(), 1);
    QCOMPARE(counts["open"].toInt(), 2);  // two answers to b.pgm are no consensus
    const QByteArray table = contentOf(path("decided/classes_flattened.csv"));
    QCOMPARE(counts["file"].toString(), path("decided/classes_flattened.csv"));
    QCOMPARE(table.count(",x,\n"), 4);
    QVERIFY(table.contains("\"The image shows \"\"cat\"\", not \"\"dog\"\".\""));
  }

  void consensusTakesTheResults() {
    const Outcome outcome =
        runProgram({"consensus", golden("classes.csv"), "--method", "majority"});
    QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
    QVERIFY(outcome.output.contains("https://example.com/pictures/a.pgm?size=large,cat,"));
  }

  void wrongUsageExitsWithTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("another format")
        << QStringList{"--format", "voc", "OUT", "--url-prefix", "https://x"};
    QTest::newRow("question and decisions")
        << QStringList{"--format", "mturk", "OUT", "--task", "detect", "--results", "RESULTS"};
    QTest::newRow("a limit without results")
        << QStringList{"--format", "mturk", "OUT", "--min-iou", "0.7"};
    QTest::newRow("a limit beyond one")
        << QStringList{"--format", "mturk", "OUT", "--results", "RESULTS", "--min-iou", "1.5"};
    QTest::newRow("over the results")
        << QStringList{"--format", "mturk", "RESULTS", "--results", "RESULTS"};
    QTest::newRow("a query that is none")
        << QStringList{"--format", "mturk", "OUT", "--query", "size<large"};
  }
  void wrongUsageExitsWithTwo() {
    QFETCH(QStringList, arguments);
    const QString results = path("results.csv");
    QVERIFY(QFile::copy(golden("boxes.csv"), results));
    const Outcome outcome = runProgram(
        QStringList{"export", project_} +
        arguments.replaceInStrings("RESULTS", results).replaceInStrings("OUT", path("out")));
    QVERIFY2(outcome.exitCode == 2, outcome.messages.constData());
    QCOMPARE(contentOf(results), contentOf(golden("boxes.csv")));
  }

  void badResultsExitWithThree() {
    QFile file(path("bad.csv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a,b\n1,2\n");
    file.close();
    const Outcome imported = runProgram({"import", project_, "--format", "mturk", path("bad.csv")});
    QCOMPARE(imported.exitCode, 3);
    QVERIFY(imported.messages.contains("bad.csv has no column \"WorkerId\""));
  }

private:
  [[nodiscard]] QString path(const char* name) const { return folder_->filePath(name); }
  [[nodiscard]] Outcome review(const QStringList& more) const {
    return runProgram(QStringList{"export", project_, "--format", "mturk", path("decided"),
                                  "--results", golden("classes_flattened.csv")} +
                      more);
  }

  std::unique_ptr<QTemporaryDir> folder_;
  QString project_;
};

QTEST_GUILESS_MAIN(TestMturkCommands)
#include "tst_mturk_commands.moc"
