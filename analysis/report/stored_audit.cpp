#include "analysis/report/stored_audit.h"

#include "analysis/report/confused_classes_json.h"
#include "analysis/report/coverage_json.h"
#include "analysis/report/error_summary_json.h"
#include "analysis/report/json_reading.h"

#include <utility>

namespace touchstone::analysis {

namespace {

constexpr auto errorsSetting = "audit.errors";
constexpr auto coverageSetting = "audit.coverage";
constexpr auto confusedSetting = "audit.confused";

/// Returns what a setting holds, read by `read`; nothing when it is not there or damaged.
template <class Read>
auto stored(const labeling::Project& project,
            const char* setting,
            const std::string& what,
            Read read) -> std::optional<std::invoke_result_t<Read, const nlohmann::json&>> {
  const auto text = project.setting(setting);
  if (!text || text->empty()) {
    return std::nullopt;
  }
  auto value = readJson(*text, what, read);
  return value ? std::optional(*std::move(value)) : std::nullopt;
}

}  // namespace

Status storeAudit(labeling::Project& project, const AuditReport& report) {
  if (Status kept = project.replaceFindings(report.findings); !kept) {
    return kept;
  }
  const std::pair<const char*, std::string> settings[] = {
      {errorsSetting, report.errors ? textOf(jsonOf(*report.errors)) : std::string()},
      {coverageSetting,
       report.coverage ? textOf(jsonOf(*report.coverage, project.document())) : std::string()},
      {confusedSetting, textOf(jsonOf(report.confused))}};
  for (const auto& [setting, text] : settings) {
    if (Status kept = project.setSetting(setting, text); !kept) {
      return kept;
    }
  }
  return Nothing{};
}

std::optional<ErrorSummary> storedErrors(const labeling::Project& project) {
  return stored(project, errorsSetting, "estimate of wrong labels", errorSummaryFrom);
}

std::optional<Coverage> storedCoverage(const labeling::Project& project) {
  return stored(project, coverageSetting, "description of what the data covers",
                [&](const nlohmann::json& json) { return coverageFrom(json, project.document()); });
}

std::vector<ConfusedClasses> storedConfusedClasses(const labeling::Project& project) {
  return stored(project, confusedSetting, "list of confused classes", confusedClassesFrom)
      .value_or(std::vector<ConfusedClasses>{});
}

}  // namespace touchstone::analysis
