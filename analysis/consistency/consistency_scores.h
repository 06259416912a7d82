#pragma once

namespace touchstone::analysis {

/// How surely something is wrong, against the label errors' probabilities.
inline constexpr double brokenRuleScore = 0.15;
inline constexpr double drawnDifferentlyScore = 0.4;

}  // namespace touchstone::analysis
