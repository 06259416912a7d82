#pragma once

#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns the values rounded half to even, then moved by whole steps where that changes them
/// least until they add up to the rounded sum of `values` (cleanlab's round_preserving_sum).
[[nodiscard]] std::vector<long> roundedKeepingSum(std::span<const double> values);

}  // namespace touchstone::analysis
