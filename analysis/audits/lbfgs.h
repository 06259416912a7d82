#pragma once

#include "labeling/result.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// Returns the value of a function at `point` and writes its gradient.
using Objective = std::function<double(std::span<const double> point, std::span<double> gradient)>;

struct LbfgsOptions {
  int iterations = 100;
  int memory = 8;               ///< pairs of steps and gradient changes that are kept
  double gradientLimit = 1e-5;  ///< ends when no component of the gradient is larger
  double progressLimit = 1e-7;  ///< ends when a step lowers the value by less than this share
};

/// Moves `point` towards a minimum of a smooth convex function by limited-memory BFGS (Nocedal and
/// Wright 2006, algorithm 7.5) with backtracking steps. Error: stopped by the person.
Status minimise(const Objective& objective,
                std::vector<double>& point,
                const LbfgsOptions& options,
                const std::stop_token& stop);

}  // namespace touchstone::analysis
