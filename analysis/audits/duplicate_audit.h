#pragma once

#include "analysis/audits/copy_findings.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Whether a perceptual hash tells pictures apart. About half of the 64 bits of a picture's hash
/// are set; those of flat pictures (and 0, not computed) have next to none or all, and all look
/// alike.
[[nodiscard]] bool isTellingHash(std::uint64_t hash);

/// Returns for each image of the document, in id order, the number of its group, from 0: images
/// with equal content or whose telling perceptual hashes differ by at most `radius` bits are in one
/// group.
[[nodiscard]] std::vector<int> nearDuplicateGroups(const labeling::Document& document,
                                                   int radius = 4);

/// Returns findings of kind duplicate, near_duplicate, leakage (one content in train and val/test)
/// and inconsistent (one content, different image classes), from the hashes in the document and
/// from `copies` of images that are not excluded; no pair is reported for both reasons.
[[nodiscard]] std::vector<labeling::Finding> auditDuplicates(
    const labeling::Document& document, std::span<const ImageCopy> copies = {});

}  // namespace touchstone::analysis
