#pragma once

#include "analysis/audits/copy_findings.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace touchstone::analysis {

/// Whether a perceptual hash tells pictures apart. About half of the 64 bits of a picture's hash
/// are set; those of flat pictures (and 0, not computed) have next to none or all, and all look
/// alike.
[[nodiscard]] bool isTellingHash(std::uint64_t hash);

/// Whether the pictures of two images look the same.
using SameLooks = std::function<bool(labeling::ImageId, labeling::ImageId)>;

/// Returns true, whatever the pictures.
[[nodiscard]] bool anyLooks(labeling::ImageId one, labeling::ImageId other);

/// Returns for each image of the document, in id order, the number of its group, from 0: images
/// with equal content or whose telling perceptual hashes differ by at most `radius` bits are in one
/// group. A hash of 64 bits is no proof, other pictures with one thing in the middle have the same:
/// `lookTheSame` is asked about two images of like hashes.
[[nodiscard]] std::vector<int> nearDuplicateGroups(const labeling::Document& document,
                                                   int radius = 4,
                                                   const SameLooks& lookTheSame = anyLooks);

/// Returns findings of kind duplicate, near_duplicate, leakage (one content in train and val/test)
/// and inconsistent (one content, different image classes), from the groups of near-duplicates and
/// from copies of images that are not excluded; no pair is reported for both reasons.
[[nodiscard]] std::vector<labeling::Finding> auditDuplicates(const labeling::Document& document,
                                                             const ImageCopies& copies);

/// Returns those findings as far as the hashes in the document tell.
[[nodiscard]] std::vector<labeling::Finding> auditDuplicates(const labeling::Document& document);

}  // namespace touchstone::analysis
