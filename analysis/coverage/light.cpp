#include "analysis/coverage/light.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::analysis {

namespace {

constexpr int order = 6;
constexpr int overexposed = 250;
constexpr int nearlyWhite = 230;
constexpr int brighter = 50;             ///< than around, in grey values
constexpr double mostSaturation = 0.15;  ///< (largest - smallest) / largest channel

/// Returns (value / 255)^6 of each value.
std::array<double, 256> powers() {
  std::array<double, 256> table{};
  for (std::size_t value = 0; value < table.size(); ++value) {
    table[value] = std::pow(static_cast<double>(value) / 255, order);
  }
  return table;
}

}  // namespace

double lightTemperature(const cv::Mat& picture) {
  static const std::array<double, 256> power = powers();
  double blue = 0;
  double red = 0;
  for (int y = 0; y < picture.rows; ++y) {
    const auto* row = picture.ptr<cv::Vec3b>(y);
    for (int x = 0; x < picture.cols; ++x) {
      const cv::Vec3b& pixel = row[x];
      if (std::max({pixel[0], pixel[1], pixel[2]}) < overexposed) {
        blue += power[pixel[0]];
        red += power[pixel[2]];
      }
    }
  }
  return blue > 0 && red > 0 ? std::log2(red / blue) / order : 0;
}

cv::Mat1b reflectingPixels(const cv::Mat& picture) {
  cv::Mat1b value(picture.size());
  cv::Mat1b white(picture.size());
  for (int y = 0; y < picture.rows; ++y) {
    const auto* row = picture.ptr<cv::Vec3b>(y);
    for (int x = 0; x < picture.cols; ++x) {
      const auto [least, most] = std::minmax({row[x][0], row[x][1], row[x][2]});
      value(y, x) = most;
      white(y, x) = most >= nearlyWhite && most - least <= mostSaturation * most ? 255 : 0;
    }
  }
  const int side = std::max(3, std::min(picture.rows, picture.cols) / 8 | 1);
  cv::Mat1b above;
  cv::Mat1b spots;
  cv::morphologyEx(value, above, cv::MORPH_TOPHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
  cv::bitwise_and(white, above >= brighter, spots);
  return spots;
}

}  // namespace touchstone::analysis
