#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/random.h"
#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <vector>

namespace touchstone::labeling {

// Pictures are 8-bit BGR. Every function returns a new picture.

/// Returns the picture blurred by a Gaussian of that standard deviation in pixels; 0: not at all.
[[nodiscard]] cv::Mat blurred(const cv::Mat& picture, double deviation);

/// Returns the picture with normally distributed noise of that standard deviation, in grey values,
/// added to every value of every channel.
[[nodiscard]] cv::Mat noisy(const cv::Mat& picture, double deviation, Random& random);

/// Returns the picture as it comes back from a JPEG file of a quality in [1, 100]. Errors: no
/// memory, more than 65500 pixels on a side.
Result<cv::Mat> throughJpeg(const cv::Mat& picture, int quality);

/// Returns rectangles to be cut out, inside the picture: up to `most` of them, each covering about
/// `share` of the picture.
[[nodiscard]] std::vector<cv::Rect> randomCutOuts(ImageSize size,
                                                  int most,
                                                  double share,
                                                  Random& random);

/// Returns the picture with the rectangles filled in its mean colour.
[[nodiscard]] cv::Mat cutOut(const cv::Mat& picture, const std::vector<cv::Rect>& areas);

}  // namespace touchstone::labeling
