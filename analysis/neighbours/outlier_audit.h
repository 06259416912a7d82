#pragma once

#include "analysis/audits/label_audit.h"
#include "analysis/neighbours/nearest_neighbours.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// Returns findings of kind outlier: samples that are far from all others in `graph`, whose rows
/// are those of `labels`; see outliers(). Evidence "neighbours" names the images nearest to them.
/// Few are asked about: at most a twentieth of the samples, the farthest ones, and none among fewer
/// than twenty samples. Scores lie in [0.5, 1], after those of most label errors.
[[nodiscard]] std::vector<labeling::Finding> auditOutliers(const labeling::Document& document,
                                                           std::span<const AuditedLabel> labels,
                                                           std::span<const std::string> classNames,
                                                           const NeighbourGraph& graph);

}  // namespace touchstone::analysis
