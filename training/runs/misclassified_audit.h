#pragma once

#include "analysis/report/evaluation_report.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::training {

/// Returns a finding of kind misclassified for each label of which a run's model said something
/// else and that has not changed since; the surer the model, the lower the score, never below ½:
/// a model that trained on other labels is weaker evidence than an out-of-sample audit.
[[nodiscard]] std::vector<labeling::Finding> auditMisclassified(
    const labeling::Document& document, const analysis::EvaluationReport& evaluation);

}  // namespace touchstone::training
