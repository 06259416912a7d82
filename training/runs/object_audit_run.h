#pragma once

#include "analysis/audits/label_audit.h"
#include "training/runs/audit_run.h"

namespace touchstone::training {

/// Audits the boxes of a project by what the detector of a run, or detectors trained like it
/// (`request.folds`, see crossFitObjects), find in its images. Errors: cancelled, those of a
/// training.
Result<analysis::LabelAudit> auditBoxes(const RunInput& input,
                                        const AuditRequest& request,
                                        const WorkContext& work);

/// The same of masks and polygons, by segmenters.
Result<analysis::LabelAudit> auditAreas(const RunInput& input,
                                        const AuditRequest& request,
                                        const WorkContext& work);

}  // namespace touchstone::training
