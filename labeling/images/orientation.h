#pragma once

#include <opencv2/core/mat.hpp>

namespace touchstone::labeling {

/// Turns and mirrors as EXIF's orientation says: 1 … 8, where row and column 0 of the file lie.
[[nodiscard]] cv::Mat oriented(const cv::Mat& picture, int orientation);

/// Whether the orientation exchanges width and height.
[[nodiscard]] inline bool isTurned(int orientation) {
  return orientation >= 5;
}

/// Returns where `area` of the displayed picture lies in the stored one of that size.
[[nodiscard]] cv::Rect storedArea(const cv::Rect& area, cv::Size stored, int orientation);

}  // namespace touchstone::labeling
