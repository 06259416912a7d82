#pragma once

#include "analysis/report/audit_report.h"
#include "labeling/project/project.h"

namespace touchstone::analysis {

/// Keeps in the project's store what Review and reports need of an audit: its findings, from what
/// wrong labels are counted, which classes labels confuse, and what the data covers.
Status storeAudit(labeling::Project& project, const AuditReport& report);

/// Returns what the last audit that was stored said of the number of wrong labels; nothing when it
/// said nothing.
[[nodiscard]] std::optional<ErrorSummary> storedErrors(const labeling::Project& project);

/// Returns what the data covers as the last audit that was stored found it; nothing when it did not
/// look. Examples whose image is gone are left out.
[[nodiscard]] std::optional<Coverage> storedCoverage(const labeling::Project& project);

/// Returns the classes that labels confuse as the last audit that was stored found them.
[[nodiscard]] std::vector<ConfusedClasses> storedConfusedClasses(const labeling::Project& project);

}  // namespace touchstone::analysis
