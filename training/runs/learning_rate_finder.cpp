#include "training/runs/learning_rate_finder.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace touchstone::training {

namespace {

constexpr double lowest = 1e-5;
constexpr double highest = 1;
constexpr double memory = 0.9;  ///< share of the losses so far in the smoothed one

/// Returns exponential moving means without the bias of their beginning.
std::vector<double> smoothed(std::span<const RateTrial> trials) {
  std::vector<double> means;
  double mean = 0;
  double share = 1;
  for (const RateTrial& trial : trials) {
    mean = memory * mean + (1 - memory) * trial.loss;
    share *= memory;
    means.push_back(mean / (1 - share));
  }
  return means;
}

}  // namespace

double trialRate(int step, int steps) {
  return lowest * std::pow(highest / lowest, static_cast<double>(step) / std::max(1, steps - 1));
}

double suggestedRate(std::span<const RateTrial> trials) {
  const auto losses = smoothed(trials);
  std::size_t steepest = 0;
  std::size_t least = 0;
  double fall = 0;
  for (std::size_t i = 1; i < losses.size(); ++i) {
    if (!std::isfinite(losses[i])) {
      break;
    }
    least = losses[i] < losses[least] ? i : least;
    if (losses[i - 1] - losses[i] > fall) {
      fall = losses[i - 1] - losses[i];
      steepest = i;
    }
  }
  return fall > 0 ? std::min(trials[steepest].rate, trials[least].rate / 3) : 0;
}

bool hasDiverged(std::span<const RateTrial> trials) {
  const auto losses = smoothed(trials);
  if (losses.empty()) {
    return false;
  }
  constexpr double tooHigh = 4;
  const double least = *std::min_element(losses.begin(), losses.end());
  return !std::isfinite(losses.back()) || losses.back() > tooHigh * least;
}

}  // namespace touchstone::training
