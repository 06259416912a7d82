#pragma once

#include <cstddef>

namespace touchstone::analysis {

/// Returns the scalar product of two rows; with AVX2 where the processor has it.
[[nodiscard]] float dotProduct(const float* a, const float* b, std::size_t size);

/// Writes the scalar products of `row` with `count` rows that lie one after the other at `others`.
void dotProducts(
    const float* row, const float* others, std::size_t count, std::size_t size, float* products);

}  // namespace touchstone::analysis
