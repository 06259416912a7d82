#include "analysis/report/stored_audit.h"

#include "analysis/report/error_summary_json.h"
#include "analysis/report/json_reading.h"

namespace touchstone::analysis {

namespace {
constexpr auto errorsSetting = "audit.errors";
}

Status storeAudit(labeling::Project& project, const AuditReport& report) {
  if (Status stored = project.replaceFindings(report.findings); !stored) {
    return stored;
  }
  const std::string errors = report.errors ? textOf(jsonOf(*report.errors)) : std::string();
  return project.setSetting(errorsSetting, errors);
}

std::optional<ErrorSummary> storedErrors(const labeling::Project& project) {
  const auto text = project.setting(errorsSetting);
  if (!text || text->empty()) {
    return std::nullopt;
  }
  const auto read = readJson(*text, "estimate of wrong labels", errorSummaryFrom);
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace touchstone::analysis
