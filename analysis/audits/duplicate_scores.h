#pragma once

namespace touchstone::analysis {

/// How surely something is wrong with a picture that occurs twice, against the label errors'
/// probabilities.
inline constexpr double inconsistentScore = 0.1;
inline constexpr double leakageScore = 0.3;
inline constexpr double duplicateScore = 0.5;
inline constexpr double nearDuplicateScore = 0.6;

}  // namespace touchstone::analysis
