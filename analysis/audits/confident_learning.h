#pragma once

#include "analysis/matrix.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Confident learning (Northcutt, Jiang, Chuang 2021) exactly as cleanlab 2.9 computes it.
/// Every function requires labels in 0 … K-1 and one row of N×K probabilities a label; see
/// checkProbabilities.

/// Returns t_k = mean of p[i,k] over the samples given class k; 2 for a class without samples;
/// at least 2e-6.
[[nodiscard]] std::vector<double> confidentThresholds(std::span<const int> labels,
                                                      const ProbabilityMatrix& probabilities);

/// Returns for every sample the class that it confidently is: the one that reaches its threshold,
/// the most probable of all classes when several do, none when no class does.
[[nodiscard]] std::vector<std::optional<std::size_t>> confidentGuesses(
    std::span<const int> labels, const ProbabilityMatrix& probabilities);

/// Returns the K×K counts c[given][guess], diagonal at least 1, not calibrated.
[[nodiscard]] Matrix<long> confidentCounts(std::span<const int> labels,
                                           const ProbabilityMatrix& probabilities);

/// Returns the calibrated confident joint: rows sum to the number of samples given that class.
[[nodiscard]] Matrix<long> confidentJoint(std::span<const int> labels,
                                          const ProbabilityMatrix& probabilities);

/// The rules by which a label is marked as an error; cleanlab's names.
enum class IssueFilter {
  PruneByNoiseRate,
  PruneByClass,
  Both,
  ConfidentLearning,
  PredictedNotGiven,
  LowNormalizedMargin,
  LowSelfConfidence
};

/// Returns for every sample whether its label is marked as an error.
[[nodiscard]] std::vector<bool> findLabelIssues(std::span<const int> labels,
                                                const ProbabilityMatrix& probabilities,
                                                IssueFilter filter);

enum class QualityScore { SelfConfidence, NormalizedMargin, ConfidenceWeightedEntropy };

/// Returns a quality in [0, 1] for every label; low is suspicious.
[[nodiscard]] std::vector<double> labelQuality(std::span<const int> labels,
                                               const ProbabilityMatrix& probabilities,
                                               QualityScore score);

/// Returns the probabilities less the classes' thresholds, shifted by the largest one, with rows
/// that sum to 1: classes on which the model is less confident then count as much as others.
[[nodiscard]] ProbabilityMatrix adjustedProbabilities(std::span<const int> labels,
                                                      const ProbabilityMatrix& probabilities);

}  // namespace touchstone::analysis
