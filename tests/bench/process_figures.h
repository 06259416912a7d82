#pragma once

#include <chrono>
#include <string_view>

namespace touchstone::bench {

/// Prints "name: figure unit" as a line.
void print(std::string_view name, double figure, std::string_view unit);

/// The memory that this process has in use now, and the most it ever had, in MB of 10^6 bytes.
[[nodiscard]] double residentMegabytes();
[[nodiscard]] double peakMegabytes();

/// Seconds of wall clock and of processor time since it was made.
class Stopwatch {
public:
  [[nodiscard]] double seconds() const;
  [[nodiscard]] double processorSeconds() const;

private:
  static double processorTime();

  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double processorStart_ = processorTime();
};

}  // namespace touchstone::bench
