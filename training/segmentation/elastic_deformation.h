#pragma once

#include "labeling/random.h"

#include <opencv2/core/mat.hpp>

namespace touchstone::training {

/// Returns where each pixel of a deformed picture comes from, CV_32FC2 of x and y: its own place
/// moved by a smooth displacement, interpolated by cubics from a grid of 3×3 vectors whose
/// coordinates are normally distributed with `deviation` pixels (U-Net's paper, section 3.1).
[[nodiscard]] cv::Mat elasticMap(cv::Size size, double deviation, labeling::Random& random);

/// Returns a picture, between the nearest pixels, or its labels, of the nearest pixel, seen through
/// such a map; beyond the border the picture is mirrored.
[[nodiscard]] cv::Mat deformedPicture(const cv::Mat& picture, const cv::Mat& map);
[[nodiscard]] cv::Mat deformedLabels(const cv::Mat& labels, const cv::Mat& map);

}  // namespace touchstone::training
