#include "run_program.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

namespace {

QJsonObject objectIn(const QByteArray& text) {
  return QJsonDocument::fromJson(text).object();
}

QJsonObject objectInFile(const QString& name) {
  QFile file(name);
  return file.open(QIODevice::ReadOnly) ? objectIn(file.readAll()) : QJsonObject();
}

QList<QJsonObject> jsonLines(const QByteArray& text) {
  QList<QJsonObject> lines;
  for (const QByteArray& line : text.trimmed().split('\n')) {
    lines.append(objectIn(line));
  }
  return lines;
}

}  // namespace

/// The contracts that scripts rely on: commands, exit codes and the shapes of their JSON.
class TestCommandLine : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    qputenv("XDG_DATA_HOME", folder_.filePath("data").toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
    qputenv("TORCH_HOME", folder_.filePath("torch").toUtf8());
    sample_ = folder_.filePath("sample");
    const Outcome made = runProgram({"sample", sample_, "--task", "classify", "--images", "48",
                                     "--seed", "5", "--label-errors", "0.1"});
    QVERIFY2(made.exitCode == 0, made.messages.constData());
  }

  void annotatorsOfAProjectAreCompared() {
    const QString folder = folder_.filePath("annotators");
    QVERIFY(QDir().mkpath(folder));
    QFile picture(folder + "/a.pgm");
    QVERIFY(picture.open(QIODevice::WriteOnly));
    picture.write("P5 80 60 255\n" + QByteArray(80 * 60, 'g'));
    picture.close();
    QFile table(folder_.filePath("boxes.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write(
        "file,label,annotator,x0,y0,x1,y1\n"
        "a.pgm,nut,Anna,10,10,30,30\n"
        "a.pgm,nut,Ben,10,10,30,30\n"
        "a.pgm,bolt,Anna,40,10,60,30\n");
    table.close();
    const Outcome imported = runProgram({"import", folder, "--format", "csv", table.fileName()});
    QVERIFY2(imported.exitCode == 0, imported.messages.constData());
    const Outcome outcome = runProgram({"consensus", folder, "--method", "majority", "--json"});
    QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
    const QJsonObject report = objectIn(outcome.output);
    QCOMPARE(report["annotators"].toArray().size(), 2);
    const QJsonObject pair = report["pairs"].toArray().first().toObject();
    QCOMPARE(pair["matched"].toInt(), 1);
    QCOMPARE(pair["f1"].toDouble(), 2.0 / 3);
    QCOMPARE(report["objects"].toArray().size(), 2);
    QCOMPARE(runProgram({"consensus", folder, "--method", "crowdlab"}).exitCode, 2);
    QCOMPARE(runProgram({"consensus", folder, "--method", "majority", "--adopt"}).exitCode, 0);
    const QJsonObject left = objectIn(runProgram({"stats", folder, "--json"}).output);
    QCOMPARE(left["annotations"].toInt(), 2);
    QCOMPARE(runProgram({"consensus", folder}).exitCode, 3);  // nothing was drawn twice any more
    QCOMPARE(runProgram({"consensus", sample_}).exitCode, 3);
  }

  void wrongUsageExitsWithTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"teach"};
    QTest::newRow("unknown option") << QStringList{"stats", "x", "--colour"};
    QTest::newRow("unknown preset") << QStringList{"train", "x", "--preset", "heroic"};
    QTest::newRow("no folder to write to") << QStringList{"augment", "x"};
    QTest::newRow("preset and recipe")
        << QStringList{"augment", "x", "--out", "y", "--preset", "light", "--recipe", "z.json"};
    QTest::newRow("no finding named") << QStringList{"decide", "x", "--decision", "keep"};
  }
  void wrongUsageExitsWithTwo() {
    QFETCH(QStringList, arguments);
    QCOMPARE(runProgram(arguments).exitCode, 2);
  }

  void badInputExitsWithThreeAndNamesTheFolder_data() {
    QTest::addColumn<QString>("folder");
    QTest::newRow("missing folder") << folder_.filePath("nowhere");
    QDir(folder_.path()).mkpath("empty");
    QTest::newRow("folder without images") << folder_.filePath("empty");
  }
  void badInputExitsWithThreeAndNamesTheFolder() {
    QFETCH(QString, folder);
    const Outcome outcome = runProgram({"stats", folder});
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.messages.contains(folder.toUtf8()), outcome.messages.constData());
  }

  void statsHaveTheContractedShape() {
    const Outcome outcome = runProgram({"stats", sample_, "--json"});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonObject stats = objectIn(outcome.output);
    QCOMPARE(stats["images"].toInt(), 48);
    QCOMPARE(stats["annotations"].toInt(), 48);
    int images = 0;
    for (const QJsonValue& entry : stats["classes"].toArray()) {
      QVERIFY(entry["name"].isString());
      images += entry["images"].toInt();
    }
    QCOMPARE(images, 48);
    int inSplits = 0;
    for (const QJsonValue& count : stats["splits"].toObject()) {
      inSplits += count.toInt();
    }
    QCOMPARE(inSplits, 48);
    QCOMPARE(stats["states"]["labelled"].toInt(), 48);
  }

  void statsOfAQueryCountOnlyItsImages() {
    const QJsonObject all = objectIn(runProgram({"stats", sample_, "--json"}).output);
    for (const QString split : {"train", "val", "test"}) {
      const Outcome outcome =
          runProgram({"stats", sample_, "--json", "--query", "split:" + split + " labels:1"});
      QCOMPARE(outcome.exitCode, 0);
      const QJsonObject stats = objectIn(outcome.output);
      QCOMPARE(stats["images"].toInt(), all["splits"][split].toInt());
      QCOMPARE(stats["annotations"].toInt(), all["splits"][split].toInt());
    }
    const Outcome wrong = runProgram({"stats", sample_, "--query", "size<large"});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.messages.contains("is no number."), wrong.messages.constData());
  }

  void augmentWritesAProjectWithTheSameClasses() {
    const QJsonObject before = objectIn(runProgram({"stats", sample_, "--json"}).output);
    const QString place = folder_.filePath("augmented");
    const Outcome outcome =
        runProgram({"augment", sample_, "--out", place, "--preset", "strong", "--copies", "2",
                    "--split", "train", "--seed", "7", "--json"});
    QVERIFY2(outcome.exitCode == 0, outcome.messages.constData());
    const QJsonObject report = objectIn(outcome.output);
    QCOMPARE(report["images"].toInt(), 2 * before["splits"]["train"].toInt());
    QCOMPARE(report["annotations"].toInt(), report["images"].toInt());
    QCOMPARE(report["seed"].toInt(), 7);
    const QJsonObject after = objectIn(runProgram({"stats", place, "--json"}).output);
    QCOMPARE(after["images"], report["images"]);
    QCOMPARE(after["splits"]["train"], report["images"]);
    QCOMPARE(after["classes"].toArray().size(), before["classes"].toArray().size());
    QCOMPARE(runProgram({"augment", sample_, "--out", place}).exitCode, 2);
    const QString recipe = folder_.filePath("recipe.json");
    QFile file(recipe);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"spin": 1})");
    file.close();
    const Outcome bad =
        runProgram({"augment", sample_, "--out", folder_.filePath("bad"), "--recipe", recipe});
    QCOMPARE(bad.exitCode, 3);
    QVERIFY2(bad.messages.contains("\"spin\""), bad.messages.constData());
  }

  void theLoopRunsFromTheCommandLine() {
    const Outcome trained = runProgram(
        {"train", sample_, "--task", "classify", "--epochs", "2", "--size", "48", "--json"});
    QVERIFY2(trained.exitCode == 0, trained.messages.constData());
    const QList<QJsonObject> lines = jsonLines(trained.output);
    QCOMPARE(lines.first()["event"].toString(), QString("plan"));
    const QJsonObject done = lines.last();
    QCOMPARE(done["event"].toString(), QString("done"));
    QCOMPARE(done["run"].toString(), QString("0001"));
    QCOMPARE(done["task"].toString(), QString("classify"));
    QVERIFY(done["metrics"]["accuracy"].isDouble());
    QVERIFY(done["metrics"]["loss"].isDouble());
    QVERIFY(QFile::exists(done["weights"].toString()));
    const auto epochs = std::count_if(lines.begin(), lines.end(), [](const QJsonObject& line) {
      return line["event"].toString() == "epoch" && line["secondsLeft"].isDouble();
    });
    QCOMPARE(epochs, 2);

    const QString json = folder_.filePath("audit.json");
    const QString html = folder_.filePath("audit.html");
    const Outcome audited =
        runProgram({"audit", sample_, "--folds", "2", "--json", json, "--html", html});
    QVERIFY2(audited.exitCode == 0, audited.messages.constData());
    const QJsonObject audit = objectInFile(json);
    QCOMPARE(audit["run"].toString(), QString("0001"));
    QVERIFY(audit["summary"].isObject());
    QCOMPARE(audit["scores"].toArray().size(), 48);
    double last = 0;
    for (const QJsonValue& finding : audit["findings"].toArray()) {
      QVERIFY(finding["id"].toInt() > 0);
      QVERIFY(finding["image"].isString());
      QVERIFY(finding["message"].toString().size() > 10);
      QVERIFY(finding["score"].toDouble() >= last);
      last = finding["score"].toDouble();
    }
    QVERIFY(QFile(html).size() > 1000);
  }

  void aDecisionChangesTheLabelAndIsNotAskedAgain() {
    const QString json = folder_.filePath("audit.json");
    const QJsonArray findings = objectInFile(json)["findings"].toArray();
    QVERIFY2(!findings.isEmpty(), "the planted errors and an untrained model leave no finding");
    const QString id = QString::number(findings.first()["id"].toInt());
    const Outcome decided = runProgram({"decide", sample_, "--finding", id, "--decision", "keep"});
    QVERIFY2(decided.exitCode == 0, decided.messages.constData());
    const Outcome unknown =
        runProgram({"decide", sample_, "--finding", "999999", "--decision", "keep"});
    QCOMPARE(unknown.exitCode, 3);
  }

  void importMakesTheProjectAndExportWritesIt() {
    const QString project = folder_.filePath("imported");
    const Outcome imported = runProgram({"import", project, "--format", "folders", sample_});
    QVERIFY2(imported.exitCode == 0, imported.messages.constData());
    const QString table = folder_.filePath("labels.csv");
    const Outcome exported = runProgram({"export", project, "--format", "csv", table});
    QVERIFY2(exported.exitCode == 0, exported.messages.constData());
    QFile file(table);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readLine().startsWith("file,label"));
    QCOMPARE(file.readAll().count('\n'), 48);
  }

private:
  QTemporaryDir folder_;
  QString sample_;
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
