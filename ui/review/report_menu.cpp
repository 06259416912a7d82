#include "ui/review/report_menu.h"

#include "labeling/project/atomic_file.h"
#include "ui/project_session.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

namespace touchstone::ui {

using analysis::ReportForm;
using analysis::ReportSubject;
using labeling::IterationRecord;

namespace {

ReportForm formOf(const QString& file) {
  const QString suffix = QFileInfo(file).suffix().toLower();
  return suffix == QLatin1String("json")  ? ReportForm::Json
         : suffix == QLatin1String("csv") ? ReportForm::Csv
                                          : ReportForm::Html;
}

}  // namespace

ReportMenu::ReportMenu(QWidget* parent) : QMenu(parent), export_(parent) {
  audit_ = addAction(tr("Of the last audit …"));
  connect(audit_, &QAction::triggered, this,
          [this] { ask(tr("Report of the audit"), QStringLiteral("audit"), {}); });
  model_ = addAction(tr("Of the newest model …"));
  connect(model_, &QAction::triggered, this, [this] {
    const std::string run = session_->project().iterations().back().run;
    ask(tr("Report of the model"), QStringLiteral("model-") + QString::fromStdString(run),
        {.run = run});
  });
  round_ = addAction(tr("Of what the last round brought …"));
  connect(round_, &QAction::triggered, this, [this] {
    const auto round = session_->project().iterations().back().number;
    ask(tr("Report of the round"), QStringLiteral("round-%1").arg(round), {.round = round});
  });
  connect(this, &QMenu::aboutToShow, this, &ReportMenu::showWhatThereIs);
  connect(&export_, &ProjectExport::finished, this, [this] { Q_EMIT written(file_); });
  connect(&export_, &ProjectExport::failed, this, &ReportMenu::failed);
}

void ReportMenu::setSession(ProjectSession* session) {
  session_ = session;
}

void ReportMenu::showWhatThereIs() {
  const auto rounds = session_ ? session_->project().iterations() : std::vector<IterationRecord>{};
  audit_->setEnabled(session_ && !session_->project().findings().empty());
  model_->setEnabled(!rounds.empty());
  round_->setEnabled(rounds.size() > 1);
}

void ReportMenu::ask(const QString& title, const QString& name, const ReportSubject& subject) {
  const QString folder = QString::fromStdString(session_->project().folder().string());
  const QString suggested = QFileInfo(folder).dir().filePath(
      QStringLiteral("%1-%2.html").arg(QFileInfo(folder).fileName(), name));
  const QString file = QFileDialog::getSaveFileName(
      parentWidget(), title, suggested, tr("Web page (*.html);;Table (*.csv);;JSON (*.json)"));
  if (!file.isEmpty()) {
    connect(
        this, &ReportMenu::written, this,
        [](const QString& ready) { QDesktopServices::openUrl(QUrl::fromLocalFile(ready)); },
        Qt::SingleShotConnection);
    write(subject, file);
  }
}

void ReportMenu::write(const ReportSubject& subject, const QString& file) {
  file_ = file;
  export_.start(session_->project().folder(), tr("Report"),
                [subject, path = std::filesystem::path(file.toStdString()), form = formOf(file)](
                    const labeling::Project& project,
                    const WorkContext& work) -> Result<labeling::TransferReport> {
                  const auto text = analysis::projectReport(project, subject, form, work);
                  if (!text) {
                    return text.error();
                  }
                  if (const Status done = labeling::writeFileAtomically(path, *text); !done) {
                    return done.error();
                  }
                  return labeling::TransferReport{};
                });
}

}  // namespace touchstone::ui
