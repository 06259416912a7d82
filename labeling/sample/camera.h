#pragma once

#include "labeling/random.h"

#include <opencv2/core.hpp>

#include <string>

namespace touchstone::labeling {

/// Returns the bytes of a JPEG file: what a camera makes of `light` (linear), with exposure,
/// vignetting, blur, glare and noise of its own. `incident` is the light that arrives at the scene.
[[nodiscard]] std::string photograph(const cv::Mat3f& light, float incident, Random& random);

}  // namespace touchstone::labeling
