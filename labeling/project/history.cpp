#include "labeling/project/history.h"

#include <algorithm>
#include <utility>

namespace touchstone::labeling {

History::History(std::vector<HistoryEntry> steps) : steps_(std::move(steps)) {
  while (done_ < steps_.size() && !steps_[done_].undone) {
    ++done_;
  }
}

const HistoryEntry* History::undoStep() const {
  return done_ > 0 ? &steps_[done_ - 1] : nullptr;
}

const HistoryEntry* History::redoStep() const {
  return done_ < steps_.size() ? &steps_[done_] : nullptr;
}

const HistoryEntry* History::continuedStep(std::uint64_t gesture) const {
  return gesture != 0 && gesture == lastGesture_ ? undoStep() : nullptr;
}

void History::push(HistoryEntry step, std::uint64_t gesture) {
  steps_.resize(done_);
  steps_.push_back(std::move(step));
  done_ = steps_.size();
  lastGesture_ = gesture;
}

void History::stepBack() {
  steps_[--done_].undone = true;
  lastGesture_ = 0;
}

void History::stepForward() {
  steps_[done_++].undone = false;
  lastGesture_ = 0;
}

std::vector<HistoryEntry> History::newest(std::size_t limit) const {
  std::vector<HistoryEntry> newest;
  const std::size_t count = std::min(limit, steps_.size());
  newest.insert(newest.end(), steps_.rbegin(),
                steps_.rbegin() + static_cast<std::ptrdiff_t>(count));
  return newest;
}

}  // namespace touchstone::labeling
