#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

constexpr int steelLayer = 0;
constexpr int coverLayer = 1;

/// A ball bearing lying flat, closed by a shield or open with balls and cage in sight.
struct Bearing {
  float outer = 14;
  float bore = 6;
  float width = 7;
  float ring = 2;  ///< how thick the two rings are
  bool open = true;
  int balls = 8;
};

float ballHeight(const Bearing& bearing, float r, float turn, float gap) {
  const float sector = 2 * std::numbers::pi_v<float> / static_cast<float>(bearing.balls);
  const float middle = (bearing.outer + bearing.bore) / 2;
  const float radius = std::min(0.56F * gap, middle * std::sin(sector / 2) * 0.9F);
  const float local = std::remainder(turn, sector);
  const float apart = std::hypot(r * std::cos(local) - middle, r * std::sin(local));
  const float bulge = revolved(radius, apart);
  return bulge < 0 ? outside : bearing.width * 0.55F + bulge * 0.9F;
}

SurfacePoint surfaceAt(const Bearing& bearing, float x, float y) {
  const float r = std::hypot(x, y);
  if (r > bearing.outer || r < bearing.bore) {
    return {};
  }
  const float innerEdge = bearing.bore + bearing.ring;
  const float outerEdge = bearing.outer - bearing.ring;
  const float fillet = 0.35F * bearing.ring;
  if (r <= innerEdge || r >= outerEdge) {
    const float inside = r <= innerEdge ? std::min(r - bearing.bore, innerEdge - r)
                                        : std::min(bearing.outer - r, r - outerEdge);
    return {.height = bearing.width - roundedEdge(inside, fillet), .layer = steelLayer};
  }
  const float gap = outerEdge - innerEdge;
  const float across = (r - innerEdge) / gap;
  if (!bearing.open) {
    const float groove = 0.5F * (1 - smoothStep(0, 0.12F, std::abs(across - 0.16F)));
    const float lip = 0.35F * smoothStep(0, 0.1F, 0.5F - std::abs(across - 0.5F));
    return {.height = bearing.width - 0.75F + lip - groove, .layer = coverLayer};
  }
  const float ball = ballHeight(bearing, r, std::atan2(y, x), gap);
  const float cage = bearing.width * 0.62F - 1.4F * std::abs(across - 0.5F) * gap * 0.5F;
  const bool onCage = std::abs(across - 0.5F) < 0.3F;
  if (ball > (onCage ? cage : 0)) {
    return {.height = ball, .layer = steelLayer};
  }
  return {.height = onCage ? cage : bearing.width * 0.2F,
          .layer = onCage ? coverLayer : steelLayer};
}

}  // namespace

Part makeBearing(Random& random) {
  Bearing bearing;
  bearing.outer = random.uniform(10.0F, 17.0F);
  bearing.bore = bearing.outer * random.uniform(0.36F, 0.5F);
  bearing.width = bearing.outer * random.uniform(0.4F, 0.55F);
  bearing.ring = (bearing.outer - bearing.bore) * random.uniform(0.22F, 0.3F);
  bearing.open = random.chance(0.5F);
  bearing.balls = random.between(7, 11);
  const bool metalCover = random.chance(bearing.open ? 0.6F : 0.4F);
  return {.kind = PartKind::Bearing,
          .halfSize = {bearing.outer, bearing.outer},
          .layers = {brightSteel(random), metalCover ? anyMetal(random) : anyPolymer(random)},
          .turned = true,
          .draw = [bearing](PartPatch& patch) {
            patch.fill([&](float x, float y) { return surfaceAt(bearing, x, y); });
          }};
}

}  // namespace touchstone::labeling
