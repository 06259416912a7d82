#include "analysis/report/stored_audit.h"

#include "analysis/report/coverage_json.h"
#include "analysis/report/error_summary_json.h"
#include "analysis/report/json_reading.h"

namespace touchstone::analysis {

namespace {
constexpr auto errorsSetting = "audit.errors";
constexpr auto coverageSetting = "audit.coverage";
}  // namespace

Status storeAudit(labeling::Project& project, const AuditReport& report) {
  if (Status stored = project.replaceFindings(report.findings); !stored) {
    return stored;
  }
  const std::string errors = report.errors ? textOf(jsonOf(*report.errors)) : std::string();
  if (Status stored = project.setSetting(errorsSetting, errors); !stored) {
    return stored;
  }
  const std::string coverage =
      report.coverage ? textOf(jsonOf(*report.coverage, project.document())) : std::string();
  return project.setSetting(coverageSetting, coverage);
}

std::optional<ErrorSummary> storedErrors(const labeling::Project& project) {
  const auto text = project.setting(errorsSetting);
  if (!text || text->empty()) {
    return std::nullopt;
  }
  const auto read = readJson(*text, "estimate of wrong labels", errorSummaryFrom);
  return read ? std::optional(*read) : std::nullopt;
}

std::optional<Coverage> storedCoverage(const labeling::Project& project) {
  const auto text = project.setting(coverageSetting);
  if (!text || text->empty()) {
    return std::nullopt;
  }
  const auto read =
      readJson(*text, "description of what the data covers",
               [&](const nlohmann::json& json) { return coverageFrom(json, project.document()); });
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace touchstone::analysis
