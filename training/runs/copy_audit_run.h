#pragma once

#include "analysis/audits/copy_findings.h"
#include "training/runs/audit_run.h"

#include <vector>

namespace touchstone::training {

/// Returns the altered copies among the project's images; see analysis::findCopies. Sketches of the
/// pictures are cached. Above 30,000 images, whose sketches fill about 1 GB of memory, none are
/// looked for, and a warning says so. Error: cancelled.
Result<std::vector<analysis::ImageCopy>> findImageCopies(const RunInput& input,
                                                         const AuditRequest& request,
                                                         const WorkContext& work);

}  // namespace touchstone::training
