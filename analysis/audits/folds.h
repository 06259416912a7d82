#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns a fold in 0 … folds-1 for every sample: samples of one group share a fold, classes are
/// spread evenly, and no class lies within one fold when it has samples of two groups. `groups` may
/// be empty (every sample on its own). The same seed gives the same folds.
[[nodiscard]] std::vector<int> stratifiedFolds(std::span<const int> labels,
                                               int classes,
                                               std::span<const int> groups,
                                               int folds,
                                               std::uint64_t seed);

}  // namespace touchstone::analysis
