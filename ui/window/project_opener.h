#pragma once

#include "labeling/project/project.h"
#include "ui/engine/latest_job.h"

#include <QObject>

namespace touchstone::ui {

/// Opens projects on a worker thread, so that the window stays alive while thousands of images are
/// looked through.
class ProjectOpener : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  /// Where the sample project is written.
  [[nodiscard]] static QString sampleFolder();

  void open(const QString& folder);
  /// Writes the sample project when it does not exist yet, and opens it.
  void openSample();
  void cancel();

  /// Takes the project that `opened` announced.
  [[nodiscard]] std::unique_ptr<labeling::Project> take() { return std::move(project_); }

Q_SIGNALS:
  void started(const QString& folder);
  void progressed(const QString& stage, double done, double total, double secondsLeft);
  void opened();
  void failed(const QString& sentence);
  void cancelled();

private:
  void run(const QString& folder, bool isSample);

  LatestJob job_;
  std::unique_ptr<labeling::Project> project_;
};

}  // namespace touchstone::ui
