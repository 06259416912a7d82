#include "ui/window/project_opener.h"

#include "labeling/sample/sample_project.h"
#include "ui/engine/progress_relay.h"

#include <QPointer>
#include <QStandardPaths>

#include <utility>

namespace touchstone::ui {
namespace {

using labeling::Project;
using Opened = Result<std::unique_ptr<Project>>;

constexpr double sampleErrors = 0.1;  ///< enough wrong labels that the review has something to show

Opened openProject(const std::filesystem::path& folder, bool isSample, const WorkContext& work) {
  if (isSample && !std::filesystem::exists(folder / "planted.json")) {
    labeling::SampleOptions options;
    options.labelErrors = sampleErrors;
    if (const Status written = labeling::writeSampleProject(folder, options, work); !written) {
      return written.error();
    }
  }
  return Project::open(folder, {.measureLater = true}, work);
}

}  // namespace

QString ProjectOpener::sampleFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/sample";
}

void ProjectOpener::open(const QString& folder) {
  run(folder, [path = std::filesystem::path(folder.toStdString())](const WorkContext& work) {
    return Outcome{openProject(path, false, work)};
  });
}

void ProjectOpener::openSample() {
  run(sampleFolder(),
      [path = std::filesystem::path(sampleFolder().toStdString())](const WorkContext& work) {
        return Outcome{openProject(path, true, work)};
      });
}

void ProjectOpener::import(const QString& folder, const TransferRequest& request) {
  run(folder,
      [path = std::filesystem::path(folder.toStdString()), request](const WorkContext& work) {
        auto report =
            labeling::importInto(path, request.format, {request.place}, request.options, work);
        return Outcome{Project::open(path, {}, {.progress = work.progress, .stop = {}}),
                       std::move(report)};
      });
}

void ProjectOpener::cancel() {
  job_.cancel();
  Q_EMIT cancelled();
}

void ProjectOpener::run(const QString& folder, std::function<Outcome(const WorkContext&)> work) {
  Q_EMIT started(folder);
  const QPointer<ProjectOpener> self(this);
  job_.run(
      [self, work = std::move(work)](std::stop_token stop) {
        const auto report = relayedToWindow(stop, [self](const Progress& progress) {
          if (self != nullptr) {
            Q_EMIT self->progressed(QString::fromStdString(progress.stage), progress.done,
                                    progress.total, progress.secondsLeft);
          }
        });
        return work({.progress = report, .stop = stop});
      },
      [this](Outcome outcome) { take(std::move(outcome)); });
}

void ProjectOpener::take(Outcome outcome) {
  if (!outcome.project) {
    Q_EMIT failed(QString::fromStdString(outcome.project.error().message));
    return;
  }
  project_ = *std::move(outcome.project);
  Q_EMIT opened();
  if (!outcome.report) {
    return;
  }
  if (*outcome.report) {
    Q_EMIT imported(**outcome.report);
  } else {
    Q_EMIT importFailed(QString::fromStdString(outcome.report->error().message));
  }
}

}  // namespace touchstone::ui
