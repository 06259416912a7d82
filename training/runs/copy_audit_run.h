#pragma once

#include "analysis/audits/copy_findings.h"
#include "training/runs/audit_run.h"

namespace touchstone::training {

/// Returns which of the project's images show the same: groups of like hashes whose pictures look
/// the same, and altered copies; see analysis::findCopies. Sketches of the pictures are cached,
/// and so are the copies as long as the images stay the same. Above 30,000 images, whose sketches
/// fill about 1 GB of memory, only the hashes are compared, and a warning says so. Error:
/// cancelled.
Result<analysis::ImageCopies> findImageCopies(const RunInput& input,
                                              const AuditRequest& request,
                                              const WorkContext& work);

}  // namespace touchstone::training
