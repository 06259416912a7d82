#pragma once

#include <algorithm>
#include <chrono>
#include <limits>

namespace touchstone::training {

/// Returns the seconds that a step takes once its convolutions are prepared for the shape: the
/// least of three, since other programs only ever make it longer.
template <class Step>
double trialSeconds(Step step) {
  step();
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    step();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    least = std::min(least, seconds.count());
  }
  return least;
}

}  // namespace touchstone::training
