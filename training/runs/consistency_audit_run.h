#pragma once

#include "analysis/audits/label_audit.h"
#include "labeling/review/finding.h"
#include "training/runs/audit_run.h"

#include <vector>

namespace touchstone::training {

/// Returns where labels contradict the label book or each other: broken rules
/// (analysis::checkLabelRules), annotators who disagree (analysis::disagreementFindings), classes
/// that are drawn in two ways (analysis::drawingDifferences), also against what the model of
/// `labels` sees, and objects of different classes that look the same (analysis::twinFindings). Of
/// more than 200,000 annotations the last is left out with a warning. Error: cancelled.
Result<std::vector<labeling::Finding>> auditConsistency(const RunInput& input,
                                                        const analysis::LabelAudit& labels,
                                                        const AuditRequest& request,
                                                        const WorkContext& work);

}  // namespace touchstone::training
