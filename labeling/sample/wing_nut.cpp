#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

/// A wing nut lying on its side: the hub's axis runs along y, the wings spread along x.
struct WingNut {
  float hubBottom = 5;  ///< radius
  float hubTop = 4;
  float hubHeight = 7;
  cv::Point2f tip{11, -7};  ///< middle of a wing's round end
  float wingRoot = 2;       ///< radius of the wing at the hub
  float wingTip = 3.4F;
  float thickness = 3;

  [[nodiscard]] float middle() const { return hubBottom; }
};

/// Returns the inside distance of the wing: a bar from the hub to the tip that grows wider.
float insideWing(const WingNut& nut, float x, float y) {
  const cv::Point2f root(nut.hubTop * 0.5F, 0);
  const cv::Point2f along = nut.tip - root;
  const cv::Point2f p = cv::Point2f(std::abs(x), y) - root;
  const float t = std::clamp(p.dot(along) / along.dot(along), 0.0F, 1.0F);
  const cv::Point2f apart = p - t * along;
  const float radius = nut.wingRoot + (nut.wingTip - nut.wingRoot) * t;
  return radius - std::hypot(apart.x, apart.y);
}

SurfacePoint surfaceAt(const WingNut& nut, float x, float y) {
  const float wingInside = insideWing(nut, x, y);
  float height = outside;
  if (wingInside >= 0) {
    const float bead = 0.22F * nut.thickness * (1 - smoothStep(0, 0.4F * nut.wingTip, wingInside));
    height =
        nut.middle() + nut.thickness / 2 + bead - roundedEdge(wingInside, nut.thickness * 0.55F);
  }
  const float up = (nut.hubHeight / 2 - y) / nut.hubHeight;
  if (up >= 0 && up <= 1) {
    const float ends = std::min(up, 1 - up) * nut.hubHeight;
    const float radius =
        nut.hubBottom + (nut.hubTop - nut.hubBottom) * up - roundedEdge(ends, 0.6F);
    const float above = revolved(radius, x);
    if (above >= 0) {
      const float hub = nut.middle() + above;
      height = height < 0 ? hub : smoothMax(hub, height, 0.6F);
    }
  }
  return {.height = height, .layer = 0};
}

}  // namespace

Part makeWingNut(Random& random) {
  WingNut nut;
  nut.hubBottom = random.uniform(4.2F, 6.2F);
  nut.hubTop = nut.hubBottom * random.uniform(0.68F, 0.82F);
  nut.hubHeight = nut.hubBottom * random.uniform(1.7F, 2.1F);
  nut.tip = {nut.hubBottom * random.uniform(1.55F, 2.0F),
             -nut.hubBottom * random.uniform(0.75F, 1.35F)};
  nut.wingRoot = nut.hubBottom * random.uniform(0.42F, 0.6F);
  nut.wingTip = nut.hubBottom * random.uniform(0.72F, 0.95F);
  nut.thickness = nut.hubBottom * random.uniform(0.42F, 0.55F);
  const float up = nut.wingTip - nut.tip.y;
  return {.kind = PartKind::WingNut,
          .halfSize = {nut.tip.x + nut.wingTip, std::max(up, nut.hubHeight / 2)},
          .layers = {anyMetal(random)},
          .turned = false,
          .draw = [nut](PartPatch& patch) {
            patch.fill([&](float x, float y) { return surfaceAt(nut, x, y); });
          }};
}

}  // namespace touchstone::labeling
