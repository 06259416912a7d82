#pragma once

#include "labeling/geometry/shape.h"

#include <opencv2/core/mat.hpp>

#include <vector>

namespace touchstone::training {

/// One connected region of pixels of a class.
struct ClassRegion {
  int label = 0;
  labeling::Mask mask;
  double score = 0;  ///< the mean score of its pixels
};

/// Returns the connected regions of every class but `background` (-1: there is none), pixels that
/// share a corner being connected, class by class, the largest first. `labels` (CV_8U) has the
/// class of each pixel, `scores` (CV_32F) how sure that is. Regions of fewer than `fewestPixels`
/// are left out.
[[nodiscard]] std::vector<ClassRegion> classRegions(const cv::Mat& labels,
                                                    const cv::Mat& scores,
                                                    int background,
                                                    int fewestPixels);

}  // namespace touchstone::training
