#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace touchstone::training {

/// Returns a well-mixed number that depends on all three; the same on every machine.
[[nodiscard]] std::uint64_t mixedSeed(std::uint64_t seed, std::uint64_t epoch, std::uint64_t index);

/// Returns 0 … count-1 in the random order of that epoch.
[[nodiscard]] std::vector<std::size_t> shuffledOrder(std::size_t count,
                                                     std::uint64_t seed,
                                                     int epoch);

}  // namespace touchstone::training
