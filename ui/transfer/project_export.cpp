#include "ui/transfer/project_export.h"

#include "ui/engine/progress_relay.h"

#include <QProgressDialog>

namespace touchstone::ui {
namespace {

using labeling::TransferReport;

Result<TransferReport> written(const std::filesystem::path& folder,
                               const ProjectExport::Write& write,
                               const WorkContext& work) {
  const auto project = labeling::Project::open(folder, {.readOnly = true}, work);
  if (!project) {
    return project.error();
  }
  return write(**project, work);
}

}  // namespace

ProjectExport::ProjectExport(QWidget* window) : QObject(window), window_(window) {}

void ProjectExport::start(const std::filesystem::path& folder, const QString& title, Write write) {
  delete progress_;
  progress_ = new QProgressDialog(tr("Writing …"), tr("Cancel"), 0, 0, window_);
  progress_->setWindowTitle(title);
  progress_->setAttribute(Qt::WA_DeleteOnClose);
  connect(progress_, &QProgressDialog::canceled, this, [this] { job_.cancel(); });
  const QPointer<QProgressDialog> bar = progress_;
  job_.run(
      [folder, write = std::move(write), bar](std::stop_token stop) {
        const auto report = relayedToWindow(stop, [bar](const Progress& progress) {
          if (bar != nullptr) {
            bar->setMaximum(static_cast<int>(progress.total));
            bar->setValue(static_cast<int>(progress.done));
          }
        });
        return written(folder, write, {.progress = report, .stop = stop});
      },
      [this](Result<TransferReport> result) {
        delete progress_;
        if (result) {
          Q_EMIT finished(*result);
        } else if (result.error().kind != ErrorKind::Cancelled) {
          Q_EMIT failed(QString::fromStdString(result.error().message));
        }
      });
}

}  // namespace touchstone::ui
