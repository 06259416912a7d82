#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

/// Small formulas of which the parts are made. Lengths are in millimetres; "inside" distances are
/// positive within the outline.
namespace touchstone::labeling {

inline constexpr float outside = -1.0F;  ///< the height where a part has no surface

[[nodiscard]] inline float smoothStep(float from, float to, float x) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

/// Returns a wave of period 1 that rises linearly from 0 to 1 and falls again.
[[nodiscard]] inline float triangleWave(float t) {
  const float phase = t - std::floor(t);
  return 1 - std::abs(2 * phase - 1);
}

/// Returns the inside distance of a regular hexagon.
[[nodiscard]] inline float insideHexagon(float x, float y, float inradius) {
  const float slanted = std::abs(x) * (std::numbers::sqrt3_v<float> / 2) + std::abs(y) / 2;
  return inradius - std::max(std::abs(y), slanted);
}

/// Returns how much lower a surface is near an edge rounded with `radius`.
[[nodiscard]] inline float roundedEdge(float inside, float radius) {
  if (inside >= radius) {
    return 0;
  }
  const float reach = radius - std::max(inside, 0.0F);
  return radius - std::sqrt(std::max(radius * radius - reach * reach, 0.0F));
}

/// Returns the upper surface, above its axis, of a lying solid of revolution at the distance
/// `offset` from the axis.
[[nodiscard]] inline float revolved(float radius, float offset) {
  return std::abs(offset) >= radius ? outside : std::sqrt(radius * radius - offset * offset);
}

/// Returns the larger value, blended over a range of `width` where the two are close.
[[nodiscard]] inline float smoothMax(float a, float b, float width) {
  const float overlap = std::max(width - std::abs(a - b), 0.0F) / width;
  return std::max(a, b) + overlap * overlap * width / 4;
}

}  // namespace touchstone::labeling
