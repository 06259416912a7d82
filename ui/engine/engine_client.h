#pragma once

#include "labeling/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

class QProcess;

namespace touchstone::ui {

/// One `progress` notification of a job.
struct EngineProgress {
  QString stage;
  double done = 0;
  double total = 0;
  double secondsLeft = -1;  ///< negative when unknown
  QJsonObject metrics;
};

/// How the engine program is started, and how long is waited for it.
struct EngineProgram {
  QString path;  ///< touchstone-cli
  QStringList arguments = {"serve"};
  std::chrono::milliseconds startLimit{30'000};  ///< until it answers `hello`
  std::chrono::milliseconds cancelLimit{5'000};  ///< until a cancelled job must have ended
};

/// Returns the engine that belongs to this program: beside it, or in ../app of the build.
[[nodiscard]] EngineProgram installedEngine();

/// Talks JSON-RPC 2.0 to `touchstone-cli serve`, one message a line. The engine is started by the
/// first request, and again by the next one when it died.
class EngineClient : public QObject {
  Q_OBJECT

public:
  enum class State { Stopped, Starting, Ready, Busy, Failed };
  Q_ENUM(State)

  using JobId = qint64;
  using Finished = std::function<void(const Result<QJsonObject>&)>;
  using ProgressSeen = std::function<void(const EngineProgress&)>;

  /// A longer line than this is not read.
  static constexpr qint64 longestLine = 16 * 1024 * 1024;

  explicit EngineClient(EngineProgram program = installedEngine(), QObject* parent = nullptr);
  ~EngineClient() override;

  /// Sends a request and returns its job number. `finished` is called once, with the result or
  /// the sentence of the failure, as long as `receiver` lives; `progress` as often as the engine
  /// reports.
  JobId request(const QString& method,
                const QJsonObject& params,
                QObject* receiver,
                Finished finished,
                ProgressSeen progress = {});

  /// Asks the engine to stop a job, which then finishes with an error of kind Cancelled. An engine
  /// that does not obey is ended.
  void cancel(JobId job);

  [[nodiscard]] State state() const { return state_; }
  /// What the engine said of itself when it started: name, version, backbones; empty before.
  [[nodiscard]] const QJsonObject& hello() const { return hello_; }

Q_SIGNALS:
  void stateChanged(touchstone::ui::EngineClient::State state);
  /// The engine died or could not be started; said once for all its jobs.
  void failed(const QString& sentence);
  void warned(const QString& sentence);

private:
  struct Job {
    QString method;
    QPointer<QObject> receiver;
    Finished finished;
    ProgressSeen progress;
    bool cancelled = false;
  };

  void start();
  void greet();
  void setState(State state);
  void updateActivity();
  void send(JobId id, const QString& method, const QJsonObject& params);
  void write(const QByteArray& line);
  void readLines();
  void read(const QByteArray& line);
  void readReply(const QJsonObject& message);
  void readNotification(const QJsonObject& message);
  void finish(JobId id, const Result<QJsonObject>& result);
  void endUnlessFinished(JobId id);
  void fail(const QString& sentence);
  void dropProcess();

  EngineProgram program_;
  State state_ = State::Stopped;
  std::unique_ptr<QProcess> process_;
  QHash<JobId, Job> jobs_;
  QList<QByteArray> waiting_;  ///< requests until the engine has answered `hello`
  QTimer startTimer_;
  QJsonObject hello_;
  JobId lastId_ = 0;
};

}  // namespace touchstone::ui
