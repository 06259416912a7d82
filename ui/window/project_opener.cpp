#include "ui/window/project_opener.h"

#include "labeling/sample/sample_project.h"

#include <QPointer>
#include <QStandardPaths>

#include <chrono>

namespace touchstone::ui {
namespace {

using labeling::Project;
using Opened = Result<std::unique_ptr<Project>>;

constexpr double sampleErrors = 0.1;  ///< enough wrong labels that the review has something to show
constexpr auto reportEvery = std::chrono::milliseconds(50);

Opened openProject(const std::filesystem::path& folder, bool isSample, const WorkContext& work) {
  if (isSample && !std::filesystem::exists(folder / "planted.json")) {
    labeling::SampleOptions options;
    options.labelErrors = sampleErrors;
    if (const Status written = labeling::writeSampleProject(folder, options, work); !written) {
      return written.error();
    }
  }
  return Project::open(folder, {}, work);
}

/// Passes reports on to the window, not more often than it can show them.
ProgressCallback throttled(ProgressCallback report) {
  return [report = std::move(report),
          last = std::chrono::steady_clock::time_point{}](const Progress& progress) mutable {
    const auto now = std::chrono::steady_clock::now();
    if (now - last >= reportEvery) {
      last = now;
      report(progress);
    }
  };
}

}  // namespace

QString ProjectOpener::sampleFolder() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/sample";
}

void ProjectOpener::open(const QString& folder) {
  run(folder, false);
}

void ProjectOpener::openSample() {
  run(sampleFolder(), true);
}

void ProjectOpener::cancel() {
  job_.cancel();
  Q_EMIT cancelled();
}

void ProjectOpener::run(const QString& folder, bool isSample) {
  Q_EMIT started(folder);
  const QPointer<ProjectOpener> self(this);
  job_.run(
      [self, isSample, path = std::filesystem::path(folder.toStdString())](std::stop_token stop) {
        const auto report = throttled([self, stop](const Progress& progress) {
          QMetaObject::invokeMethod(qApp, [self, stop, progress] {
            if (self != nullptr && !stop.stop_requested()) {
              Q_EMIT self->progressed(QString::fromStdString(progress.stage), progress.done,
                                      progress.total, progress.secondsLeft);
            }
          });
        });
        return openProject(path, isSample, {.progress = report, .stop = stop});
      },
      [this](Opened result) {
        if (result) {
          project_ = *std::move(result);
          Q_EMIT opened();
        } else {
          Q_EMIT failed(QString::fromStdString(result.error().message));
        }
      });
}

}  // namespace touchstone::ui
