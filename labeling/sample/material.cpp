#include "labeling/sample/material.h"

namespace touchstone::labeling {

namespace {

struct Finish {
  cv::Vec3f specular;
  float roughnessFrom;
  float roughnessTo;
};

Material metal(const Finish& finish, Random& random) {
  const float tone = random.uniform(0.88F, 1.08F);
  return {.specular = finish.specular * tone,
          .diffuse = finish.specular * 0.14F,
          .roughness = random.uniform(finish.roughnessFrom, finish.roughnessTo),
          .grain = random.uniform(0.01F, 0.06F),
          .stain = random.uniform(0.05F, 0.4F)};
}

}  // namespace

Material anyMetal(Random& random) {
  static const std::array<Finish, 9> finishes{{
      {rgb(0.62F, 0.63F, 0.65F), 0.25F, 0.45F},  // zinc
      {rgb(0.62F, 0.63F, 0.65F), 0.25F, 0.45F},
      {rgb(0.68F, 0.67F, 0.65F), 0.12F, 0.30F},  // stainless
      {rgb(0.68F, 0.67F, 0.65F), 0.12F, 0.30F},
      {rgb(0.42F, 0.40F, 0.38F), 0.30F, 0.50F},  // raw steel
      {rgb(0.10F, 0.10F, 0.11F), 0.25F, 0.45F},  // black oxide
      {rgb(0.82F, 0.60F, 0.27F), 0.18F, 0.40F},  // brass
      {rgb(0.86F, 0.46F, 0.31F), 0.20F, 0.40F},  // copper
      {rgb(0.66F, 0.57F, 0.30F), 0.22F, 0.40F},  // yellow chromate
  }};
  return metal(random.pick(finishes), random);
}

Material brightSteel(Random& random) {
  return metal({rgb(0.66F, 0.66F, 0.66F), 0.12F, 0.32F}, random);
}

Material anyPolymer(Random& random) {
  static const std::array<cv::Vec3f, 7> colours{
      rgb(0.022F, 0.022F, 0.024F), rgb(0.022F, 0.022F, 0.024F), rgb(0.72F, 0.70F, 0.64F),
      rgb(0.42F, 0.05F, 0.03F),    rgb(0.04F, 0.10F, 0.32F),    rgb(0.30F, 0.15F, 0.07F),
      rgb(0.55F, 0.52F, 0.42F)};
  return {.specular = rgb(0.04F, 0.04F, 0.04F),
          .diffuse = random.pick(colours) * random.uniform(0.8F, 1.2F),
          .roughness = random.uniform(0.35F, 0.7F),
          .grain = random.uniform(0.01F, 0.04F),
          .stain = random.uniform(0.1F, 0.3F)};
}

}  // namespace touchstone::labeling
