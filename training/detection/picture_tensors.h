#pragma once

#include "training/detection/detector.h"
#include "training/detection/faster_rcnn.h"

#include <opencv2/core/mat.hpp>

namespace touchstone::training {

/// Returns the layout of the detectors that are trained here.
[[nodiscard]] DetectorLayout layoutOf(const DetectorKind& kind);

/// Returns an 8-bit RGB picture as 3×H×W floats in [0, 1].
[[nodiscard]] torch::Tensor tensorOfPicture(const cv::Mat& picture);

/// Returns what was found in a picture of that size as boxes of the whole image.
[[nodiscard]] std::vector<FoundObject> foundIn(const DetectedBoxes& detected,
                                               labeling::ImageSize picture,
                                               labeling::ImageSize image);

}  // namespace touchstone::training
