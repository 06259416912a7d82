#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// Returns a well-mixed 64-bit number of two (splitmix64).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a + 0x9e3779b97f4a7c15ULL * (b + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// A random source whose numbers are the same with every standard library: the distributions of
/// <random> are not.
class Random {
public:
  Random(std::uint64_t seed, std::uint64_t stream) : engine_(mixed(seed, stream)) {}

  std::uint64_t bits() { return engine_(); }
  /// Returns a number in [0, 1).
  float uniform() { return static_cast<float>(engine_() >> 40) * 0x1p-24F; }
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  /// The same in double precision.
  double real() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  double real(double low, double high) { return low + (high - low) * real(); }
  float angle() { return uniform(0, 2 * std::numbers::pi_v<float>); }
  /// Returns an integer in [low, high].
  int between(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(float probability) { return uniform() < probability; }

  template <class T, std::size_t N>
  const T& pick(const std::array<T, N>& values) {
    return values[engine_() % N];
  }

  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[engine_() % i]);
    }
  }

private:
  std::mt19937_64 engine_;
};

}  // namespace touchstone::labeling
