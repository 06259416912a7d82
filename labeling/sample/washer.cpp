#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

/// A flat ring; a lock washer has a gap and winds up by its thickness.
struct Washer {
  float outer = 10;
  float inner = 5;
  float thickness = 1.5F;
  float bevel = 0.4F;
  bool split = false;
};

SurfacePoint surfaceAt(const Washer& washer, float x, float y) {
  const float r = std::hypot(x, y);
  float inside = std::min(washer.outer - r, r - washer.inner);
  float lift = 0;
  if (washer.split) {
    const float turn = std::atan2(-y, -x);
    const float gap = std::abs(y + 0.35F * (r - washer.inner)) - 0.07F * washer.outer;
    inside = x > 0 ? std::min(inside, gap) : inside;
    lift = 0.45F * washer.thickness * (1 + turn / std::numbers::pi_v<float>);
  }
  if (inside < 0) {
    return {};
  }
  return {.height = washer.thickness + lift - roundedEdge(inside, washer.bevel), .layer = 0};
}

}  // namespace

Part makeWasher(Random& random) {
  Washer washer;
  washer.outer = random.uniform(7.5F, 14.0F);
  washer.split = random.chance(0.25F);
  washer.inner =
      washer.outer * (washer.split ? random.uniform(0.58F, 0.68F) : random.uniform(0.36F, 0.6F));
  const bool soft = !washer.split && random.chance(0.18F);
  washer.thickness = soft || washer.split ? random.uniform(1.8F, 2.8F) : random.uniform(1.0F, 1.8F);
  washer.bevel = washer.thickness * random.uniform(0.25F, 0.5F);
  return {.kind = PartKind::Washer,
          .halfSize = {washer.outer, washer.outer},
          .layers = {soft ? anyPolymer(random) : anyMetal(random)},
          .turned = random.chance(0.5F),
          .draw = [washer](PartPatch& patch) {
            patch.fill([&](float x, float y) { return surfaceAt(washer, x, y); });
          }};
}

}  // namespace touchstone::labeling
