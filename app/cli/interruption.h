#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace touchstone::app {

/// Turns SIGINT and SIGTERM into a stop request; the second one ends the program at once. To be
/// made before any other thread, so that all inherit the blocked signals.
class Interruption {
public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

private:
  std::stop_source source_;
  std::jthread waiter_;
};

}  // namespace touchstone::app
