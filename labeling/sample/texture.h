#pragma once

#include "labeling/random.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// How a cloud texture looks: the size of its largest blotches in pixels, and how many finer
/// layers, each of half the size and strength, are added.
struct CloudOptions {
  float cellWidth = 64;
  float cellHeight = 64;
  int octaves = 3;
};

/// Returns smooth random blotches or, with unequal cells, streaks; values in about [0, 1], mean
/// 0.5.
[[nodiscard]] cv::Mat1f cloud(Random& random, cv::Size size, const CloudOptions& options);

/// Returns independent noise for each pixel with mean 0 and standard deviation 1.
[[nodiscard]] cv::Mat1f whiteNoise(Random& random, cv::Size size);

/// Returns low * (1 - t) + high * t for each pixel.
[[nodiscard]] cv::Mat3f blended(const cv::Vec3f& low, const cv::Vec3f& high, const cv::Mat1f& t);

/// Multiplies each pixel of `picture` by (1 + strength * (texture - 0.5)).
void modulate(cv::Mat3f& picture, const cv::Mat1f& texture, float strength);

}  // namespace touchstone::labeling
