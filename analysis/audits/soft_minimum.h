#pragma once

#include <cmath>

namespace touchstone::analysis {

/// Takes the soft minimum of qualities in [0, 1] as they come: sum of x · w(x) over sum of w(x),
/// w(x) = exp((1 - x) / temperature). Equals cleanlab's softmin to rounding.
class SoftMinimum {
public:
  explicit SoftMinimum(double temperature = 0.1) : temperature_(temperature) {}

  void add(double quality) {
    const double weight = std::exp((1 - quality) / temperature_);
    weighted_ += weight * quality;
    weights_ += weight;
  }

  /// 1 when nothing was added.
  [[nodiscard]] double value() const { return weights_ > 0 ? weighted_ / weights_ : 1; }

private:
  double temperature_;
  double weighted_ = 0;
  double weights_ = 0;
};

}  // namespace touchstone::analysis
