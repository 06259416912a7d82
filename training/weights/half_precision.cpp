#include "training/weights/half_precision.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace touchstone::training {

float floatFromHalf(std::uint16_t half) {
  const int exponent = (half >> 10) & 0x1F;
  const int mantissa = half & 0x3FF;
  float magnitude = 0;
  if (exponent == 0x1F) {
    magnitude = mantissa == 0 ? std::numeric_limits<float>::infinity()
                              : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(static_cast<float>(mantissa), -24);
  } else {
    magnitude = std::ldexp(static_cast<float>(mantissa | 0x400), exponent - 25);
  }
  return std::copysign(magnitude, (half & 0x8000) != 0 ? -1.0F : 1.0F);
}

std::uint16_t halfFromFloat(float value) {
  constexpr std::uint16_t infinity = 0x7C00;
  const std::uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  const float magnitude = std::abs(value);
  if (std::isnan(value)) {
    return static_cast<std::uint16_t>(sign | infinity | 0x200);
  }
  if (magnitude >= 65520) {  // half way between the largest number and the next power of two
    return static_cast<std::uint16_t>(sign | infinity);
  }
  // In units of the last place: of the number's own power of two, or of the smallest normal one.
  const int exponent = std::max(magnitude > 0 ? std::ilogb(magnitude) : -14, -14);
  const auto units = static_cast<int>(std::nearbyint(std::ldexp(magnitude, 10 - exponent)));
  // A subnormal number has no leading one; a number that was rounded up to the next power of two
  // carries into the exponent by itself.
  return static_cast<std::uint16_t>(sign | (((exponent + 14) << 10) + units));
}

float floatFromBfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

}  // namespace touchstone::training
