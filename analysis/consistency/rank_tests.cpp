#include "analysis/consistency/rank_tests.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace touchstone::analysis {
namespace {

/// Ranks from 1, the mean rank for equal values, and the sum of t³ − t over groups of t equal ones.
struct Ranks {
  std::vector<double> ranks;
  double ties = 0;
};

std::vector<std::size_t> ascending(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

Ranks ranksOf(std::span<const double> values) {
  const auto order = ascending(values);
  Ranks result{.ranks = std::vector<double>(values.size())};
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) {
      ++end;
    }
    const auto count = static_cast<double>(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      result.ranks[order[i]] = (static_cast<double>(begin + 1) + static_cast<double>(end)) / 2;
    }
    result.ties += count * count * count - count;
    begin = end;
  }
  return result;
}

/// Returns how often chance alone gives a statistic at least so far from its mean.
double twoSided(double distance, double variance) {
  constexpr double continuity = 0.5;
  if (variance <= 0) {
    return 1;
  }
  const double deviation = std::max(std::abs(distance) - continuity, 0.0) / std::sqrt(variance);
  return std::erfc(deviation / std::sqrt(2.0));
}

}  // namespace

RankTest mannWhitneyTest(std::span<const double> first, std::span<const double> second) {
  if (first.empty() || second.empty()) {
    return {};
  }
  std::vector<double> all(first.begin(), first.end());
  all.insert(all.end(), second.begin(), second.end());
  const Ranks ranked = ranksOf(all);
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  const double sum = std::accumulate(
      ranked.ranks.begin(), ranked.ranks.begin() + static_cast<std::ptrdiff_t>(first.size()), 0.0);
  const double larger = sum - n * (n + 1) / 2;
  const double total = n + m;
  const double variance = n * m / 12 * (total + 1 - ranked.ties / (total * (total - 1)));
  return {.p = twoSided(larger - n * m / 2, variance), .effect = 2 * larger / (n * m) - 1};
}

RankTest signedRankTest(std::span<const double> differences) {
  std::vector<double> sizes;
  std::vector<bool> positive;
  for (const double difference : differences) {
    if (difference != 0) {
      sizes.push_back(std::abs(difference));
      positive.push_back(difference > 0);
    }
  }
  if (sizes.empty()) {
    return {};
  }
  const Ranks ranked = ranksOf(sizes);
  double sum = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    sum += positive[i] ? ranked.ranks[i] : 0;
  }
  const auto n = static_cast<double>(sizes.size());
  const double all = n * (n + 1) / 2;
  const double variance = (n * (n + 1) * (2 * n + 1) - ranked.ties / 2) / 24;
  return {.p = twoSided(sum - all / 2, variance), .effect = 2 * sum / all - 1};
}

std::vector<double> holmAdjusted(std::span<const double> p) {
  std::vector<double> adjusted(p.size());
  double highest = 0;
  auto left = static_cast<double>(p.size());
  for (const std::size_t i : ascending(p)) {
    highest = std::max(highest, std::min(1.0, p[i] * left));
    adjusted[i] = highest;
    left -= 1;
  }
  return adjusted;
}

}  // namespace touchstone::analysis
