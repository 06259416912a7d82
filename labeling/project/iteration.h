#pragma once

#include "labeling/project/project.h"

namespace touchstone::labeling {

/// Ends one pass of the loop: stores the finished run and appends an iteration with its metrics,
/// the hash of the labels as they are, and the number of decisions since the last iteration.
/// `split` names what the metrics were measured on.
Result<IterationRecord> finishIteration(Project& project,
                                        const RunRecord& run,
                                        const std::string& split);

/// Undoes or redoes the steps that lie between the labels as they are and those that the iteration
/// was trained on, and returns how many; undo and redo bring the others back. Error: those labels
/// cannot be reached, as steps of theirs were undone and then given up for others; nothing has
/// changed.
Result<int> goBackTo(Project& project, const IterationRecord& iteration);

}  // namespace touchstone::labeling
