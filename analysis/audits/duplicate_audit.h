#pragma once

#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <vector>

namespace touchstone::analysis {

/// Returns for each image of the document, in id order, the number of its group: images with equal
/// content or whose perceptual hashes differ by at most `radius` bits are in one group.
[[nodiscard]] std::vector<int> nearDuplicateGroups(const labeling::Document& document,
                                                   int radius = 4);

/// Returns findings of kind duplicate, near_duplicate, leakage (one content in train and val/test)
/// and inconsistent (one content, different image classes), from the hashes in the document.
[[nodiscard]] std::vector<labeling::Finding> auditDuplicates(const labeling::Document& document);

}  // namespace touchstone::analysis
