#include "analysis/report/project_report.h"

#include "analysis/report/html_report.h"
#include "analysis/report/stored_audit.h"

#include <utility>

namespace touchstone::analysis {
namespace {

HtmlReportInput htmlInput(const labeling::Project& project) {
  return {.project = project.folder().filename().string(),
          .document = project.document(),
          .imageFolder = project.folder(),
          .audit = {},
          .evaluation = {},
          .iterations = {}};
}

Result<std::string> runText(const labeling::Project& project,
                            const std::string& run,
                            ReportForm form,
                            const WorkContext& work) {
  auto report = readRunReport(project, run);
  if (!report) {
    return report.error();
  }
  if (form != ReportForm::Html) {
    return form == ReportForm::Json ? toJson(*report) : toCsv(*report);
  }
  auto input = htmlInput(project);
  input.evaluation = report->evaluation;
  input.run = *std::move(report);
  return htmlReport(input, work);
}

Result<std::string> roundText(const labeling::Project& project,
                              const ReportSubject& subject,
                              ReportForm form,
                              const WorkContext& work) {
  auto report = readRoundReport(project, *subject.round, subject.earlier);
  if (!report) {
    return report.error();
  }
  if (form != ReportForm::Html) {
    return form == ReportForm::Json ? toJson(*report) : toCsv(*report);
  }
  auto input = htmlInput(project);
  input.evaluation = report->now.evaluation;
  input.iterations = project.iterations();
  input.round = *std::move(report);
  return htmlReport(input, work);
}

/// Returns what the project's store keeps of its last audit: no score of each label.
AuditReport storedAudit(const labeling::Project& project) {
  AuditReport audit;
  audit.findings = project.findings();
  audit.errors = storedErrors(project);
  audit.coverage = storedCoverage(project);
  audit.confused = storedConfusedClasses(project);
  if (!audit.findings.empty()) {
    audit.run = audit.findings.front().run;
  }
  return audit;
}

}  // namespace

Result<std::string> projectReport(const labeling::Project& project,
                                  const ReportSubject& subject,
                                  ReportForm form,
                                  const WorkContext& work) {
  return subject.round          ? roundText(project, subject, form, work)
         : !subject.run.empty() ? runText(project, subject.run, form, work)
                                : auditReportText(project, storedAudit(project), form, work);
}

Result<std::string> auditReportText(const labeling::Project& project,
                                    const AuditReport& audit,
                                    ReportForm form,
                                    const WorkContext& work) {
  if (form != ReportForm::Html) {
    return form == ReportForm::Json ? toJson(audit, project.document())
                                    : toCsv(audit, project.document());
  }
  auto input = htmlInput(project);
  input.audit = audit;
  input.iterations = project.iterations();
  if (auto run = readRunReport(project, audit.run)) {
    input.evaluation = std::move(run->evaluation);
  }
  return htmlReport(input, work);
}

}  // namespace touchstone::analysis
