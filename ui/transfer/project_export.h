#pragma once

#include "labeling/formats/transfer_report.h"
#include "labeling/progress.h"
#include "labeling/project/project.h"
#include "ui/engine/latest_job.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QProgressDialog;

namespace touchstone::ui {

/// Writes something of a project on a worker, its labels in a format for one, with progress that
/// can be cancelled. It reads the store on its own, so that a person may go on labelling.
class ProjectExport : public QObject {
  Q_OBJECT

public:
  using Write = std::function<Result<labeling::TransferReport>(const labeling::Project& project,
                                                               const WorkContext& work)>;

  explicit ProjectExport(QWidget* window);

  /// Opens the project of that folder and lets `write` write; `title` says what. `write` runs on
  /// the worker.
  void start(const std::filesystem::path& folder, const QString& title, Write write);

Q_SIGNALS:
  void finished(const touchstone::labeling::TransferReport& report);
  void failed(const QString& sentence);

private:
  QWidget* window_;
  QPointer<QProgressDialog> progress_;
  LatestJob job_;
};

}  // namespace touchstone::ui
