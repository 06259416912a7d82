#pragma once

#include "labeling/project/run_record.h"

#include <cstdint>
#include <vector>

namespace touchstone::labeling {

/// The steps that can be undone and redone, oldest first; their content is in the store's log.
class History {
public:
  History() = default;
  /// `steps` are those of the log: done ones, then undone ones.
  explicit History(std::vector<HistoryEntry> steps);

  /// Return the step that undo or redo would take, or nullptr.
  [[nodiscard]] const HistoryEntry* undoStep() const;
  [[nodiscard]] const HistoryEntry* redoStep() const;

  /// Returns the step that an edit of that gesture continues, or nullptr when it begins one.
  [[nodiscard]] const HistoryEntry* continuedStep(std::uint64_t gesture) const;

  /// Returns all steps, oldest first: `done()` done ones, then the undone ones.
  [[nodiscard]] const std::vector<HistoryEntry>& steps() const { return steps_; }
  [[nodiscard]] std::size_t done() const { return done_; }

  /// Adds a step after the done ones and forgets the undone ones.
  void push(HistoryEntry step, std::uint64_t gesture);
  void stepBack();
  void stepForward();

  /// Returns the newest `limit` steps, newest first.
  [[nodiscard]] std::vector<HistoryEntry> newest(std::size_t limit) const;

private:
  std::vector<HistoryEntry> steps_;
  std::size_t done_ = 0;
  std::uint64_t lastGesture_ = 0;
};

}  // namespace touchstone::labeling
