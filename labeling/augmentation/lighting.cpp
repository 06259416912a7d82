#include "labeling/augmentation/lighting.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::labeling {

namespace {

/// Returns the picture with each pixel's light taken or given: `light(x, y)` is the share of the
/// way to `goal` (0 or 255).
template <class Light>
cv::Mat lit(const cv::Mat& picture, double goal, Light light) {
  cv::Mat result = picture.clone();
  for (int y = 0; y < result.rows; ++y) {
    auto* row = result.ptr<cv::Vec3b>(y);
    for (int x = 0; x < result.cols; ++x) {
      const double share = light(x, y);
      for (int channel = 0; channel < 3; ++channel) {
        const double value = row[x][channel];
        row[x][channel] = cv::saturate_cast<std::uint8_t>(value + share * (goal - value));
      }
    }
  }
  return result;
}

}  // namespace

cv::Mat toned(const cv::Mat& picture, const Tone& tone) {
  const std::array<double, 3> gain{std::exp2(-tone.warmth), 1, std::exp2(tone.warmth)};
  cv::Mat table(1, 256, CV_8UC3);
  for (int value = 0; value < 256; ++value) {
    const double curved =
        tone.contrast * (std::pow(value / 255.0, tone.gamma) - 0.5) + 0.5 + tone.brightness;
    for (std::size_t channel = 0; channel < gain.size(); ++channel) {
      table.at<cv::Vec3b>(value)[static_cast<int>(channel)] =
          cv::saturate_cast<std::uint8_t>(255 * curved * gain[channel]);
    }
  }
  cv::Mat result;
  cv::LUT(picture, table, result);
  return result;
}

cv::Mat shadowed(const cv::Mat& picture, const Shadow& shadow) {
  constexpr int fractionBits = 4;
  std::vector<cv::Point> corners;
  for (const Point& corner : shadow.outline) {
    // fillPoly counts from the middle of the first pixel.
    corners.emplace_back(static_cast<int>(std::lround((corner.x - 0.5) * (1 << fractionBits))),
                         static_cast<int>(std::lround((corner.y - 0.5) * (1 << fractionBits))));
  }
  cv::Mat1f share(picture.size(), 0.0F);
  cv::fillPoly(share, std::vector{corners}, shadow.darkness, cv::LINE_8, fractionBits);
  if (shadow.softness > 0) {
    cv::GaussianBlur(share, share, {}, shadow.softness);
  }
  return lit(picture, 0, [&](int x, int y) { return share(y, x); });
}

cv::Mat withReflection(const cv::Mat& picture, const Reflection& reflection) {
  const double c = std::cos(reflection.angle);
  const double s = std::sin(reflection.angle);
  return lit(picture, 255, [&](int x, int y) {
    const double dx = x + 0.5 - reflection.centre.x;
    const double dy = y + 0.5 - reflection.centre.y;
    const double along = (dx * c + dy * s) / reflection.length;
    const double across = (dy * c - dx * s) / reflection.breadth;
    return reflection.strength * std::exp(-(along * along + across * across) / 2);
  });
}

Shadow randomShadow(ImageSize size, double strength, Random& random) {
  const double side = std::min(size.width, size.height);
  const Point centre{random.real(0, size.width), random.real(0, size.height)};
  Shadow shadow{.outline = {},
                .softness = side * random.real(0.01, 0.06),
                .darkness = strength * random.real(0.3, 0.8)};
  const int corners = random.between(3, 6);
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * (i + random.real(0.1, 0.9)) / corners;
    const double reach = side * random.real(0.25, 0.8);
    shadow.outline.push_back(
        {centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
  }
  return shadow;
}

Reflection randomReflection(ImageSize size, double strength, Random& random) {
  const double side = std::min(size.width, size.height);
  const double breadth = side * random.real(0.02, 0.1);
  return {.centre = {random.real(0, size.width), random.real(0, size.height)},
          .length = breadth * random.real(1, 4),
          .breadth = breadth,
          .angle = random.real(0, std::numbers::pi),
          .strength = strength * random.real(0.4, 1)};
}

}  // namespace touchstone::labeling
