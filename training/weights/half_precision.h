#pragma once

#include <cstdint>

namespace touchstone::training {

/// Returns the value of an IEEE 754 binary16 number, exactly.
[[nodiscard]] float floatFromHalf(std::uint16_t half);

/// Returns the value of a bfloat16 number (the upper half of a float), exactly.
[[nodiscard]] float floatFromBfloat16(std::uint16_t bits);

}  // namespace touchstone::training
