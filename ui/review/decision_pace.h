#pragma once

#include <chrono>
#include <deque>
#include <optional>

namespace touchstone::ui {

/// How fast a person decides: the median time of the last decisions, pauses left out.
class DecisionPace {
public:
  using Clock = std::chrono::steady_clock;

  void decided(Clock::time_point now);
  /// Returns how long so many more decisions take; nothing before a few were taken.
  [[nodiscard]] std::optional<std::chrono::duration<double>> timeFor(int decisions) const;

private:
  std::optional<Clock::time_point> last_;
  std::deque<std::chrono::duration<double>> times_;
};

}  // namespace touchstone::ui
