#include "analysis/audits/lbfgs.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

namespace touchstone::analysis {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Adds factor times b to a.
void add(Vector& a, double factor, const Vector& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] += factor * b[i];
  }
}

Error cancelled() {
  return {.kind = ErrorKind::Cancelled, .file = {}, .message = "Cancelled."};
}

double largestComponent(const Vector& a) {
  double largest = 0;
  for (const double value : a) {
    largest = std::max(largest, std::abs(value));
  }
  return largest;
}

/// One accepted step and how it changed the gradient.
struct Pair {
  Vector step;
  Vector change;
  double curvature = 0;  // step · change, positive
};

/// Returns the direction -H g, H being the inverse Hessian that the pairs tell of.
Vector direction(const std::deque<Pair>& pairs, const Vector& gradient) {
  Vector result = gradient;
  Vector weights(pairs.size());
  for (std::size_t i = pairs.size(); i-- > 0;) {
    weights[i] = dot(pairs[i].step, result) / pairs[i].curvature;
    add(result, -weights[i], pairs[i].change);
  }
  const double scale = pairs.empty()
                           ? 1 / std::max(1.0, std::sqrt(dot(gradient, gradient)))
                           : pairs.back().curvature / dot(pairs.back().change, pairs.back().change);
  std::for_each(result.begin(), result.end(), [&](double& value) { value *= -scale; });
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double weight = dot(pairs[i].change, result) / pairs[i].curvature;
    add(result, -weights[i] - weight, pairs[i].step);
  }
  return result;
}

void remember(std::deque<Pair>& pairs, int memory, Vector step, Vector change) {
  const double curvature = dot(step, change);
  if (curvature <= 1e-12 * dot(change, change)) {
    return;
  }
  pairs.push_back({.step = std::move(step), .change = std::move(change), .curvature = curvature});
  if (pairs.size() > static_cast<std::size_t>(memory)) {
    pairs.pop_front();
  }
}

}  // namespace

Status minimise(const Objective& objective,
                std::vector<double>& point,
                const LbfgsOptions& options,
                const std::stop_token& stop) {
  constexpr double sufficientDecrease = 1e-4;
  constexpr int halvings = 30;
  Vector gradient(point.size());
  double value = objective(point, gradient);
  if (stop.stop_requested()) {
    return cancelled();
  }
  std::deque<Pair> pairs;
  for (int i = 0; i < options.iterations; ++i) {
    if (largestComponent(gradient) <= options.gradientLimit) {
      return Nothing{};
    }
    const Vector towards = direction(pairs, gradient);
    const double slope = dot(towards, gradient);
    Vector next(point.size());
    Vector nextGradient(point.size());
    double nextValue = value;
    double length = 1;
    bool lower = false;
    for (int halving = 0; halving < halvings && !lower; ++halving, length /= 2) {
      next = point;
      add(next, length, towards);
      nextValue = objective(next, nextGradient);
      if (stop.stop_requested()) {
        return cancelled();
      }
      lower = nextValue <= value + sufficientDecrease * length * slope;
    }
    if (!lower) {
      return Nothing{};
    }
    const double progress = value - nextValue;
    Vector change = nextGradient;
    add(change, -1, gradient);
    add(point, -1, next);
    std::for_each(point.begin(), point.end(), [](double& x) { x = -x; });
    remember(pairs, options.memory, std::move(point), std::move(change));
    point = std::move(next);
    gradient = std::move(nextGradient);
    value = nextValue;
    if (progress <= options.progressLimit * std::max(std::abs(value), 1e-12)) {
      return Nothing{};
    }
  }
  return Nothing{};
}

}  // namespace touchstone::analysis
