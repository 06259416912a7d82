#pragma once

#include "analysis/report/evaluation_report.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::analysis {

/// Returns what a model says of one sample as a finding of its run: `misclassified`, also where the
/// model agrees; of a detector's object that is not labelled `false_positive` with its box, of one
/// that is not found `false_negative`.
[[nodiscard]] labeling::Finding findingOf(const EvaluatedSample& sample,
                                          labeling::ImageId image,
                                          const std::string& run);

/// Returns a `misclassified` finding for every sample that the model gives another class than its
/// label, the most confident first; samples whose image is gone or whose label has changed since
/// are left out. The score lies in [0.5, 1]: a mistake of a model alone is weaker evidence against
/// a label than an audit.
[[nodiscard]] std::vector<labeling::Finding> misclassifiedFindings(
    const EvaluationReport& evaluation, const labeling::Document& document);

}  // namespace touchstone::analysis
