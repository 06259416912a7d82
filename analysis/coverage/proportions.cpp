#include "analysis/coverage/proportions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace touchstone::analysis {

namespace {

/// Returns the logarithm of n! as std::lgamma does, whose global sign is of no use and shared by
/// threads.
double logFactorial(long n) {
  int sign = 0;
  return ::lgamma_r(static_cast<double>(n) + 1, &sign);
}

double logChoices(long from, long take) {
  return logFactorial(from) - logFactorial(take) - logFactorial(from - take);
}

}  // namespace

MeasuredShare measuredShare(double share, double samples) {
  if (!(samples > 0)) {
    return {.share = std::numeric_limits<double>::quiet_NaN(), .samples = 0, .low = 0, .high = 1};
  }
  constexpr double z = 1.959963984540054;  // of 97.5 %
  const double scale = 1 + z * z / samples;
  const double centre = (share + z * z / (2 * samples)) / scale;
  const double half =
      z / scale * std::sqrt(share * (1 - share) / samples + z * z / (4 * samples * samples));
  return {.share = share,
          .samples = samples,
          .low = std::max(0.0, centre - half),
          .high = std::min(1.0, centre + half)};
}

double probabilityOfSoFew(long found, long drawn, long marked, long total) {
  const long least = std::max(0L, drawn + marked - total);
  const double all = logChoices(total, drawn);
  double sum = 0;
  for (long k = least; k <= std::min({found, drawn, marked}); ++k) {
    sum += std::exp(logChoices(marked, k) + logChoices(total - marked, drawn - k) - all);
  }
  return std::min(sum, 1.0);
}

double probabilityOfSoMany(long found, long trials, double probability) {
  if (found <= 0) {
    return 1;
  }
  if (probability <= 0 || probability >= 1) {
    return probability <= 0 ? 0 : 1;
  }
  double sum = 0;
  for (long k = found; k <= trials; ++k) {
    sum += std::exp(logChoices(trials, k) + static_cast<double>(k) * std::log(probability) +
                    static_cast<double>(trials - k) * std::log1p(-probability));
  }
  return std::min(sum, 1.0);
}

std::vector<bool> beyondChance(std::span<const double> probabilities, double level) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return probabilities[a] < probabilities[b];
  });
  std::vector<bool> chosen(probabilities.size(), false);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto left = static_cast<double>(order.size() - i);
    if (!(probabilities[order[i]] * left <= level)) {
      break;
    }
    chosen[order[i]] = true;
  }
  return chosen;
}

}  // namespace touchstone::analysis
