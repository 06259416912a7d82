#pragma once

#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns the values rounded half to even, then moved by whole steps where that changes them
/// least until they add up to the rounded sum of `values` (cleanlab's round_preserving_sum).
[[nodiscard]] std::vector<long> roundedKeepingSum(std::span<const double> values);

/// Returns the sum in the order in which numpy adds contiguous numbers (pairwise, eight at a time,
/// 8192 after the other), so that what is rounded next falls to the same side.
[[nodiscard]] double pairwiseSum(std::span<const double> values);

}  // namespace touchstone::analysis
