#pragma once

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// Where light comes from: unit vector (right, down, up), and how blurred shadows are (the tangent
/// of the lamp's half width as seen from the tray).
struct ShadowOptions {
  cv::Vec3f direction;
  float softness = 0.1F;
};

/// Returns, for every pixel of a landscape of heights in pixels, how much of the light arrives.
[[nodiscard]] cv::Mat1f sunOver(const cv::Mat1f& heights, const ShadowOptions& options);

/// Returns, for every pixel, how much of the surroundings it sees: less beside higher things.
[[nodiscard]] cv::Mat1f opennessOf(const cv::Mat1f& heights);

}  // namespace touchstone::labeling
