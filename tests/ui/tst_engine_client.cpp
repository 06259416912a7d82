#include "ui/engine/engine_client.h"

#include <QSignalSpy>
#include <QTest>

using namespace touchstone;
using ui::EngineClient;

namespace {

ui::EngineProgram fake(const QString& mode) {
  return {.path = FAKE_ENGINE,
          .arguments = {mode},
          .startLimit = std::chrono::milliseconds(20'000),
          .cancelLimit = std::chrono::milliseconds(300)};
}

/// What the callbacks of one request received.
struct Answer {
  QList<Result<QJsonObject>> results;
  QList<ui::EngineProgress> progress;

  EngineClient::Finished finished() {
    return [this](const Result<QJsonObject>& result) { results.append(result); };
  }
  EngineClient::ProgressSeen progressSeen() {
    return [this](const ui::EngineProgress& seen) { progress.append(seen); };
  }
};

}  // namespace

class TestEngineClient : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void answersARequestWithProgressAndResult();
  void passesTheEnginesSentenceOn();
  void matchesRepliesToTheirRequests();
  void aCancelledJobEndsAsCancelled();
  void anEngineThatIgnoresCancelIsEnded();
  void saysOnceThatTheEngineDied_data();
  void saysOnceThatTheEngineDied();
  void saysThatASilentEngineDoesNotAnswer();
  void startsAgainAfterACrash();
  void aDeadReceiverIsNotCalled();
  void theDestructorEndsTheEngine();
};

void TestEngineClient::answersARequestWithProgressAndResult() {
  EngineClient client(fake("good"));
  QCOMPARE(client.state(), EngineClient::State::Stopped);
  Answer answer;
  client.request("train", {}, this, answer.finished(), answer.progressSeen());
  QCOMPARE(client.state(), EngineClient::State::Starting);
  QTRY_COMPARE(answer.results.size(), 1);
  QVERIFY(answer.results[0].has_value());
  QCOMPARE(answer.results[0]->value("run").toString(), QString("0001"));
  QCOMPARE(answer.progress.size(), 2);
  QCOMPARE(answer.progress[1].stage, QString("epoch"));
  QCOMPARE(answer.progress[1].done, 2.0);
  QCOMPARE(answer.progress[1].metrics.value("accuracy").toDouble(), 0.9);
  QCOMPARE(client.state(), EngineClient::State::Ready);
}

void TestEngineClient::passesTheEnginesSentenceOn() {
  EngineClient client(fake("good"));
  QSignalSpy died(&client, &EngineClient::failed);
  Answer answer;
  client.request("dance", {}, this, answer.finished());
  QTRY_COMPARE(answer.results.size(), 1);
  QCOMPARE(answer.results[0].error().message, std::string("The engine does not know dance."));
  QCOMPARE(died.count(), 0);
}

void TestEngineClient::matchesRepliesToTheirRequests() {
  EngineClient client(fake("good"));
  Answer plan;
  Answer audit;
  client.request("audit", {}, this, audit.finished());
  client.request("plan", {}, this, plan.finished());
  QTRY_COMPARE(plan.results.size(), 1);
  QVERIFY(plan.results[0]->contains("sentence"));
  QVERIFY(audit.results[0]->contains("report"));
}

void TestEngineClient::aCancelledJobEndsAsCancelled() {
  EngineClient client(fake("slow"));
  Answer answer;
  const auto job = client.request("train", {}, this, answer.finished(), answer.progressSeen());
  QTRY_COMPARE(answer.progress.size(), 1);
  QCOMPARE(client.state(), EngineClient::State::Busy);
  client.cancel(job);
  QTRY_COMPARE(answer.results.size(), 1);
  QCOMPARE(answer.results[0].error().kind, ErrorKind::Cancelled);
  QCOMPARE(client.state(), EngineClient::State::Ready);
}

