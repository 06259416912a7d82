#include "ui/train/training_loop.h"

#include "analysis/audits/duplicate_audit.h"
#include "analysis/report/audit_report.h"
#include "analysis/report/evaluation_report.h"
#include "analysis/report/stored_audit.h"
#include "labeling/annotation/usual_task.h"
#include "labeling/project/iteration.h"
#include "labeling/project/main_figure.h"
#include "labeling/project/prepare_images.h"
#include "labeling/splits/plan_splits.h"
#include "ui/project_session.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace touchstone::ui {

namespace {

constexpr auto choicesSetting = "training";
/// As on the command line: the split of a project does not depend on who trains it first.
constexpr std::uint64_t splitSeed = 1;

/// What is read from the run's files after the audit.
struct AuditFiles {
  Result<analysis::AuditReport> audit;
  int samples = 0;
};

QString pathOf(const std::filesystem::path& path) {
  return QString::fromStdString(path.string());
}

std::string textOf(const QString& path) {
  QFile file(path);
  return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll().toStdString()
                                                           : std::string();
}

AuditFiles readAuditFiles(const QString& report,
                          const QString& evaluation,
                          const labeling::Document& document) {
  AuditFiles files{.audit = analysis::auditReportFromJson(textOf(report), document)};
  if (const auto figures = analysis::evaluationReportFromJson(textOf(evaluation))) {
    files.samples = static_cast<int>(figures->samples.size());
  }
  return files;
}

std::map<std::string, double> metricsFrom(const QJsonObject& json) {
  std::map<std::string, double> metrics;
  for (auto figure = json.begin(); figure != json.end(); ++figure) {
    metrics[figure.key().toStdString()] = figure.value().toDouble();
  }
  return metrics;
}

/// Returns the change of the main figure since the newest earlier iteration that has the same one
/// on the same split.
std::optional<double> gainOver(const std::vector<labeling::IterationRecord>& earlier,
                               const labeling::IterationRecord& now) {
  const auto figure = labeling::mainFigure(now.metrics);
  const auto last =
      std::find_if(earlier.rbegin(), earlier.rend(), [&](const labeling::IterationRecord& other) {
        return other.split == now.split && figure && other.metrics.contains(figure->name);
      });
  return last == earlier.rend() ? std::nullopt
                                : std::optional(figure->value - last->metrics.at(figure->name));
}

}  // namespace

TrainingLoop::TrainingLoop(ProjectSession& session, EngineProgram engine, QObject* parent)
    : QObject(parent), session_(session), engine_(std::move(engine)) {
  connect(&engine_, &EngineClient::warned, &session_, &ProjectSession::message);
}

TrainingLoop::~TrainingLoop() = default;

TrainingChoices TrainingLoop::lastChoices() const {
  if (const auto text = session_.project().setting(choicesSetting)) {
    return trainingChoicesFromJson(
        QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object());
  }
  TrainingChoices choices;
  choices.task = QString::fromStdString(labeling::usualTask(session_.document()));
  return choices;
}

void TrainingLoop::plan(const TrainingChoices& choices) {
  QJsonObject params = toJson(choices);
  params.insert("project", pathOf(session_.project().folder()));
  engine_.request("plan", params, this,
                  [this, number = ++planNumber_](const Result<QJsonObject>& plan) {
                    if (number == planNumber_) {
                      answerPlan(plan);
                    }
                  });
}

void TrainingLoop::answerPlan(const Result<QJsonObject>& plan) {
  PlanAnswer answer;
  if (plan) {
    plannedImages_ = plan->value("images").toInt();
    answer = {.sentence = plan->value("sentence").toString(),
              .possible = true,
              .pretrained = isPretrained(plan->value("backbone").toString()),
              .images = plannedImages_};
  } else {
    answer.sentence = QString::fromStdString(plan.error().message);
  }
  Q_EMIT planned(answer);
}

bool TrainingLoop::isPretrained(const QString& backbone) const {
  const QJsonArray known = engine_.hello().value("backbones").toArray();
  return std::none_of(known.begin(), known.end(), [&](const QJsonValue& row) {
    const bool same = row["name"].toString() == backbone || row["title"].toString() == backbone;
    return same && !row["pretrained"].toBool();
  });
}

