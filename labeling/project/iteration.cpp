#include "labeling/project/iteration.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace touchstone::labeling {

namespace {

/// Walks along the history of a project and knows how far it went.
class Journey {
public:
  explicit Journey(Project& project) : project_(project) {}

  /// Returns how many steps lie between here and where it began.
  [[nodiscard]] int length() const { return std::abs(redone_); }

  /// Return the last step that is done, and the first that is undone, or nullptr.
  [[nodiscard]] const HistoryEntry* lastDone() const { return stepAt(project_.doneSteps() - 1); }
  [[nodiscard]] const HistoryEntry* firstUndone() const { return stepAt(project_.doneSteps()); }

  Status undo() {
    --redone_;
    return project_.undo().transform([](const auto&) { return Nothing{}; });
  }
  Status redo() {
    ++redone_;
    return project_.redo().transform([](const auto&) { return Nothing{}; });
  }
  Status goHome() {
    while (redone_ != 0) {
      if (const Status moved = redone_ > 0 ? undo() : redo(); !moved) {
        return moved;
      }
    }
    return Nothing{};
  }

private:
  [[nodiscard]] const HistoryEntry* stepAt(std::size_t position) const {
    return position < project_.steps().size() ? &project_.steps()[position] : nullptr;
  }

  Project& project_;
  int redone_ = 0;  ///< more than undone
};

/// Goes to the last step that was made before `time`, in seconds, or in that second.
Status goToTime(Journey& journey, std::int64_t time) {
  while (journey.firstUndone() != nullptr && journey.firstUndone()->time <= time) {
    if (const Status moved = journey.redo(); !moved) {
      return moved;
    }
  }
  while (journey.lastDone() != nullptr && journey.lastDone()->time > time) {
    if (const Status moved = journey.undo(); !moved) {
      return moved;
    }
  }
  return Nothing{};
}

Error givenUp(const IterationRecord& iteration) {
  return {ErrorKind::BadInput,
          {},
          "The labels of round " + std::to_string(iteration.number) +
              " cannot be brought back: steps that led to them were undone and then replaced by "
              "others."};
}

}  // namespace

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

Result<int> goBackTo(Project& project, const IterationRecord& iteration) {
  const auto runs = project.runs();
  const auto run = std::find_if(runs.begin(), runs.end(),
                                [&](const RunRecord& r) { return r.name == iteration.run; });
  const std::int64_t time = run != runs.end() ? run->started : iteration.time;
  const auto isThere = [&] { return labelHashOf(project.document()) == iteration.labelHash; };
  Journey journey(project);
  if (const Status moved = goToTime(journey, time); !moved) {
    return moved.error();
  }
  // Of the steps of that second some came after the training began.
  bool found = isThere();
  while (!found && journey.lastDone() != nullptr && journey.lastDone()->time == time) {
    if (const Status moved = journey.undo(); !moved) {
      return moved.error();
    }
    found = isThere();
  }
  if (!found) {
    const Status home = journey.goHome();
    return home ? givenUp(iteration) : home.error();
  }
  return journey.length();
}

}  // namespace touchstone::labeling