void TestEngineClient::anEngineThatIgnoresCancelIsEnded() {
  EngineClient client(fake("stubborn"));
  QSignalSpy died(&client, &EngineClient::failed);
  Answer answer;
  const auto job = client.request("train", {}, this, answer.finished(), answer.progressSeen());
  QTRY_COMPARE(answer.progress.size(), 1);
  client.cancel(job);
  QTRY_COMPARE(answer.results.size(), 1);
  QCOMPARE(answer.results[0].error().kind, ErrorKind::Cancelled);
  QCOMPARE(died.count(), 1);
  QCOMPARE(client.state(), EngineClient::State::Failed);
}

void TestEngineClient::saysOnceThatTheEngineDied_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("mode");
  QTest::addColumn<QString>("says");
  QTest::newRow("crash") << FAKE_ENGINE << "crash"
                         << "stopped unexpectedly";
  QTest::newRow("garbage") << FAKE_ENGINE << "garbage"
                           << "could not be read";
  QTest::newRow("missing") << "/nowhere/touchstone-cli"
                           << "good"
                           << "could not be started";
}

void TestEngineClient::saysOnceThatTheEngineDied() {
  QFETCH(QString, path);
  QFETCH(QString, mode);
  QFETCH(QString, says);
  ui::EngineProgram program = fake(mode);
  program.path = path;
  EngineClient client(program);
  QSignalSpy died(&client, &EngineClient::failed);
  Answer first;
  Answer second;
  client.request("train", {}, this, first.finished());
  client.request("train", {}, this, second.finished());
  QTRY_COMPARE(died.count(), 1);
  QVERIFY2(died[0][0].toString().contains(says), qPrintable(died[0][0].toString()));
  QCOMPARE(first.results.size(), 1);
  QCOMPARE(second.results.size(), 1);
  QCOMPARE(first.results[0].error().kind, ErrorKind::Failed);
  QCOMPARE(client.state(), EngineClient::State::Failed);
}

void TestEngineClient::saysThatASilentEngineDoesNotAnswer() {
  ui::EngineProgram program = fake("silent");
  program.startLimit = std::chrono::milliseconds(200);
  EngineClient client(program);
  QSignalSpy died(&client, &EngineClient::failed);
  Answer answer;
  client.request("plan", {}, this, answer.finished());
  QTRY_COMPARE(died.count(), 1);
  QVERIFY(died[0][0].toString().contains("does not answer"));
  QCOMPARE(answer.results.size(), 1);
}

void TestEngineClient::startsAgainAfterACrash() {
  EngineClient client(fake("crash"));
  QSignalSpy died(&client, &EngineClient::failed);
  Answer lost;
  client.request("train", {}, this, lost.finished());
  QTRY_COMPARE(died.count(), 1);
  Answer answer;
  client.request("plan", {}, this, answer.finished());
  QTRY_COMPARE(answer.results.size(), 1);
  QVERIFY(answer.results[0].has_value());
  QCOMPARE(client.state(), EngineClient::State::Ready);
}

void TestEngineClient::aDeadReceiverIsNotCalled() {
  EngineClient client(fake("good"));
  Answer dropped;
  Answer kept;
  auto receiver = std::make_unique<QObject>();
  client.request("plan", {}, receiver.get(), dropped.finished());
  client.request("plan", {}, this, kept.finished());
  receiver.reset();
  QTRY_COMPARE(kept.results.size(), 1);
  QCOMPARE(dropped.results.size(), 0);
}

void TestEngineClient::theDestructorEndsTheEngine() {
  auto client = std::make_unique<EngineClient>(fake("slow"));
  Answer answer;
  client->request("train", {}, this, answer.finished(), answer.progressSeen());
  QTRY_COMPARE(answer.progress.size(), 1);
  QElapsedTimer clock;
  clock.start();
  client.reset();
  QVERIFY(clock.elapsed() < 2000);
  QCOMPARE(answer.results.size(), 0);
}

QTEST_GUILESS_MAIN(TestEngineClient)
#include "tst_engine_client.moc"
