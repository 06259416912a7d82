#pragma once

#include "analysis/report/evaluation_report.h"

namespace touchstone::analysis {

/// What changed from one evaluation to a later one.
struct EvaluationComparison {
  std::vector<std::string> classes;  ///< of the later one, then those of the earlier one alone
  /// Rows are labelled, columns predicted classes, cells the later count less the earlier one. Of
  /// detectors one more row and column: nothing.
  Matrix<long> difference;
  std::vector<EvaluatedSample> mended;  ///< wrong before and right now, as now
  std::vector<EvaluatedSample> broken;  ///< right before and wrong now, as now
};

/// Compares two evaluations label by label. A false alarm of a detector belongs to no label: it
/// counts in the difference alone. Error: they are not of the same split, or not of the same kind
/// of model.
Result<EvaluationComparison> compareEvaluations(const EvaluationReport& before,
                                                const EvaluationReport& now);

}  // namespace touchstone::analysis
