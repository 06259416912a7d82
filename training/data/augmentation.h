#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace touchstone::training {

/// By how much a training picture may differ from the original; zeros change nothing.
struct Augmentation {
  double smallestCrop = 0.7;  ///< side of the smallest part that is cut out, as a share
  double rotation = 10;       ///< degrees to either side
  bool mirror = true;         ///< left and right exchanged in half of the pictures
  double brightness = 0.2;    ///< largest relative change of brightness and of each colour
};

/// Returns a size×size part of an 8-bit RGB picture, changed at random; equal seeds, equal result.
[[nodiscard]] cv::Mat augmented(const cv::Mat& picture,
                                int size,
                                const Augmentation& augmentation,
                                std::uint64_t seed);

}  // namespace touchstone::training
