#pragma once

#include "analysis/coverage/coverage.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns the bins of which a class has at most a third of what would be usual by the other
/// classes, in images, and which chance does not explain (Fisher's exact test, all cells with at
/// least three usual images considered in which none at all would be a surprise: see beyondChance).
/// The size on the picture is left out: it is what the things are. Messages and advice are not
/// filled in. The least probable first.
[[nodiscard]] std::vector<CoverageIssue> coverageGaps(std::span<const CoverageGrid> grids,
                                                      std::span<const std::string> classNames);

/// Returns the bins with fixed limits in which no sample of a data set of at least 50 images lies.
[[nodiscard]] std::vector<CoverageIssue> absentBins(std::span<const CoverageGrid> grids);

}  // namespace touchstone::analysis
