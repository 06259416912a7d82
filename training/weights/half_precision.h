#pragma once

#include <cstdint>

namespace touchstone::training {

/// Returns the value of an IEEE 754 binary16 number, exactly.
[[nodiscard]] float floatFromHalf(std::uint16_t half);

/// Returns the nearest IEEE 754 binary16 number, the even one of two; too large ones become
/// infinite.
[[nodiscard]] std::uint16_t halfFromFloat(float value);

/// Returns the value of a bfloat16 number (the upper half of a float), exactly.
[[nodiscard]] float floatFromBfloat16(std::uint16_t bits);

}  // namespace touchstone::training
