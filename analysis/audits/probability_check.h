#pragma once

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <span>

namespace touchstone::analysis {

/// Checks probabilities that came from outside. Errors name the first row that is no distribution:
/// a value that is not a number in [0, 1], or a sum further than 0.001 from 1.
Status checkDistributions(const ProbabilityMatrix& probabilities);

/// Checks labels and probabilities that came from outside. Errors: nothing at all, sizes that
/// differ, fewer than two classes, a label without a column, a row that is no distribution.
Status checkProbabilities(std::span<const int> labels, const ProbabilityMatrix& probabilities);

}  // namespace touchstone::analysis
