#pragma once

#include <opencv2/core/mat.hpp>

#include <array>
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

/// Returns how many bits are set. Unlike std::popcount it is never a call: compilers use the
/// processor's own instruction only when told that every machine has it.
[[nodiscard]] constexpr int setBits(std::uint64_t bits) {
  bits -= (bits >> 1) & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return static_cast<int>((bits * 0x0101010101010101) >> 56);
}

/// Returns in how many bits the descriptions differ; anything above `most` when a quarter or half
/// of them already tell that it is probably more.
[[nodiscard]] inline int differingBits(const PicturePoint& a, const PicturePoint& b, int most) {
  constexpr int muchMore = 256;
  const auto differing = [&](std::size_t word) {
    return setBits(a.description[word] ^ b.description[word]);
  };
  const int ofQuarter = differing(0);
  if (ofQuarter > most * 3 / 8) {
    return muchMore;
  }
  const int ofHalf = ofQuarter + differing(1);
  return ofHalf > most * 2 / 3 ? muchMore : ofHalf + differing(2) + differing(3);
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