void TrainingLoop::start(const TrainingChoices& choices) {
  if (!isRunning()) {
    waiting_.clear();
    store(session_.project().setSetting(
        choicesSetting,
        QJsonDocument(toJson(choices)).toJson(QJsonDocument::Compact).toStdString()));
    begin(choices);
  }
}

void TrainingLoop::compareBaselines(const TrainingChoices& choices) {
  if (isRunning()) {
    return;
  }
  waiting_.clear();
  for (const QJsonValue& row : engine_.hello().value("baselines").toArray()) {
    waiting_.append(row["name"].toString());
  }
  if (!waiting_.isEmpty()) {
    TrainingChoices first = choices;
    first.task = QStringLiteral("classify");
    first.backbone = waiting_.takeFirst();
    begin(first);
  }
}

void TrainingLoop::begin(const TrainingChoices& choices) {
  if (session_.project().isReadOnly()) {
    Q_EMIT stopped(
        tr("This project is open in another window, which can train it; here it can "
           "only be read."));
    return;
  }
  choices_ = choices;
  run_ = {};
  result_ = {};
  epochs_.clear();
  prepare();
}

void TrainingLoop::cancel() {
  if (stage_ == Stage::Preparing) {
    work_.cancel();
    stop(tr("Cancelled."));
  } else if (isRunning()) {
    engine_.cancel(job_);
  }
}

void TrainingLoop::setStage(Stage stage) {
  stage_ = stage;
  Q_EMIT stageChanged(stage);
}

void TrainingLoop::stop(const QString& sentence) {
  setStage(Stage::Idle);
  Q_EMIT stopped(sentence);
}

bool TrainingLoop::store(const Status& status) {
  if (!status) {
    Q_EMIT session_.failed(QString::fromStdString(status.error().message));
  }
  return status.has_value();
}

void TrainingLoop::prepare() {
  setStage(Stage::Preparing);
  const auto report = [loop = QPointer(this)](const Progress& done) {
    const EngineProgress progress{.stage = QString::fromStdString(done.stage),
                                  .done = done.done,
                                  .total = done.total,
                                  .secondsLeft = done.secondsLeft,
                                  .metrics = {}};
    QMetaObject::invokeMethod(qApp, [loop, progress] {
      if (loop && loop->stage_ == Stage::Preparing) {
        Q_EMIT loop->progressed(progress);
      }
    });
  };
  work_.run(
      [document = session_.document(), folder = session_.project().folder(),
       report](std::stop_token stop) {
        return labeling::missingHashes(document, folder, {.progress = report, .stop = stop});
      },
      [this](const Result<labeling::Edit>& hashes) {
        if (record(hashes)) {
          assignSplits();
        }
      });
}

void TrainingLoop::assignSplits() {
  work_.run(
      [document = session_.document()](std::stop_token) {
        return labeling::planSplits(document, analysis::nearDuplicateGroups(document), {},
                                    splitSeed);
      },
      [this](const Result<labeling::Edit>& splits) {
        if (record(splits)) {
          train();
        }
      });
}

bool TrainingLoop::record(const Result<labeling::Edit>& edit) {
  if (!edit) {
    stop(QString::fromStdString(edit.error().message));
    return false;
  }
  if (edit->changes.empty()) {
    return true;
  }
  if (const Status stored = session_.project().record(*edit); !stored) {
    stop(QString::fromStdString(stored.error().message));
    return false;
  }
  return true;
}

void TrainingLoop::train() {
  const QJsonObject choices = toJson(choices_);
  QJsonObject request = choices;
  request.insert("images", plannedImages_);
  const auto made = session_.project().newRun(
      choices_.task.toStdString(),
      QJsonDocument(request).toJson(QJsonDocument::Compact).toStdString());
  if (!made) {
    stop(QString::fromStdString(made.error().message));
    return;
  }
  run_ = *made;
  run_.model = choices_.backbone.toStdString();
  session_.announceRuns();
  QJsonObject params = choices;
  params.insert("project", pathOf(session_.project().folder()));
  params.insert("run", QString::fromStdString(run_.name));
  setStage(Stage::Training);
  job_ = engine_.request(
      "train", params, this, [this](const Result<QJsonObject>& reply) { endTraining(reply); },
      [this](const EngineProgress& progress) { readProgress(progress); });
}

