#pragma once

#include "labeling/random.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// Returns a linear-light colour in OpenCV's channel order.
[[nodiscard]] inline cv::Vec3f rgb(float red, float green, float blue) {
  return {blue, green, red};
}

/// How a surface answers light.
struct Material {
  cv::Vec3f specular{0.04F, 0.04F, 0.04F};  ///< reflectance looking straight at it
  cv::Vec3f diffuse;
  float roughness = 0.3F;  ///< 0 mirror, 1 matt
  float grain = 0;         ///< strength of scratches and tool marks, as a slope
  float stain = 0;         ///< strength of spots and wear
};

/// Zinc, stainless, raw or blackened steel, brass, copper or yellow chromate.
[[nodiscard]] Material anyMetal(Random& random);
/// Bright steel, as of bearings and springs.
[[nodiscard]] Material brightSteel(Random& random);
/// Rubber, fibre or nylon in a common colour.
[[nodiscard]] Material anyPolymer(Random& random);

}  // namespace touchstone::labeling
