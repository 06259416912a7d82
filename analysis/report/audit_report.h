#pragma once

#include "analysis/audits/label_audit.h"
#include "analysis/coverage/coverage.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// The result of one audit, as `audit --json` writes it.
struct AuditReport {
  std::string run;
  std::vector<labeling::Finding> findings;  ///< most suspicious first
  std::vector<LabelScore> scores;
  /// From which wrong labels are counted, where they were estimated.
  std::optional<ErrorSummary> errors = {};
  /// Which situations the data covers, where pictures could be measured.
  std::optional<Coverage> coverage = {};
  std::vector<ConfusedClasses> confused = {};  ///< the most confused first
};

/// Returns {"run","summary","findings","scores"}, "confused" [{"first","second","labels","share"}]
/// and, where it was estimated how many labels are wrong, "estimate", see error_summary_json.h, and
/// "coverage", see coverage_json.h; images are written as paths relative to the project.
[[nodiscard]] std::string toJson(const AuditReport& report, const labeling::Document& document);

/// Returns one line a finding: id,kind,image,annotation,given,suggested,score,message.
[[nodiscard]] std::string toCsv(const AuditReport& report, const labeling::Document& document);

/// Reads what toJson wrote; findings of images that are gone are left out.
Result<AuditReport> auditReportFromJson(const std::string& text,
                                        const labeling::Document& document);

}  // namespace touchstone::analysis
