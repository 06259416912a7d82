#pragma once

#include "labeling/geometry/mask_raster.h"

#include <opencv2/core.hpp>

#include <algorithm>

namespace touchstone {

/// Returns blots with holes and single pixels, 255 where set, that the generator decides.
inline cv::Mat1b randomPixels(cv::RNG& random, int width, int height) {
  cv::Mat1b pixels(height, width, std::uint8_t{0});
  const int blots = random.uniform(0, 7);
  for (int i = 0; i < blots; ++i) {
    const cv::Rect rect(random.uniform(-3, width), random.uniform(-3, height),
                        random.uniform(1, std::max(2, width / 2)),
                        random.uniform(1, std::max(2, height / 2)));
    pixels(rect & cv::Rect({}, pixels.size())) = random.uniform(0, 3) == 0 ? 0 : 255;
  }
  const int specks = random.uniform(0, width * height / 8 + 1);
  for (int i = 0; i < specks; ++i) {
    std::uint8_t& pixel = pixels(random.uniform(0, height), random.uniform(0, width));
    pixel = pixel == 0 ? 255 : 0;
  }
  return pixels;
}

inline bool samePixels(const cv::Mat1b& a, const cv::Mat1b& b) {
  return a.size() == b.size() && (a.empty() || cv::countNonZero(a != b) == 0);
}

}  // namespace touchstone
