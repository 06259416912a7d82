#include "labeling/project/project.h"
#include "ui/project_session.h"
#include "ui/train/train_workspace.h"
#include "ui/train/training_loop.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <csignal>
#include <numeric>

using namespace touchstone;
using namespace touchstone::ui;

namespace {

constexpr int patience = 120'000;  ///< milliseconds; a busy machine takes its time
constexpr int images = 24;

/// Reads what a program prints, line by line.
class Program {
public:
  explicit Program(const QStringList& arguments) { process_.start(PROGRAM, arguments); }
  ~Program() {
    process_.kill();
    process_.waitForFinished();
  }

  /// Returns the next line that is an object, empty at the end.
  QJsonObject next() {
    while (!process_.canReadLine() && process_.waitForReadyRead(patience)) {
    }
    return QJsonDocument::fromJson(process_.readLine()).object();
  }

  /// Reads until the n-th epoch is reported; false when that does not happen.
  bool awaitEpoch(int epoch) {
    for (QJsonObject line = next(); !line.isEmpty(); line = next()) {
      if (line["epoch"].toInt() == epoch ||
          line.value("params")["metrics"]["epoch"].toInt() == epoch) {
        return true;
      }
    }
    return false;
  }

  QProcess& process() { return process_; }

private:
  QProcess process_;
};

/// Returns the epochs of a run's metrics.jsonl; an empty list when a line is not whole.
QList<int> epochsIn(const QString& run) {
  QFile file(run + "/metrics.jsonl");
  file.open(QIODevice::ReadOnly);
  const QByteArray text = file.readAll();
  QList<int> epochs;
  for (const QByteArray& line : text.left(text.lastIndexOf('\n')).split('\n')) {
    epochs.append(QJsonDocument::fromJson(line)["epoch"].toInt());
  }
  return text.endsWith('\n') ? epochs : QList<int>();
}

QList<int> upTo(int last) {
  QList<int> numbers(last);
  std::iota(numbers.begin(), numbers.end(), 1);
  return numbers;
}

bool showsText(const QWidget& page, const QString& text) {
  const QList<QLabel*> labels = page.findChildren<QLabel*>();
  return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
    return label->isVisibleTo(&page) && label->text().contains(text);
  });
}

}  // namespace

