#pragma once

#include "analysis/report/audit_report.h"
#include "training/runs/classification_run.h"

#include <filesystem>

namespace touchstone::training {

struct AuditRequest {
  std::filesystem::path runFolder;  ///< the run whose backbone is used; empty: the default
  int folds = 5;
  std::uint64_t seed = 1;
};

/// Audits every label of the project: out-of-sample probabilities by k-fold on cached features,
/// confident learning, duplicates, and what the run's model misclassifies.
Result<analysis::AuditReport> auditProject(const RunInput& input,
                                           const AuditRequest& request,
                                           const WorkContext& work);

}  // namespace touchstone::training
