#pragma once

#include "ui/engine/latest_job.h"
#include "ui/transfer/transfer_dialog.h"

#include <QObject>
#include <QPointer>

class QProgressDialog;

namespace touchstone::ui {

/// Writes a project's labels in a format on a worker, with progress that can be cancelled. It reads
/// the store on its own, so that a person may go on labelling.
class ProjectExport : public QObject {
  Q_OBJECT

public:
  explicit ProjectExport(QWidget* window);

  void start(const std::filesystem::path& folder, const TransferRequest& request);

Q_SIGNALS:
  void finished(const touchstone::labeling::TransferReport& report);
  void failed(const QString& sentence);

private:
  QWidget* window_;
  QPointer<QProgressDialog> progress_;
  LatestJob job_;
};

}  // namespace touchstone::ui