/// What is left after kill -9 of a program that trains: everything but the running job.
class TestKillPrograms : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() {
    qputenv("XDG_DATA_HOME", folder_.filePath("data").toUtf8());
    qputenv("TORCH_HOME", folder_.filePath("torch").toUtf8());
    qunsetenv("TOUCHSTONE_BACKBONES");
    QCOMPARE(QProcess::execute(PROGRAM, {"sample", sample_, "--task", "classify", "--images",
                                         QString::number(images), "--label-errors", "0.1"}),
             0);
  }

  void aKilledTrainingGoesOnFromItsLastEpoch_data() {
    QTest::addColumn<int>("epoch");
    QTest::newRow("killed in the second epoch") << 1;
    QTest::newRow("killed in the fourth epoch") << 3;
  }

  void aKilledTrainingGoesOnFromItsLastEpoch() {
    QFETCH(int, epoch);
    {
      Program training({"train", sample_, "--epochs", "1000", "--size", "32", "--json"});
      QVERIFY(training.awaitEpoch(epoch));
      training.process().kill();
      QVERIFY(training.process().waitForFinished(patience));
    }
    const QString killed = newestRun("failed");
    QVERIFY(!killed.isEmpty());
    const QList<int> complete = epochsIn(runFolder(killed));
    QVERIFY(complete.size() >= epoch);
    QCOMPARE(complete, upTo(static_cast<int>(complete.size())));

    const int last = static_cast<int>(complete.size()) + 2;
    Program resumed(
        {"train", sample_, "--resume", killed, "--epochs", QString::number(last), "--json"});
    QJsonObject line = resumed.next();
    QCOMPARE(line["event"].toString(), QString("plan"));
    line = resumed.next();
    QVERIFY(line["epoch"].toInt() > epoch);
    while (line["event"].toString() == "epoch") {
      line = resumed.next();
    }
    QCOMPARE(line["event"].toString(), QString("done"));
    QVERIFY(resumed.process().waitForFinished(patience));
    QCOMPARE(newestRun("done"), line["run"].toString());
    QCOMPARE(epochsIn(runFolder(line["run"].toString())), upTo(last));
  }

  void theEngineEndsWithTheWindowThatStartedIt() {
    Program engine({"serve"});
    QDir().mkpath(runFolder("0100"));
    const QJsonObject params{{"project", sample_}, {"run", "0100"}, {"epochs", 1000}, {"size", 32}};
    const QJsonObject request{
        {"jsonrpc", "2.0"}, {"id", 1}, {"method", "train"}, {"params", params}};
    engine.process().write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    QVERIFY(engine.awaitEpoch(1));
    // The end of a killed window closes its side of the pipe, and that is all the engine sees.
    engine.process().closeWriteChannel();
    QVERIFY(engine.process().waitForFinished(20'000));
    QVERIFY(!epochsIn(runFolder("0100")).isEmpty());
  }

  void aKilledEngineCostsTheWindowOnlyTheJob() {
    addWeights();
    auto opened = labeling::Project::open(sample_.toStdString());
    QVERIFY(opened);
    ProjectSession session(std::move(*opened));
    session.setEngine({.path = "/bin/sh",
                       .arguments = {"-c", "echo $$ > \"$0\" && exec \"$1\" serve",
                                     folder_.filePath("engine.pid"), PROGRAM}});
    TrainWorkspace page;
    page.setSession(&session);
    page.show();
    TrainingLoop& loop = session.trainingLoop();
    QSignalSpy epochs(&loop, &TrainingLoop::epochDone);
    QSignalSpy stopped(&loop, &TrainingLoop::stopped);
    QSignalSpy failed(&session, &ProjectSession::failed);
    const auto labels = session.document().annotations();

    // A network without weights, so that the training is long enough to be killed.
    loop.start({.backbone = "resnet18", .epochs = 1000, .size = 32});
    QTRY_VERIFY_WITH_TIMEOUT(!epochs.isEmpty() || !stopped.isEmpty(), patience);
    QCOMPARE(stopped.count(), 0);
    QCOMPARE(::kill(enginePid(), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, patience);
    QVERIFY(showsText(page, "Nothing but its running job was lost"));
    QCOMPARE(failed.count(), 0);
    QCOMPARE(session.project().runs().back().state, std::string("failed"));
    QVERIFY(session.document().annotations() == labels);

    QSignalSpy finished(&loop, &TrainingLoop::finished);
    loop.start({.backbone = {}, .epochs = 5});
    QTRY_VERIFY_WITH_TIMEOUT(finished.count() + stopped.count() == 2, patience);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(session.project().runs().back().state, std::string("done"));
    QVERIFY(session.project().runs().back().name == session.project().iterations().back().run);
    QVERIFY(!showsText(page, "was lost"));
    page.setSession(nullptr);
  }

private:
  [[nodiscard]] QString runFolder(const QString& run) const {
    return sample_ + "/.touchstone/runs/" + run;
  }

  /// Opens the project as the next program does, checks that its labels are all there, and returns
  /// the name of its newest run when that is in this state.
  [[nodiscard]] QString newestRun(const std::string& state) const {
    const auto project = labeling::Project::open(sample_.toStdString());
    if (!project || (*project)->document().annotations().size() != std::size_t{images} ||
        (*project)->runs().empty() || (*project)->runs().back().state != state) {
      return {};
    }
    return QString::fromStdString((*project)->runs().back().name);
  }

  /// Lets a network of a few epochs pass for a pre-trained one: with none at all the audit trains
  /// networks of its own, for minutes.
  void addWeights() const {
    QCOMPARE(QProcess::execute(PROGRAM, {"backbones", "add",
                                         runFolder(newestRun("done")) + "/weights.safetensors"}),
             0);
  }

  [[nodiscard]] pid_t enginePid() const {
    QFile file(folder_.filePath("engine.pid"));
    file.open(QIODevice::ReadOnly);
    return file.readAll().trimmed().toInt();
  }

  QTemporaryDir folder_;
  QString sample_ = folder_.filePath("sample");
};

QTEST_MAIN(TestKillPrograms)
#include "tst_kill_programs.moc"
