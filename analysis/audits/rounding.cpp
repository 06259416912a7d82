#include "analysis/audits/rounding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace touchstone::analysis {
namespace {

double pairwiseSumOfBuffer(std::span<const double> values) {
  constexpr std::size_t lanes = 8;
  constexpr std::size_t block = 128;
  if (values.size() < lanes) {
    return std::accumulate(values.begin(), values.end(), 0.0);
  }
  if (values.size() > block) {
    const std::size_t half = values.size() / 2 / lanes * lanes;
    return pairwiseSumOfBuffer(values.first(half)) + pairwiseSumOfBuffer(values.subspan(half));
  }
  std::array<double, lanes> sums{};
  std::copy_n(values.begin(), lanes, sums.begin());
  std::size_t i = lanes;
  for (; i + lanes <= values.size(); i += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      sums[lane] += values[i + lane];
    }
  }
  double sum =
      ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  for (; i < values.size(); ++i) {
    sum += values[i];
  }
  return sum;
}

}  // namespace

std::vector<long> roundedKeepingSum(std::span<const double> values) {
  std::vector<long> rounded(values.size());
  std::transform(values.begin(), values.end(), rounded.begin(),
                 [](double value) { return std::lrint(value); });
  const long target = std::lrint(pairwiseSum(values));
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

double pairwiseSum(std::span<const double> values) {
  constexpr std::size_t buffer = 8192;  // numpy reduces so many numbers at a time
  double sum = 0;
  for (; values.size() > buffer; values = values.subspan(buffer)) {
    sum += pairwiseSumOfBuffer(values.first(buffer));
  }
  return sum + pairwiseSumOfBuffer(values);
}

}  // namespace touchstone::analysis
