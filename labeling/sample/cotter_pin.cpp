#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

/// A split pin lying flat along x, its eye at the negative end.
struct CotterPin {
  float wire = 1.1F;  ///< radius
  float eye = 2.6F;   ///< radius of the eye's middle line
  float length = 30;  ///< of the longer leg
  float shorter = 3;  ///< by how much the other leg ends earlier
  float splay = 0;    ///< how far the legs are bent apart at their ends
  float wave = 0;     ///< how far the second leg bulges out, as in an R-clip
};

/// Returns the leg on one side (side = -1 or 1), from the eye to its end.
std::vector<cv::Point3f> legOf(const CotterPin& pin, float side, float length) {
  std::vector<cv::Point3f> path;
  const float wave = side > 0 ? pin.wave : 0;
  for (int i = 0; i <= 48; ++i) {
    const float t = static_cast<float>(i) / 48;
    const float bulge = wave * std::pow(std::sin(std::numbers::pi_v<float> * t), 2.0F);
    const float bend = pin.splay * std::pow(smoothStep(0.55F, 1, t), 1.3F);
    path.emplace_back(pin.eye + t * length, side * (pin.wire * 0.96F + bulge + bend), pin.wire);
  }
  return path;
}

std::vector<cv::Point3f> eyeOf(const CotterPin& pin) {
  std::vector<cv::Point3f> path;
  const float opening = std::asin(std::min(0.9F, pin.wire * 0.96F / pin.eye));
  for (int i = 0; i <= 60; ++i) {
    const float turn =
        opening + (2 * std::numbers::pi_v<float> - 2 * opening) * static_cast<float>(i) / 60;
    path.emplace_back(pin.eye * std::cos(turn), pin.eye * std::sin(turn), pin.wire);
  }
  return path;
}

std::vector<cv::Point3f> shifted(std::vector<cv::Point3f> path, float by) {
  for (cv::Point3f& p : path) {
    p.x += by;
  }
  return path;
}

}  // namespace

Part makeCotterPin(Random& random) {
  CotterPin pin;
  pin.wire = random.uniform(1.0F, 1.6F);
  pin.eye = pin.wire * random.uniform(2.3F, 3.0F);
  pin.length = random.uniform(20, 34);
  pin.shorter = random.uniform(0.05F, 0.16F) * pin.length;
  pin.splay = random.chance(0.45F) ? pin.wire * random.uniform(1.0F, 4.0F) : 0;
  pin.wave = random.chance(0.25F) ? pin.wire * random.uniform(1.8F, 2.8F) : 0;
  const float reach = (pin.length + 2 * pin.eye) / 2 + pin.wire;
  const float shift = -pin.length / 2;
  const float half = std::max(pin.eye, pin.wire + std::max(pin.splay, pin.wave)) + pin.wire;
  return {.kind = PartKind::CotterPin,
          .halfSize = {reach, half},
          .layers = {anyMetal(random)},
          .turned = false,
          .draw = [pin, shift](PartPatch& patch) {
            patch.sweep(shifted(eyeOf(pin), shift), pin.wire);
            patch.sweep(shifted(legOf(pin, -1, pin.length), shift), pin.wire);
            patch.sweep(shifted(legOf(pin, 1, pin.length - pin.shorter), shift), pin.wire);
          }};
}

}  // namespace touchstone::labeling
