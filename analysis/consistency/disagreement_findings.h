#pragma once

#include "analysis/consistency/object_consensus.h"
#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::analysis {

/// Returns findings of kind annotator_disagreement: annotations of another class than most gave,
/// with that class (one without suggestion where no class has more votes than any other); things
/// that at most half of those drew who labelled the image (accepting takes them away); and the
/// worst of the shapes of a thing that overlaps the consensus (of two, the other) by less than 70
/// %, with the consensus as suggested shape.
[[nodiscard]] std::vector<labeling::Finding> disagreementFindings(
    const labeling::Document& document,
    const SharedObjects& shared,
    const ObjectConsensus& consensus);

}  // namespace touchstone::analysis
