#pragma once

#include <opencv2/core/mat.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace touchstone::analysis {

/// A place in a picture that is found again in a copy, and what it looks like there.
struct PicturePoint {
  float x = 0;  ///< pixels of PictureSketch::size
  float y = 0;
  float size = 0;   ///< of the patch that is described
  float angle = 0;  ///< its direction, radians
  std::array<std::uint64_t, 4> description{};
};

/// Returns in how many bits the descriptions differ; anything above `most` when half of them
/// already tell that it is probably more.
[[nodiscard]] inline int differingBits(const PicturePoint& a, const PicturePoint& b, int most) {
  const auto differing = [&](std::size_t word) {
    return std::popcount(a.description[word] ^ b.description[word]);
  };
  const int ofHalf = differing(0) + differing(1);
  return ofHalf > most * 2 / 3 ? 256 : ofHalf + differing(2) + differing(3);
}

/// What is kept of a picture to find its copies: less than 40 KB.
struct PictureSketch {
  cv::Size size;  ///< of the reduced picture in which the points were found
  cv::Mat grey;   ///< smaller still
  std::vector<PicturePoint> points;
};

/// Returns 255 in the convex part of the picture that it shows, else 0: where something hangs
/// together with a corner and is as plain as what fills up a turned picture.
[[nodiscard]] cv::Mat shownPart(const cv::Mat& grey);

/// Returns the sketch of a decoded 8-bit grey or BGR picture; points and descriptions are ORB's
/// (Rublee et al. 2011).
[[nodiscard]] PictureSketch sketchPicture(const cv::Mat& picture);

}  // namespace touchstone::analysis
