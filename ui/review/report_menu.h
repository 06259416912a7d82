#pragma once

#include "analysis/report/project_report.h"
#include "ui/transfer/project_export.h"

#include <QMenu>
#include <QPointer>

namespace touchstone::ui {

class ProjectSession;

/// Writes a report of the last audit, the newest model or the newest round into one file, for
/// people who do not have the program.
class ReportMenu : public QMenu {
  Q_OBJECT

public:
  explicit ReportMenu(QWidget* parent);

  void setSession(ProjectSession* session);

  /// Writes the report; the form follows from the file's suffix (.json, .csv, else HTML). `written`
  /// or `failed` follows.
  void write(const analysis::ReportSubject& subject, const QString& file);

Q_SIGNALS:
  void written(const QString& file);
  void failed(const QString& sentence);

private:
  void showWhatThereIs();
  /// Asks for a file, writes the report and shows it.
  void ask(const QString& title, const QString& name, const analysis::ReportSubject& subject);

  QPointer<ProjectSession> session_;
  ProjectExport export_;
  QAction* audit_;
  QAction* model_;
  QAction* round_;
  QString file_;  ///< that is being written
};

}  // namespace touchstone::ui
