#pragma once

#include "analysis/matrix.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Label errors of data that does not fit into memory, batch by batch, as cleanlab's LabelInspector
/// finds them: first every batch is measured, then every batch is counted. Labels and probabilities
/// of a batch as in confident_learning.h; all have the same classes.
class StreamedIssues {
public:
  explicit StreamedIssues(std::size_t classes);

  /// First pass: what the classes' thresholds are.
  void measure(std::span<const int> labels, const ProbabilityMatrix& probabilities);
  /// Second pass: how many labels are confidently of another class. Keeps their qualities.
  void count(std::span<const int> labels, const ProbabilityMatrix& probabilities);

  [[nodiscard]] const std::vector<double>& thresholds() const { return thresholds_; }
  [[nodiscard]] std::size_t issues() const { return issues_; }
  /// Returns the numbers of as many samples of the lowest self-confidence, in ascending order;
  /// without those whose given class is the most probable one.
  [[nodiscard]] std::vector<std::size_t> found() const;

private:
  std::vector<double> thresholds_;
  std::vector<double> perClass_;
  std::size_t issues_ = 0;
  std::vector<double> quality_;
  std::vector<bool> confirmed_;
};

}  // namespace touchstone::analysis
