#pragma once

#include <span>

namespace touchstone::training {

/// One step of a range test: the loss after a batch at this learning rate.
struct RateTrial {
  double rate = 0;
  double loss = 0;
};

/// Returns the learning rate at `step` of `steps` of a range test: from 1e-5 to 1, each step by the
/// same factor.
[[nodiscard]] double trialRate(int step, int steps);

/// Returns the learning rate at which the smoothed loss falls most steeply (Smith 2017), at most a
/// third of that at which it is least; 0 when it never falls.
[[nodiscard]] double suggestedRate(std::span<const RateTrial> trials);

/// Whether the loss has grown so far that higher rates need not be tried.
[[nodiscard]] bool hasDiverged(std::span<const RateTrial> trials);

}  // namespace touchstone::training
