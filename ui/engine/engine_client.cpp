#include "ui/engine/engine_client.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>

#include <unistd.h>
#include <utility>

namespace touchstone::ui {

namespace {

constexpr auto greeting = "hello";
constexpr int cancelledCode = -32800;
constexpr int lowerPriority = 10;

QByteArray lineOf(const QJsonObject& message) {
  return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

Error errorOf(const QJsonObject& error) {
  const bool cancelled = error.value("code").toInt() == cancelledCode;
  return Error{.kind = cancelled ? ErrorKind::Cancelled : ErrorKind::Failed,
               .file = {},
               .message = error.value("message").toString().toStdString()};
}

EngineProgress progressOf(const QJsonObject& params) {
  return EngineProgress{.stage = params.value("stage").toString(),
                        .done = params.value("done").toDouble(),
                        .total = params.value("total").toDouble(),
                        .secondsLeft = params.value("secondsLeft").toDouble(-1),
                        .metrics = params.value("metrics").toObject()};
}

}  // namespace

EngineProgram installedEngine() {
  const QDir here(QCoreApplication::applicationDirPath());
  EngineProgram program;
  program.path = here.filePath("touchstone-cli");
  if (const QString built = QDir::cleanPath(here.filePath("../app/touchstone-cli"));
      !QFileInfo::exists(program.path) && QFileInfo::exists(built)) {
    program.path = built;
  }
  return program;
}

EngineClient::EngineClient(EngineProgram program, QObject* parent)
    : QObject(parent), program_(std::move(program)) {
  startTimer_.setSingleShot(true);
  connect(&startTimer_, &QTimer::timeout, this, [this] {
    fail(tr("The engine %1 does not answer; it starts again with the next job.")
             .arg(QDir::toNativeSeparators(program_.path)));
  });
}

EngineClient::~EngineClient() {
  if (!process_) {
    return;
  }
  process_->disconnect(this);
  if (process_->state() == QProcess::Running) {
    for (auto job = jobs_.cbegin(); job != jobs_.cend(); ++job) {
      send(++lastId_, "cancel", {{"job", job.key()}});
    }
    process_->closeWriteChannel();
    if (process_->waitForFinished(2000)) {
      return;
    }
  }
  process_->kill();
  process_->waitForFinished(1000);
}

EngineClient::JobId EngineClient::request(const QString& method,
                                          const QJsonObject& params,
                                          QObject* receiver,
                                          Finished finished,
                                          ProgressSeen progress) {
  const JobId id = ++lastId_;
  jobs_.insert(id, Job{.method = method,
                       .receiver = receiver,
                       .finished = std::move(finished),
                       .progress = std::move(progress)});
  if (!process_) {
    start();
  }
  send(id, method, params);
  updateActivity();
  return id;
}

void EngineClient::cancel(JobId job) {
  const auto found = jobs_.find(job);
  if (found == jobs_.end() || found->cancelled) {
    return;
  }
  found->cancelled = true;
  send(++lastId_, "cancel", {{"job", job}});
  QTimer::singleShot(program_.cancelLimit, this, [this, job] { endUnlessFinished(job); });
}

void EngineClient::endUnlessFinished(JobId id) {
  if (jobs_.contains(id)) {
    finish(id, Error{ErrorKind::Cancelled, {}, tr("Cancelled.").toStdString()});
    fail(tr("The engine did not stop its job and was ended; it starts again with the next one."));
  }
}

void EngineClient::start() {
  process_ = std::make_unique<QProcess>();
  process_->setProgram(program_.path);
  process_->setArguments(program_.arguments);
  process_->setProcessChannelMode(QProcess::ForwardedErrorChannel);
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  // Spinning OpenMP threads would take the cores from the window; libgomp reads this when it loads.
  environment.insert("OMP_WAIT_POLICY", "passive");
  process_->setProcessEnvironment(environment);
  process_->setChildProcessModifier([] { [[maybe_unused]] const int now = nice(lowerPriority); });

  connect(process_.get(), &QProcess::readyReadStandardOutput, this, &EngineClient::readLines);
  // Queued, because a start can fail inside start(); the process may be another one by then.
  const auto failedToStart = [this, process = process_.get()](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart && process_.get() == process) {
      fail(tr("The engine %1 could not be started: %2. Install Touchstone again; your labels are "
              "safe.")
               .arg(QDir::toNativeSeparators(program_.path), process_->errorString()));
    }
  };
  connect(process_.get(), &QProcess::errorOccurred, this, failedToStart, Qt::QueuedConnection);
  connect(process_.get(), &QProcess::finished, this, [this] {
    readLines();
    if (process_) {
      fail(
          tr("The engine stopped unexpectedly. Nothing but its running job was lost; it starts "
             "again with the next one."));
    }
  });
  setState(State::Starting);
  startTimer_.start(program_.startLimit);
  process_->start();
  greet();
}

void EngineClient::greet() {
  const JobId id = ++lastId_;
  jobs_.insert(id, Job{.method = greeting,
                       .receiver = this,
                       .finished =
                           [this](const Result<QJsonObject>& hello) {
                             if (!hello) {
                               return;
                             }
                             startTimer_.stop();
                             hello_ = *hello;
                             setState(State::Ready);
                             for (const QByteArray& line : std::exchange(waiting_, {})) {
                               write(line);
                             }
                           },
                       .progress = {}});
  write(lineOf({{"jsonrpc", "2.0"}, {"id", id}, {"method", greeting}}));
}

void EngineClient::setState(State state) {
  if (state_ != state) {
    state_ = state;
    Q_EMIT stateChanged(state);
  }
}

void EngineClient::updateActivity() {
  if (state_ == State::Ready || state_ == State::Busy) {
    setState(jobs_.isEmpty() ? State::Ready : State::Busy);
  }
}

void EngineClient::send(JobId id, const QString& method, const QJsonObject& params) {
  const QByteArray line =
      lineOf({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}});
  if (state_ == State::Ready || state_ == State::Busy) {
    write(line);
  } else if (state_ == State::Starting) {
    waiting_.append(line);
  }
}

