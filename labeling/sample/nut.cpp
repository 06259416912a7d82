#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

/// A hexagonal nut lying flat, with a flange below or a nylon ring above as the case may be.
struct Nut {
  float inradius = 7;
  float bore = 4;  ///< radius
  float thickness = 6;
  float flange = 0;  ///< radius; 0 for none
  float ring = 0;    ///< outer radius of the nylon ring; 0 for none
};

float bodyHeight(const Nut& nut, float x, float y, float r) {
  const float inside = insideHexagon(x, y, nut.inradius);
  if (inside < 0) {
    return outside;
  }
  const float chamfer = std::max(0.0F, r - 0.97F * nut.inradius) * 0.6F;
  const float countersink = std::max(0.0F, nut.bore * 1.18F - r) * 1.1F;
  return nut.thickness - chamfer - countersink - roundedEdge(inside, 0.07F * nut.inradius);
}

float flangeHeight(const Nut& nut, float r) {
  if (r > nut.flange) {
    return outside;
  }
  const float slope = (nut.flange - r) * 0.35F;
  return 0.18F * nut.thickness + slope - roundedEdge(nut.flange - r, 0.12F * nut.thickness);
}

/// The bore seen from above: its walls fall away, with the threads as steps.
float boreHeight(const Nut& nut, float r) {
  const float wall = 0.13F * nut.bore;
  const float depth = (nut.bore - r) / wall;
  return depth < 1 ? nut.thickness * (0.78F - 0.7F * depth) : outside;
}

SurfacePoint surfaceAt(const Nut& nut, float x, float y) {
  const float r = std::hypot(x, y);
  if (r < nut.bore) {
    return {.height = boreHeight(nut, r), .layer = 0};
  }
  if (r < nut.ring) {
    const float middle = (nut.ring + nut.bore) / 2;
    const float width = (nut.ring - nut.bore) / 2;
    const float across = (r - middle) / width;
    const bool nylon = across < 0.35F;
    const float dome = 0.22F * nut.inradius * std::sqrt(std::max(0.0F, 1 - across * across));
    return {.height = nut.thickness + dome - (nylon ? 0.05F * nut.inradius : 0),
            .layer = nylon ? 1 : 0};
  }
  const float body = bodyHeight(nut, x, y, r);
  return {.height = nut.flange > 0 ? std::max(body, flangeHeight(nut, r)) : body, .layer = 0};
}

}  // namespace

Part makeNut(Random& random) {
  Nut nut;
  nut.inradius = random.uniform(6.5F, 9.5F);
  nut.bore = nut.inradius * random.uniform(0.5F, 0.6F);
  nut.thickness = nut.inradius * random.uniform(0.75F, 1.0F);
  const float type = random.uniform();
  if (type < 0.22F) {
    nut.flange = nut.inradius * random.uniform(1.3F, 1.42F);
  } else if (type < 0.42F) {
    nut.ring = nut.inradius * 0.86F;
  }
  const float reach = std::max(nut.inradius * 1.16F, nut.flange);
  return {.kind = PartKind::Nut,
          .halfSize = {reach, reach},
          .layers = {anyMetal(random), anyPolymer(random)},
          .turned = false,
          .draw = [nut](PartPatch& patch) {
            patch.fill([&](float x, float y) { return surfaceAt(nut, x, y); });
          }};
}

}  // namespace touchstone::labeling
