#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

/// Returns the milliseconds that `work` takes.
template <class Work>
double millisecondsOf(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  return passed.count();
}

/// Durations of frames in milliseconds: by the clock on the wall, and of the processor, which other
/// programs on the machine do not lengthen.
class Frames {
public:
  template <class Work>
  void measure(Work work) {
    const std::clock_t start = std::clock();
    wall_.push_back(millisecondsOf(work));
    processor_.push_back(static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
  }

  /// Notes a time that was measured elsewhere, by the clock on the wall.
  void add(double milliseconds) { wall_.push_back(milliseconds); }

  /// Prints median, 99th percentile and mean rate.
  void report(const std::string& what) {
    std::printf("%-32s", what.c_str());
    print("wall", wall_);
    if (!processor_.empty()) {
      print("processor", processor_);
    }
    std::printf("\n");
    std::fflush(stdout);
  }

private:
  static void print(const char* clock, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
      return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
    };
    const double mean =
        std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
    std::printf("  %s p50 %7.2f p99 %7.2f ms %7.1f/s", clock, at(0.5), at(0.99), 1000 / mean);
  }

  std::vector<double> wall_;
  std::vector<double> processor_;
};

/// Returns a figure of /proc/self/status in MiB, such as "VmHWM" (the most memory ever resident).
inline double memoryFigure(const std::string& name) {
  std::ifstream status("/proc/self/status");
  std::string word;
  double kilobytes = 0;
  while (status >> word) {
    if (word == name + ":") {
      status >> kilobytes;
    }
  }
  return kilobytes / 1024;
}
