#pragma once

#include "labeling/project/project.h"

namespace touchstone::labeling {

/// Ends one pass of the loop: stores the finished run and appends an iteration with its metrics,
/// the hash of the labels as they are, and the number of decisions since the last iteration.
/// `split` names what the metrics were measured on.
Result<IterationRecord> finishIteration(Project& project,
                                        const RunRecord& run,
                                        const std::string& split);

}  // namespace touchstone::labeling
