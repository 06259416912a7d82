#pragma once

#include "analysis/coverage/coverage.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::analysis {

/// Returns findings of kind coverage_gap for the gaps and the slices of errors, at most thirty, the
/// worst first: on an example of what they are about, of a gap on one of the class. Scores lie in
/// [0.5, 1]: they speak of the data, not of a wrong label. The evidence has "missing" ("samples" or
/// "accuracy"), "situation", "bin", "class", "count", "expected", "rate", "low", "high", "usual",
/// "examples" (paths of images) and "advice".
[[nodiscard]] std::vector<labeling::Finding> coverageFindings(
    const Coverage& coverage,
    std::span<const CoverageSample> samples,
    const labeling::Document& document,
    std::span<const std::string> classNames);

}  // namespace touchstone::analysis
