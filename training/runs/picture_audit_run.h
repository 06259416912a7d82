#pragma once

#include "labeling/review/finding.h"
#include "training/runs/audit_run.h"

#include <vector>

namespace touchstone::training {

/// Returns what is wrong with the project's pictures themselves; see analysis::auditPictures, whose
/// remarks are given as warnings. Each picture is decoded once; its measures are cached. Error:
/// cancelled.
Result<std::vector<labeling::Finding>> auditPictureQuality(const RunInput& input,
                                                           const AuditRequest& request,
                                                           const WorkContext& work);

}  // namespace touchstone::training
