#include "training/data/sample_order.h"

#include <numeric>
#include <utility>

namespace touchstone::training {

namespace {

/// Sebastiano Vigna's splitmix64.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31);
}

}  // namespace

std::uint64_t mixedSeed(std::uint64_t seed, std::uint64_t epoch, std::uint64_t index) {
  return mixed(mixed(mixed(seed) ^ epoch) ^ index);
}

std::vector<std::size_t> shuffledOrder(std::size_t count, std::uint64_t seed, int epoch) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) {
    const auto j = mixedSeed(seed, static_cast<std::uint64_t>(epoch), i) % i;
    std::swap(order[i - 1], order[j]);
  }
  return order;
}

}  // namespace touchstone::training
