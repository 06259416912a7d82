#pragma once

#include "analysis/coverage/coverage.h"
#include "training/runs/audit_run.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::training {

/// What the labels of a project cover, and what is asked about it.
struct CoverageAudit {
  analysis::Coverage coverage;
  std::vector<labeling::Finding> findings;
};

/// Measures in which situations the labelled images, or the labelled objects when there are no
/// image tags or `task` is "detect" or "segment", were photographed (see analysis::coverageOf).
/// Mistakes are those that `scores` tell; a label that is probably wrong counts as far as it is
/// right, where there are samples enough to know. Of more than 100,000 samples a part is taken,
/// evenly. Error: cancelled.
Result<CoverageAudit> auditCoverage(const RunInput& input,
                                    const AuditRequest& request,
                                    const std::string& task,
                                    std::span<const analysis::LabelScore> scores,
                                    const WorkContext& work);

}  // namespace touchstone::training
