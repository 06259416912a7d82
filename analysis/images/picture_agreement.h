#pragma once

#include "analysis/images/picture_sketch.h"

namespace touchstone::analysis {

/// Returns a small grey picture as it is compared: real numbers, and as smooth as it can be placed.
[[nodiscard]] cv::Mat1f comparedGrey(const cv::Mat& grey);

/// Returns in [0, 1] how much two pictures of one size (comparedGrey) agree where `mask` is not 0:
/// the correlation inside small blocks, which brightness and what is only roughly alike, as a
/// bright middle on a dark ground, say nothing about.
[[nodiscard]] double agreement(const cv::Mat1f& one, const cv::Mat1f& other, const cv::Mat1b& mask);

/// Whether the one picture is the other, scaled or encoded again, but neither turned nor cropped.
[[nodiscard]] bool lookTheSame(const PictureSketch& one, const PictureSketch& other);

}  // namespace touchstone::analysis
