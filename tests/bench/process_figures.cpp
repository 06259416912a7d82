#include "process_figures.h"

#include <cstdio>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace touchstone::bench {
namespace {

constexpr double million = 1e6;

}  // namespace

void print(std::string_view name, double figure, std::string_view unit) {
  std::printf("%.*s: %.3f %.*s\n", static_cast<int>(name.size()), name.data(), figure,
              static_cast<int>(unit.size()), unit.data());
  std::fflush(stdout);
}

double residentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0;
  double resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / million;
}

double peakMegabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  constexpr double kibibyte = 1024;
  return static_cast<double>(usage.ru_maxrss) * kibibyte / million;
}

double Stopwatch::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

double Stopwatch::processorSeconds() const {
  return processorTime() - processorStart_;
}

double Stopwatch::processorTime() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / million;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace touchstone::bench
