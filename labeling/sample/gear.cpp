#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

/// A spur gear lying flat.
struct Gear {
  int teeth = 20;
  float tip = 15;  ///< radius over the teeth
  float root = 12.5F;
  float bore = 3;
  float hub = 5;
  float hubRise = 2;
  float thickness = 5;
  float web = 2;  ///< how deep the disc between hub and rim lies
  int holes = 0;  ///< in the web
  float holeRadius = 0;
  bool keyway = false;
};

float insideTeeth(const Gear& gear, float r, float turn) {
  const float sector = 2 * std::numbers::pi_v<float> / static_cast<float>(gear.teeth);
  const float offset = std::remainder(turn, sector) * r;
  const float up = (r - gear.root) / (gear.tip - gear.root);
  const float halfWidth = sector * gear.tip * (0.30F - 0.16F * up);
  const float flank = (halfWidth - std::abs(offset)) * 0.92F;
  return std::min(gear.tip - r, std::max(gear.root - r, flank));
}

float insideHoles(const Gear& gear, float r, float turn) {
  if (gear.holes == 0) {
    return 1e3F;
  }
  const float sector = 2 * std::numbers::pi_v<float> / static_cast<float>(gear.holes);
  const float middle = (gear.hub + gear.root * 0.82F) / 2;
  const float local = std::remainder(turn, sector);
  return std::hypot(r * std::cos(local) - middle, r * std::sin(local)) - gear.holeRadius;
}

SurfacePoint surfaceAt(const Gear& gear, float x, float y) {
  const float r = std::hypot(x, y);
  const float turn = std::atan2(y, x);
  const bool inKeyway =
      gear.keyway && x > 0 && x < gear.bore * 1.4F && std::abs(y) < gear.bore * 0.3F;
  const float teeth = insideTeeth(gear, r, turn);
  const float holes = insideHoles(gear, r, turn);
  const float edge = std::min({teeth, r - gear.bore, holes});
  if (edge < 0 || inKeyway) {
    return {};
  }
  const float bevel = 0.09F * gear.thickness;
  const float rim = gear.root * 0.82F;
  const float inWeb =
      smoothStep(gear.hub, gear.hub + 0.7F, r) * (1 - smoothStep(rim - 0.7F, rim, r));
  const float onHub = 1 - smoothStep(gear.hub - 0.25F, gear.hub + 0.1F, r);
  return {
      .height = gear.thickness - gear.web * inWeb + gear.hubRise * onHub - roundedEdge(edge, bevel),
      .layer = 0};
}

}  // namespace

Part makeGear(Random& random) {
  Gear gear;
  gear.teeth = random.between(12, 28);
  gear.tip = random.uniform(10.5F, 18.0F);
  const float tooth = gear.tip * 4.3F / static_cast<float>(gear.teeth + 2);
  gear.root = gear.tip - tooth;
  gear.bore = gear.root * random.uniform(0.18F, 0.34F);
  gear.hub = std::min(gear.bore * random.uniform(1.5F, 1.9F), gear.root * 0.6F);
  gear.hubRise = random.chance(0.6F) ? random.uniform(0.8F, 2.5F) : 0;
  gear.thickness = random.uniform(3.0F, 6.0F);
  gear.web = random.chance(0.65F) ? gear.thickness * random.uniform(0.25F, 0.5F) : 0;
  gear.keyway = random.chance(0.4F);
  const float room = gear.root * 0.82F - gear.hub;
  if (random.chance(0.45F) && room > 3) {
    gear.holes = random.between(3, 6);
    gear.holeRadius = room * random.uniform(0.26F, 0.36F);
  }
  return {.kind = PartKind::Gear,
          .halfSize = {gear.tip, gear.tip},
          .layers = {random.chance(0.2F) ? anyPolymer(random) : anyMetal(random)},
          .turned = random.chance(0.6F),
          .draw = [gear](PartPatch& patch) {
            patch.fill([&](float x, float y) { return surfaceAt(gear, x, y); });
          }};
}

}  // namespace touchstone::labeling