void TrainingLoop::readProgress(const EngineProgress& progress) {
  if (progress.stage == "epoch" && progress.metrics.contains("epoch")) {
    epochs_.push_back(epochFiguresFromJson(progress.metrics));
    Q_EMIT epochDone(epochs_.back());
    if (const auto samples = epochSamplesFromJson(progress.metrics); !samples.empty()) {
      Q_EMIT samplesSeen(epochs_.back().epoch, samples);
    }
  }
  Q_EMIT progressed(progress);
}

void TrainingLoop::endTraining(const Result<QJsonObject>& reply) {
  if (reply) {
    readRun(*reply);
  }
  // Cancelled after an epoch the engine answers with the best one, before that with an error.
  const bool cancelled =
      reply ? reply->value("cancelled").toBool() : reply.error().kind == ErrorKind::Cancelled;
  if (reply && !cancelled) {
    const QString split = reply->value("split").toString("val");
    if (reply->value("baseline").toBool()) {
      recordBaseline(split);
    } else {
      recordIteration(split);
    }
    return;
  }
  run_.state = cancelled ? "cancelled" : "failed";
  store(session_.project().updateRun(run_));
  session_.announceRuns();
  if (reply) {
    stop(tr("Cancelled. The best epoch so far is kept in run %1.")
             .arg(QString::fromStdString(run_.name)));
  } else {
    stop(cancelled ? tr("Cancelled before the first epoch was complete.")
                   : QString::fromStdString(reply.error().message));
  }
}

void TrainingLoop::readRun(const QJsonObject& reply) {
  run_.model = reply.value("backbone").toString(QString::fromStdString(run_.model)).toStdString();
  run_.metrics = metricsFrom(reply.value("metrics").toObject());
  run_.seconds = reply.value("seconds").toDouble();
  run_.labelHash = reply.value("labelHash").toString().toStdString();
  evaluationFile_ = reply.value("evaluation").toString();
}

void TrainingLoop::recordBaseline(const QString& split) {
  run_.state = "done";
  if (!store(session_.project().updateRun(run_))) {
    stop(tr("The run %1 could not be recorded.").arg(QString::fromStdString(run_.name)));
    return;
  }
  session_.announceRuns();
  result_.run = run_;
  result_.iteration.split = split.toStdString();
  result_.baselines.push_back(run_);
  if (waiting_.isEmpty()) {
    finish();
    return;
  }
  choices_.backbone = waiting_.takeFirst();
  epochs_.clear();
  train();
}

void TrainingLoop::recordIteration(const QString& split) {
  run_.state = "done";
  const std::vector<labeling::IterationRecord> earlier = session_.project().iterations();
  const auto iteration = labeling::finishIteration(session_.project(), run_, split.toStdString());
  if (!iteration) {
    stop(QString::fromStdString(iteration.error().message));
    return;
  }
  result_.run = run_;
  result_.iteration = *iteration;
  result_.gain = gainOver(earlier, *iteration);
  session_.announceRuns();
  session_.announceIterations();
  audit();
}

void TrainingLoop::audit() {
  setStage(Stage::Auditing);
  const QJsonObject params{{"project", pathOf(session_.project().folder())},
                           {"run", QString::fromStdString(run_.name)}};
  const auto audited = [this](const Result<QJsonObject>& reply) {
    if (reply) {
      readAudit(reply->value("report").toString());
      return;
    }
    if (reply.error().kind != ErrorKind::Cancelled) {
      Q_EMIT session_.failed(QString::fromStdString(reply.error().message));
    }
    finish();
  };
  job_ = engine_.request("audit", params, this, audited,
                         [this](const EngineProgress& progress) { Q_EMIT progressed(progress); });
}

void TrainingLoop::readAudit(const QString& report) {
  work_.run([report, evaluation = evaluationFile_, document = session_.document()](
                std::stop_token) { return readAuditFiles(report, evaluation, document); },
            [this](const AuditFiles& files) {
              result_.samples = files.samples;
              if (!files.audit) {
                Q_EMIT session_.failed(QString::fromStdString(files.audit.error().message));
              } else if (store(analysis::storeAudit(session_.project(), *files.audit))) {
                result_.findings = static_cast<int>(files.audit->findings.size());
                session_.announceFindings();
              }
              finish();
            });
}

void TrainingLoop::finish() {
  setStage(Stage::Idle);
  Q_EMIT finished(result_);
}

}  // namespace touchstone::ui
