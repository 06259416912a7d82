#pragma once

#include <span>
#include <vector>

namespace touchstone::analysis {

/// What a test says of a difference.
struct RankTest {
  double p = 1;       ///< two-sided, by the normal approximation with continuity correction
  double effect = 0;  ///< rank-biserial correlation in [-1, 1]: above 0, the first is larger
};

/// Returns whether the values of one sample tend to be larger than those of another (Mann and
/// Whitney 1947; ties as in Lehmann 1975). The effect is the share of pairs in which the first is
/// larger minus the share in which the second is. p is 1 for an empty sample.
[[nodiscard]] RankTest mannWhitneyTest(std::span<const double> first,
                                       std::span<const double> second);

/// Returns whether differences tend to be above or below 0 (Wilcoxon 1945), those that are 0 left
/// out. The effect is the share of the ranks that belong to positive ones minus the others' (Kerby
/// 2014). p is 1 when all are 0.
[[nodiscard]] RankTest signedRankTest(std::span<const double> differences);

/// Returns p-values of tests made together such that one below a level is one false alarm or more
/// among all of them only that often (Holm 1979).
[[nodiscard]] std::vector<double> holmAdjusted(std::span<const double> p);

}  // namespace touchstone::analysis
