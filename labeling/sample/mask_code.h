#pragma once

#include "labeling/geometry/shape.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// Returns the run-length code of the pixels that are not 0.
[[nodiscard]] Mask encodedMask(const cv::Mat1b& pixels);

/// Returns the mask moved by whole pixels; what leaves the picture is lost.
[[nodiscard]] Mask movedMask(const Mask& mask, int right, int down);

}  // namespace touchstone::labeling
