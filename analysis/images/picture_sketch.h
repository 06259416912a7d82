#pragma once

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace touchstone::analysis {

/// A place in a picture that is found again in a copy, and what it looks like there.
struct PicturePoint {
  float x = 0;  ///< pixels of PictureSketch::grey
  float y = 0;
  float size = 0;   ///< of the patch that is described
  float angle = 0;  ///< its direction, radians
  std::array<std::uint64_t, 4> description{};
};

/// What is kept of a picture to find its copies.
struct PictureSketch {
  cv::Mat grey;   ///< small
  cv::Mat shown;  ///< 255 where `grey` shows something, 0 in plain corners as turning leaves them
  std::vector<PicturePoint> points;
};

/// Returns the sketch of a decoded 8-bit grey or BGR picture; points and descriptions are ORB's
/// (Rublee et al. 2011).
[[nodiscard]] PictureSketch sketchPicture(const cv::Mat& picture);

}  // namespace touchstone::analysis
