#pragma once

#include "analysis/report/audit_report.h"
#include "labeling/project/project.h"

namespace touchstone::analysis {

/// Keeps in the project's store what Review needs of an audit: its findings, and from what wrong
/// labels are counted.
Status storeAudit(labeling::Project& project, const AuditReport& report);

/// Returns what the last audit that was stored said of the number of wrong labels; nothing when it
/// said nothing.
[[nodiscard]] std::optional<ErrorSummary> storedErrors(const labeling::Project& project);

}  // namespace touchstone::analysis
