#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

/// The engine as the desktop talks to it.
class TestEngine : public QObject {
  Q_OBJECT

private:
  /// Sends a request and returns the answer to it; notifications are kept.
  QJsonObject ask(int id, const QString& method, const QJsonObject& params = {}) {
    send(id, method, params);
    return answerTo(id);
  }

  void send(int id, const QString& method, const QJsonObject& params = {}) {
    const QJsonObject request{
        {"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}};
    engine_.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
  }

  QJsonObject answerTo(int id) {
    while (engine_.canReadLine() || engine_.waitForReadyRead(120'000)) {
      while (engine_.canReadLine()) {
        const QJsonObject message = QJsonDocument::fromJson(engine_.readLine()).object();
        if (message.contains("method")) {
          notifications_.append(message);
        } else if (message["id"].toInt() == id) {
          return message;
        }
      }
    }
    return {};
  }

private Q_SLOTS:
  void initTestCase() {
    qputenv("XDG_DATA_HOME", folder_.filePath("data").toUtf8());
    qputenv("TORCH_HOME", folder_.filePath("torch").toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
    sample_ = folder_.filePath("sample");
    QCOMPARE(
        QProcess::execute(PROGRAM, {"sample", sample_, "--task", "classify", "--images", "40"}), 0);
    QCOMPARE(QProcess::execute(PROGRAM, {"stats", sample_}), 0);
  }

  void init() {
    notifications_.clear();
    engine_.start(PROGRAM, {"serve"});
    QVERIFY(engine_.waitForStarted());
  }

  void cleanup() {
    engine_.closeWriteChannel();
    QVERIFY(engine_.state() == QProcess::NotRunning || engine_.waitForFinished(20'000));
    QCOMPARE(engine_.exitStatus(), QProcess::NormalExit);
    QCOMPARE(engine_.exitCode(), 0);
  }

  void helloNamesTheBackbones() {
    const QJsonObject result = ask(1, "hello")["result"].toObject();
    QCOMPARE(result["name"].toString(), QString("touchstone"));
    QVERIFY(result["backbones"].isArray());
    QCOMPARE(result["baselines"].toArray().size(), 4);
  }

  void badLinesAreRefusedAndTheEngineGoesOn_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("{\"id\":") << -32700;
    QTest::newRow("no method") << QByteArray("{\"id\":1}") << -32600;
    QTest::newRow("an array") << QByteArray("[1,2]") << -32600;
    QTest::newRow("text as id") << QByteArray(R"({"id":"a","method":"hello"})") << -32600;
    QTest::newRow("unknown method") << QByteArray(R"({"id":1,"method":"dance"})") << -32601;
    QTest::newRow("missing parameter") << QByteArray(R"({"id":1,"method":"plan"})") << -32602;
  }
  void badLinesAreRefusedAndTheEngineGoesOn() {
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    engine_.write(line + '\n');
    while (!engine_.canReadLine() && engine_.waitForReadyRead(20'000)) {
    }
    const QJsonObject answer = QJsonDocument::fromJson(engine_.readLine()).object();
    QCOMPARE(answer["error"]["code"].toInt(), code);
    QVERIFY(ask(2, "hello").contains("result"));
  }

  void aMissingProjectIsOneSentence() {
    const QJsonObject answer = ask(1, "plan", {{"project", folder_.filePath("nowhere")}});
    QCOMPARE(answer["error"]["code"].toInt(), -32000);
    QVERIFY(answer["error"]["message"].toString().contains("nowhere"));
  }

  void aCancelledTrainingAnswersWithinASecondOfItsBatch() {
    QDir(sample_).mkpath(".touchstone/runs/0009");
    send(1, "train",
         {{"project", sample_},
          {"run", "0009"},
          {"task", "classify"},
          {"epochs", 1000},
          {"size", 32}});
    while (notifications_.isEmpty() && engine_.waitForReadyRead(60'000)) {
      while (engine_.canReadLine()) {
        notifications_.append(QJsonDocument::fromJson(engine_.readLine()).object());
      }
    }
    QVERIFY(!notifications_.isEmpty());
    const QJsonObject cancelled = ask(2, "cancel", QJsonObject{{"job", 1}})["result"].toObject();
    QVERIFY(cancelled["cancelled"].toBool());
    const QJsonObject answer = answerTo(1);
    QVERIFY(answer["error"]["code"].toInt() == -32800 || answer["result"]["cancelled"].toBool());
  }

  void aFolderWithoutSplitsCanBePlanned() {
    const QDir fresh(folder_.filePath("fresh"));
    for (const QString& name : {QStringLiteral("gear"), QStringLiteral("nut")}) {
      QVERIFY(fresh.mkpath(name));
      QDirIterator pictures(QStringLiteral("%1/train/%2").arg(sample_, name),
                            QStringList{QStringLiteral("*.jpg")}, QDir::Files);
      while (pictures.hasNext()) {
        const QString picture = pictures.next();
        QVERIFY(
            QFile::copy(picture, fresh.filePath(name + QLatin1Char('/') + pictures.fileName())));
      }
    }
    QCOMPARE(QProcess::execute(PROGRAM, {"stats", fresh.path()}), 0);
    const QJsonObject plan = ask(1, "plan", {{"project", fresh.path()}})["result"].toObject();
    QCOMPARE(plan["classes"].toInt(), 2);
    QVERIFY(plan["images"].toInt() > 0);
  }

  void aTrainedRunIsExplained() {
    QDir(sample_).mkpath(".touchstone/runs/0008");
    const QJsonObject trained = ask(1, "train",
                                    {{"project", sample_},
                                     {"run", "0008"},
                                     {"task", "classify"},
                                     {"epochs", 1},
                                     {"size", 32}});
    QVERIFY2(trained.contains("result"), qPrintable(trained["error"]["message"].toString()));
    QDirIterator pictures(sample_, QStringList{QStringLiteral("*.jpg")}, QDir::Files,
                          QDirIterator::Subdirectories);
    const QJsonObject params{{"project", sample_},
                             {"run", "0008"},
                             {"image", QDir(sample_).relativeFilePath(pictures.next())},
                             {"stage", 2}};
    const QJsonObject seen = ask(2, "explain", params)["result"].toObject();
    QVERIFY(QFile::exists(seen["heat"].toString()));
    QCOMPARE(seen["area"].toArray().size(), 4);
    QCOMPARE(seen["class"], seen["predicted"]);
    const QJsonObject maps = ask(3, "features", params)["result"].toObject();
    QVERIFY(QFile::exists(maps["sheet"].toString()));
    QCOMPARE(maps["maps"].toInt(), 64);
    const QJsonObject outside{{"project", sample_}, {"run", "0008"}, {"image", "../x.jpg"}};
    const QJsonObject refused = ask(4, "explain", outside)["error"].toObject();
    QCOMPARE(refused["code"].toInt(), -32602);
  }

  void nothingButTheProtocolIsOnStandardOutput() {
    send(1, "plan", {{"project", sample_}});
    engine_.closeWriteChannel();
    QVERIFY(engine_.waitForFinished(60'000));
    for (const QByteArray& line : engine_.readAllStandardOutput().trimmed().split('\n')) {
      QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    }
  }

private:
  QTemporaryDir folder_;
  QString sample_;
  QProcess engine_;
  QList<QJsonObject> notifications_;
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
