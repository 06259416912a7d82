#pragma once

#include "analysis/report/audit_report.h"
#include "labeling/progress.h"
#include "labeling/project/project.h"

#include <cstdint>
#include <optional>
#include <string>

namespace touchstone::analysis {

enum class ReportForm { Html, Json, Csv };

/// What a report is of: one training, one round of labelling, or, when neither is named, the last
/// audit.
struct ReportSubject {
  std::string run = {};                      ///< "0001"
  std::optional<std::int64_t> round = {};    ///< with its number …
  std::optional<std::int64_t> earlier = {};  ///< … and the one that it is compared with
};

/// Returns the text of a report on a project. HTML has everything inside it, see htmlReport; JSON
/// and CSV are those of RunReport, RoundReport or AuditReport. Errors: there is no such run or
/// round, what it got right is not kept any more, cancelled.
Result<std::string> projectReport(const labeling::Project& project,
                                  const ReportSubject& subject,
                                  ReportForm form,
                                  const WorkContext& work);

/// Returns the text of a report on an audit of the project. Error: cancelled.
Result<std::string> auditReportText(const labeling::Project& project,
                                    const AuditReport& audit,
                                    ReportForm form,
                                    const WorkContext& work);

}  // namespace touchstone::analysis
