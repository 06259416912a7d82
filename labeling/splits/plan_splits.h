#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"
#include "labeling/splits/split_assignment.h"

#include <cstdint>
#include <span>

namespace touchstone::labeling {

/// Returns the edit that gives a split to every labelled image that has none, stratified by the
/// commonest class of each image. Splits that the data brings stay, except that a validation split
/// is taken out of a training split that comes without one. `groups` has a number for every image
/// of the document, in order of id: images of one number stay together; empty for no groups. The
/// edit is empty when nothing is to be done. Errors: no image is labelled, or all labelled ones are
/// kept for testing.
Result<Edit> planSplits(const Document& document,
                        std::span<const int> groups,
                        const SplitFractions& fractions,
                        std::uint64_t seed);

}  // namespace touchstone::labeling
