#pragma once

#include "analysis/matrix.h"

#include <string>
#include <vector>

namespace touchstone::analysis {

/// Returns a confusion matrix (rows labelled, columns predicted) as a table; with many classes a
/// list of the commonest confusions, which says more than a wall of zeros. A row or column more
/// than there are classes is "nothing".
[[nodiscard]] std::string confusionTable(const Matrix<long>& counts,
                                         const std::vector<std::string>& classes);

/// The same for how many more or fewer there are than before.
[[nodiscard]] std::string differenceTable(const Matrix<long>& difference,
                                          const std::vector<std::string>& classes);

}  // namespace touchstone::analysis