void EngineClient::write(const QByteArray& line) {
  if (process_) {
    process_->write(line);
  }
}

void EngineClient::readLines() {
  while (process_ && process_->canReadLine()) {
    const QByteArray line = process_->readLine();
    if (line.size() > longestLine) {
      fail(
          tr("The engine sent a message that is too long and was ended. Nothing but its running "
             "job was lost."));
      return;
    }
    read(line);
  }
  if (process_ && process_->bytesAvailable() > longestLine) {
    fail(
        tr("The engine sent a message that is too long and was ended. Nothing but its running "
           "job was lost."));
  }
}

void EngineClient::read(const QByteArray& line) {
  const QJsonDocument document = QJsonDocument::fromJson(line);
  const QJsonObject message = document.object();
  if (!document.isObject() || message.value("jsonrpc").toString() != "2.0") {
    fail(
        tr("The engine sent a message that could not be read and was ended. Nothing but its "
           "running job was lost."));
  } else if (message.contains("method")) {
    readNotification(message);
  } else {
    readReply(message);
  }
}

void EngineClient::readReply(const QJsonObject& message) {
  const JobId id = message.value("id").toInteger();
  if (message.contains("error")) {
    finish(id, errorOf(message.value("error").toObject()));
  } else {
    finish(id, message.value("result").toObject());
  }
}

void EngineClient::readNotification(const QJsonObject& message) {
  const QString method = message.value("method").toString();
  const QJsonObject params = message.value("params").toObject();
  const auto job = jobs_.constFind(params.value("job").toInteger());
  if (method == "progress" && job != jobs_.cend()) {
    // A copy: the callback may change the jobs.
    if (const ProgressSeen seen = job->progress; seen && job->receiver) {
      seen(progressOf(params));
    }
  } else if (method == "warning") {
    Q_EMIT warned(params.value("message").toString());
  }
}

void EngineClient::finish(JobId id, const Result<QJsonObject>& result) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) {
    return;
  }
  const Job job = std::move(*found);
  jobs_.erase(found);
  if (job.finished && job.receiver) {
    job.finished(result);
  }
  updateActivity();
}

void EngineClient::fail(const QString& sentence) {
  dropProcess();
  setState(State::Failed);
  const Error error{.kind = ErrorKind::Failed, .file = {}, .message = sentence.toStdString()};
  for (const Job& job : std::exchange(jobs_, {})) {
    if (job.finished && job.receiver) {
      job.finished(error);
    }
  }
  Q_EMIT failed(sentence);
}

void EngineClient::dropProcess() {
  startTimer_.stop();
  waiting_.clear();
  if (process_) {
    // Deleted later: this may be called by one of its own signals.
    QProcess* dropped = process_.release();
    dropped->disconnect(this);
    dropped->setParent(this);
    connect(dropped, &QProcess::finished, dropped, &QObject::deleteLater);
    dropped->kill();
    if (dropped->state() == QProcess::NotRunning) {
      dropped->deleteLater();
    }
  }
}

}  // namespace touchstone::ui
