#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

enum class Head { Hexagon, Socket, Dome };

/// A bolt lying along x, its head at the negative end.
struct Bolt {
  Head head = Head::Hexagon;
  float radius = 3;
  float length = 25;     ///< of the shank
  float threadFrom = 8;  ///< distance from the head
  float pitch = 1;
  float headRadius = 5;  ///< to the flats of a hexagon
  float headHeight = 4;
  float roll = 0;

  [[nodiscard]] float total() const { return headHeight + length; }
  [[nodiscard]] float headReach() const {
    return head == Head::Hexagon ? headRadius * 2 / std::numbers::sqrt3_v<float> : headRadius;
  }
};

constexpr float missed = -1e3F;  ///< above the axis: a head's surface may lie below it at an edge

/// Returns the upper outline, above the axis, of a hexagonal bar turned by `roll` about its axis.
float hexagonalBar(float inradius, float roll, float offset) {
  float upper = 1e6F;
  float lower = -1e6F;
  for (int side = 0; side < 6; ++side) {
    const float angle = roll + static_cast<float>(side) * std::numbers::pi_v<float> / 3;
    const float up = std::sin(angle);
    if (std::abs(up) < 1e-3F) {
      continue;
    }
    const float limit = (inradius - std::cos(angle) * offset) / up;
    (up > 0 ? upper = std::min(upper, limit) : lower = std::max(lower, limit));
  }
  return upper > lower ? upper : missed;
}

float turned(float radius, float offset) {
  const float above = revolved(radius, offset);
  return above < 0 ? missed : above;
}

float shankHeight(const Bolt& bolt, float along, float offset) {
  float radius = bolt.radius - roundedEdge(bolt.length - along, bolt.pitch);
  if (along > bolt.threadFrom) {
    const float turn = std::asin(std::clamp(offset / bolt.radius, -1.0F, 1.0F));
    const float phase = along / bolt.pitch + turn / (2 * std::numbers::pi_v<float>);
    const float depth = bolt.pitch * 0.62F * smoothStep(0, bolt.pitch, along - bolt.threadFrom);
    radius -= depth * smoothStep(0.08F, 0.92F, triangleWave(phase));
  }
  return turned(radius, offset);
}

float headHeightAt(const Bolt& bolt, float along, float offset) {
  const float fromTop = along;
  if (bolt.head == Head::Hexagon) {
    const float chamfer =
        bolt.headReach() - std::max(0.0F, 0.22F * bolt.headHeight - fromTop) * 1.6F;
    const float bar = hexagonalBar(bolt.headRadius, bolt.roll, offset);
    const float cone = revolved(chamfer, offset);
    return cone < 0 ? missed : std::min(bar, cone);
  }
  if (bolt.head == Head::Socket) {
    const float turn = std::asin(std::clamp(offset / bolt.headRadius, -1.0F, 1.0F));
    const float knurl = 0.035F * bolt.headRadius *
                        triangleWave(turn * 34 / (2 * std::numbers::pi_v<float>)) *
                        smoothStep(0.12F, 0.2F, fromTop / bolt.headHeight);
    const float radius = bolt.headRadius - knurl - roundedEdge(fromTop, 0.12F * bolt.headRadius);
    return turned(radius, offset);
  }
  const float rise = 1 - fromTop / bolt.headHeight;
  return turned(bolt.headRadius * std::sqrt(std::max(0.0F, 1 - 0.92F * rise * rise)), offset);
}

SurfacePoint surfaceAt(const Bolt& bolt, float x, float y) {
  const float along = x + bolt.total() / 2;
  if (along < 0 || along > bolt.total()) {
    return {};
  }
  const float above = along < bolt.headHeight ? headHeightAt(bolt, along, y)
                                              : shankHeight(bolt, along - bolt.headHeight, y);
  return {.height = above > missed ? bolt.headReach() + above : outside, .layer = 0};
}

}  // namespace

Part makeBolt(Random& random) {
  Bolt bolt;
  bolt.head = random.chance(0.5F) ? Head::Hexagon : random.chance(0.6F) ? Head::Socket : Head::Dome;
  const float diameter = random.uniform(5.5F, 8.5F);
  bolt.radius = diameter / 2;
  bolt.length = diameter * random.uniform(2.6F, 4.8F);
  bolt.threadFrom = random.chance(0.4F) ? 0 : bolt.length * random.uniform(0.1F, 0.45F);
  bolt.pitch = diameter * random.uniform(0.16F, 0.21F);
  bolt.headRadius = diameter * (bolt.head == Head::Hexagon ? 0.84F : random.uniform(0.74F, 0.9F));
  bolt.headHeight = diameter * (bolt.head == Head::Socket ? 0.98F : random.uniform(0.55F, 0.7F));
  bolt.roll = random.angle();
  return {.kind = PartKind::Bolt,
          .halfSize = {bolt.total() / 2, bolt.headReach()},
          .layers = {anyMetal(random)},
          .turned = false,
          .draw = [bolt](PartPatch& patch) {
            patch.fill([&](float x, float y) { return surfaceAt(bolt, x, y); });
          }};
}

}  // namespace touchstone::labeling
