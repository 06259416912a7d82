#pragma once

#include "analysis/consistency/shared_objects.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// Returns what breaks the rules of the label book (labeling::labelRule), as findings of kind
/// `inconsistent` whose reason is the rule. Left out are excluded images, image tags, crowds, and
/// what a model drew and no person confirmed; how many there have to be is asked of labelled images
/// only. A rule holds for its class and those below it, and what it says of another class is met by
/// those below that. An object is inside another when 95 % of it is. Of too many objects in an
/// image the one drawn last is named. What one annotator drew is not laid over what another drew of
/// the same for themselves. When stopped, what was found until then.
[[nodiscard]] std::vector<labeling::Finding> checkLabelRules(const labeling::Document& document,
                                                             const SharedObjects& shared = {},
                                                             const std::stop_token& stop = {});

}  // namespace touchstone::analysis
