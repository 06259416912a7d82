#pragma once

#include <opencv2/core/mat.hpp>

namespace touchstone::analysis {

/// Returns log2 of red against blue of the light on an 8-bit BGR picture, by shades of grey; see
/// SituationMeasures::temperature. 0 when nothing can be told.
[[nodiscard]] double lightTemperature(const cv::Mat& picture);

/// Returns 255 where an 8-bit BGR picture mirrors a lamp: nearly white, hardly coloured, and
/// brighter than the surface around the spot, which is at most an eighth of the shorter side wide.
[[nodiscard]] cv::Mat1b reflectingPixels(const cv::Mat& picture);

}  // namespace touchstone::analysis
