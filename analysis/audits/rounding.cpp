#include "analysis/audits/rounding.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace touchstone::analysis {

std::vector<long> roundedKeepingSum(std::span<const double> values) {
  std::vector<long> rounded(values.size());
  std::transform(values.begin(), values.end(), rounded.begin(),
                 [](double value) { return std::lrint(value); });
  const long target = std::lrint(std::accumulate(values.begin(), values.end(), 0.0));
  long missing = target - std::accumulate(rounded.begin(), rounded.end(), 0L);
  std::vector<std::size_t> order(values.size());
  while (missing != 0 && !values.empty()) {
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto deficit = [&](std::size_t k) { return values[k] - static_cast<double>(rounded[k]); };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return deficit(a) < deficit(b); });
    const long step = missing > 0 ? 1 : -1;
    if (step > 0) {
      std::reverse(order.begin(), order.end());
    }
    const auto changes = std::min(static_cast<std::size_t>(std::abs(missing)), order.size());
    for (std::size_t i = 0; i < changes; ++i) {
      rounded[order[i]] += step;
    }
    missing -= step * static_cast<long>(changes);
  }
  return rounded;
}

}  // namespace touchstone::analysis
