#pragma once

#include <opencv2/imgproc.hpp>

/// Returns a picture of 200 × 100 pixels with smooth coloured noise, another one for each seed.
inline cv::Mat colouredNoise(int seed) {
  cv::RNG random(static_cast<std::uint64_t>(seed));
  cv::Mat3b small(10, 20);
  random.fill(small, cv::RNG::UNIFORM, 0, 256);
  cv::Mat picture;
  cv::resize(small, picture, {200, 100}, 0, 0, cv::INTER_CUBIC);
  return picture;
}
