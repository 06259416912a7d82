#pragma once

#include <chrono>

namespace touchstone::training {

/// Returns the seconds that a step takes once its convolutions are prepared for the shape.
template <class Step>
double trialSeconds(Step step) {
  step();
  const auto start = std::chrono::steady_clock::now();
  step();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace touchstone::training
