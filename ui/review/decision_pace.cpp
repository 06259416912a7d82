#include "ui/review/decision_pace.h"

#include <algorithm>
#include <vector>

namespace touchstone::ui {

namespace {

constexpr std::size_t fewest = 3;
constexpr std::size_t remembered = 30;
constexpr std::chrono::minutes pause{2};

}  // namespace

void DecisionPace::decided(Clock::time_point now) {
  if (last_ && now - *last_ < pause) {
    times_.emplace_back(now - *last_);
    if (times_.size() > remembered) {
      times_.pop_front();
    }
  }
  last_ = now;
}

std::optional<std::chrono::duration<double>> DecisionPace::timeFor(int decisions) const {
  if (times_.size() < fewest) {
    return std::nullopt;
  }
  std::vector<std::chrono::duration<double>> sorted(times_.begin(), times_.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle * decisions;
}

}  // namespace touchstone::ui
