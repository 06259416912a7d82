#include "labeling/project/iteration.h"

#include <algorithm>
#include <ctime>

namespace touchstone::labeling {

Result<IterationRecord> finishIteration(Project& project,
                                        const RunRecord& run,
                                        const std::string& split) {
  if (const Status stored = project.updateRun(run); !stored) {
    return stored.error();
  }
  int earlierDecisions = 0;
  for (const IterationRecord& iteration : project.iterations()) {
    earlierDecisions += iteration.decisions;
  }
  const auto allDecisions = static_cast<int>(project.document().decisions().size());
  return project.addIteration({.number = 0,
                               .labelHash = run.labelHash,
                               .run = run.name,
                               .metrics = run.metrics,
                               .split = split,
                               .decisions = std::max(0, allDecisions - earlierDecisions),
                               .time = std::time(nullptr)});
}

}  // namespace touchstone::labeling
