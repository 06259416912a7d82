#include "analysis/neighbours/dot_products.h"

#include <cstring>

namespace touchstone::analysis {
namespace {

/// Eight floats that the compiler keeps in one register, or in two.
using Lanes = float __attribute__((vector_size(32)));
constexpr std::size_t lanes = 8;

/// Adds the products of eight floats each.
[[gnu::always_inline]] inline void addProducts(const float* a, const float* b, Lanes& sums) {
  Lanes first;
  Lanes second;
  std::memcpy(&first, a, sizeof(first));
  std::memcpy(&second, b, sizeof(second));
  sums += first * second;
}

[[gnu::always_inline]] inline float sumOf(const Lanes& values) {
  return ((values[0] + values[4]) + (values[1] + values[5])) +
         ((values[2] + values[6]) + (values[3] + values[7]));
}

[[gnu::always_inline]] inline float dotOfOne(const float* a, const float* b, std::size_t size) {
  Lanes first{};
  Lanes second{};
  std::size_t i = 0;
  for (; i + 2 * lanes <= size; i += 2 * lanes) {
    addProducts(a + i, b + i, first);
    addProducts(a + i + lanes, b + i + lanes, second);
  }
  first += second;
  float sum = sumOf(first);
  for (; i < size; ++i) {
    sum += a[i] * b[i];
  }
  return sum;
}

/// Four rows at once: `row` is then read a quarter as often.
[[gnu::always_inline]] inline void dotsOfMany(
    const float* row, const float* others, std::size_t count, std::size_t size, float* products) {
  std::size_t j = 0;
  for (; j + 4 <= count; j += 4) {
    const float* b = others + j * size;
    Lanes sums[4] = {};
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
      for (std::size_t k = 0; k < 4; ++k) {
        addProducts(row + i, b + k * size + i, sums[k]);
      }
    }
    for (std::size_t k = 0; k < 4; ++k) {
      float sum = sumOf(sums[k]);
      for (std::size_t rest = i; rest < size; ++rest) {
        sum += row[rest] * b[k * size + rest];
      }
      products[j + k] = sum;
    }
  }
  for (; j < count; ++j) {
    products[j] = dotOfOne(row, others + j * size, size);
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] float dotWithAvx2(const float* a, const float* b, std::size_t size) {
  return dotOfOne(a, b, size);
}

[[gnu::target("avx2,fma")]] void dotsWithAvx2(
    const float* row, const float* others, std::size_t count, std::size_t size, float* products) {
  dotsOfMany(row, others, count, size, products);
}

const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#endif

}  // namespace

float dotProduct(const float* a, const float* b, std::size_t size) {
#if defined(__x86_64__)
  if (hasAvx2) {
    return dotWithAvx2(a, b, size);
  }
#endif
  return dotOfOne(a, b, size);
}

void dotProducts(
    const float* row, const float* others, std::size_t count, std::size_t size, float* products) {
#if defined(__x86_64__)
  if (hasAvx2) {
    dotsWithAvx2(row, others, count, size, products);
    return;
  }
#endif
  dotsOfMany(row, others, count, size, products);
}

}  // namespace touchstone::analysis
