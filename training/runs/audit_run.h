#pragma once

#include "analysis/report/audit_report.h"
#include "training/runs/classification_run.h"

#include <filesystem>

namespace touchstone::training {

struct AuditRequest {
  std::filesystem::path runFolder;  ///< the run whose backbone is used; empty: the default
  int folds = 5;
  std::uint64_t seed = 1;
  /// Receives one sentence about something that was skipped.
  std::function<void(const std::string&)> warned = [](const std::string&) {};
};

/// Audits every label of the project, whatever its split: out-of-sample probabilities, confident
/// learning, duplicates, and what the run's model misclassifies. With pre-trained weights the
/// probabilities come from k-fold on cached features; without, from networks that are trained from
/// random weights on part of the samples and predict the others. Errors: nothing labelled, one
/// class only, no such run, cancelled.
Result<analysis::AuditReport> auditProject(const RunInput& input,
                                           const AuditRequest& request,
                                           const WorkContext& work);

}  // namespace touchstone::training
