#pragma once

#include "labeling/random.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// What the parts lie on.
struct Backdrop {
  cv::Mat3f diffuse;  ///< linear-light colour of each pixel
  cv::Mat1f relief;   ///< height of the fine structure in pixels
  cv::Vec3f specular{0.04F, 0.04F, 0.04F};
  float roughness = 0.6F;
};

/// Returns a metal tray, wood, cardboard, a cutting mat, ribbed rubber, paper or a shop towel, at a
/// random angle; `scale` is the number of pixels in a millimetre.
[[nodiscard]] Backdrop makeBackdrop(Random& random, cv::Size size, float scale);

}  // namespace touchstone::labeling
