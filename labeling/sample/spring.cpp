#include "labeling/sample/part.h"

namespace touchstone::labeling {

namespace {

constexpr float stepsPerTurn = 90;
constexpr float fullTurn = 2 * std::numbers::pi_v<float>;

/// A coil spring lying along x.
struct Spring {
  float coil = 5;     ///< radius of the wire's middle line
  float wire = 0.7F;  ///< radius
  float turns = 8;
  float pitch = 3;
  bool hooks = false;  ///< an extension spring: closed coils and an eye at each end
};

/// Returns the wire's middle line, centred on the origin; the end coils of a compression spring lie
/// against each other.
std::vector<cv::Point3f> coilOf(const Spring& spring) {
  std::vector<cv::Point3f> path;
  const int steps = static_cast<int>(spring.turns * stepsPerTurn);
  float x = 0;
  for (int i = 0; i <= steps; ++i) {
    const float turn = static_cast<float>(i) / stepsPerTurn;
    const float fromEnd = std::min(turn, spring.turns - turn);
    const float open = spring.hooks ? 1 : smoothStep(0.7F, 1.5F, fromEnd);
    x += (2.05F * spring.wire + (spring.pitch - 2.05F * spring.wire) * open) / stepsPerTurn;
    path.emplace_back(x, spring.coil * std::sin(fullTurn * turn),
                      spring.coil * (1 + std::cos(fullTurn * turn)) + spring.wire);
  }
  for (cv::Point3f& p : path) {
    p.x -= x / 2;
  }
  return path;
}

/// Returns an eye that stands out from the coil's end at `x` towards `side`.
std::vector<cv::Point3f> eyeAt(const Spring& spring, float x, float side) {
  std::vector<cv::Point3f> path;
  const float radius = 0.82F * spring.coil;
  for (int i = 0; i <= 40; ++i) {
    const float turn = (-0.42F + 0.84F * static_cast<float>(i) / 40) * fullTurn;
    path.emplace_back(x + side * radius * (0.75F + std::cos(turn)), radius * std::sin(turn),
                      spring.coil + spring.wire);
  }
  return path;
}

}  // namespace

Part makeSpring(Random& random) {
  Spring spring;
  spring.coil = random.uniform(3.8F, 7.0F);
  spring.wire = spring.coil * random.uniform(0.11F, 0.19F);
  spring.hooks = random.chance(0.3F);
  spring.pitch = spring.wire * (spring.hooks ? 2.08F : random.uniform(3.4F, 5.5F));
  const float length = random.uniform(14, 30);
  spring.turns = std::clamp(length / spring.pitch, 4.5F, 15.0F);
  const std::vector<cv::Point3f> coil = coilOf(spring);
  const float halfLength = coil.back().x;
  const float reach = halfLength + (spring.hooks ? 1.5F * spring.coil : 0) + spring.wire;
  return {.kind = PartKind::Spring,
          .halfSize = {reach, spring.coil + spring.wire},
          .layers = {random.chance(0.6F) ? brightSteel(random) : anyMetal(random)},
          .turned = false,
          .draw = [spring, coil, halfLength](PartPatch& patch) {
            patch.sweep(coil, spring.wire);
            if (spring.hooks) {
              patch.sweep(eyeAt(spring, halfLength, 1), spring.wire);
              patch.sweep(eyeAt(spring, -halfLength, -1), spring.wire);
            }
          }};
}

}  // namespace touchstone::labeling
