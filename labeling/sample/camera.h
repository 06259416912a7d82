#pragma once

#include "labeling/sample/random.h"

#include <opencv2/core.hpp>

#include <string>

namespace touchstone::labeling {

/// Returns the bytes of a JPEG file: what a camera makes of `light` (linear), with exposure,
/// vignetting, blur, glare and noise of its own.
[[nodiscard]] std::string photograph(const cv::Mat3f& light, Random& random);

}  // namespace touchstone::labeling
