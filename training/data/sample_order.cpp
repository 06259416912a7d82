#include "training/data/sample_order.h"

#include "labeling/random.h"

#include <numeric>
#include <utility>

namespace touchstone::training {

std::uint64_t mixedSeed(std::uint64_t seed, std::uint64_t epoch, std::uint64_t index) {
  using labeling::mixed;
  return mixed(mixed(mixed(seed, 0) ^ epoch, 0) ^ index, 0);
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
