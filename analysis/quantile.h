#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace touchstone::analysis {

/// Returns the quantile as numpy's percentile does, linear between neighbours; reorders `values`,
/// of which there is at least one. `share` lies in [0, 1].
[[nodiscard]] inline double quantile(std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double part = place - std::floor(place);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), at, values.end());
  if (below + 1 == values.size()) {
    return *at;
  }
  const double low = *at;
  const double high = *std::min_element(at + 1, values.end());
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

}  // namespace touchstone::analysis
