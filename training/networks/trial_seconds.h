#pragma once

#include <algorithm>
#include <array>
#include <chrono>

namespace touchstone::training {

/// Returns the seconds that a step takes once its convolutions are prepared for the shape: the
/// middle one of three. The least would promise what no training keeps, and one that another
/// program disturbed says nothing of the others.
template <class Step>
double trialSeconds(Step step) {
  step();
  std::array<double, 3> trials{};
  for (double& trial : trials) {
    const auto start = std::chrono::steady_clock::now();
    step();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    trial = seconds.count();
  }
  std::sort(trials.begin(), trials.end());
  return trials[1];
}

}  // namespace touchstone::training
