#pragma once

#include <opencv2/core/mat.hpp>

namespace touchstone::training {

/// How much the pixels between two objects count.
struct BorderWeightOptions {
  double strength = 10;  ///< added where two objects touch
  double reach = 5;      ///< pixels
};

/// Returns how much each pixel counts when objects that nearly touch must be told apart (U-Net's
/// paper, equation 2, without its class weights): 1, and on background besides
/// strength · exp(-(d1 + d2)² / (2 reach²)), where d1 and d2 are the distances in pixels to the
/// nearest and the second nearest object. `objects` (CV_32S) has a number for each, 0 for
/// background. The result is CV_32F.
[[nodiscard]] cv::Mat borderWeights(const cv::Mat& objects,
                                    const BorderWeightOptions& options = {});

}  // namespace touchstone::training
