#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

namespace touchstone {

/// Durations of a repeated step in milliseconds: by the clock on the wall, and of the processor,
/// which other programs on the machine do not lengthen.
class Timings {
public:
  /// Calls `step` and notes how long it took.
  template <class Step>
  void measure(Step step) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t processorStart = std::clock();
    static_cast<void>(step());
    const std::clock_t processorEnd = std::clock();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    wall_.push_back(took.count());
    processor_.push_back(static_cast<double>(processorEnd - processorStart) * 1000 /
                         CLOCKS_PER_SEC);
  }

  /// Prints what was measured, how often, and p50, p99 and the longest of both times.
  void print(const char* what) const {
    std::printf("%-32s %6zu x", what, wall_.size());
    print("wall", wall_);
    print("processor", processor_);
    std::printf("\n");
  }

private:
  static void print(const char* clock, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto quantile = [&](double share) {
      const auto last = static_cast<double>(times.size()) - 1;
      return times.empty() ? 0 : times[static_cast<std::size_t>(share * last + 0.5)];
    };
    std::printf("  %s p50 %.3f p99 %.3f max %.3f ms", clock, quantile(0.5), quantile(0.99),
                quantile(1));
  }

  std::vector<double> wall_;
  std::vector<double> processor_;
};

}  // namespace touchstone
