#include "training/segmentation/elastic_deformation.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

namespace touchstone::training {

namespace {

/// Two independent normally distributed numbers (Box and Muller 1958).
cv::Vec2f normalPair(labeling::Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.real()));
  const double angle = random.real(0, 2 * std::numbers::pi);
  return {static_cast<float>(radius * std::cos(angle)),
          static_cast<float>(radius * std::sin(angle))};
}

}  // namespace

cv::Mat elasticMap(cv::Size size, double deviation, labeling::Random& random) {
  cv::Mat2f grid(3, 3);
  for (cv::Vec2f& vector : grid) {
    vector = normalPair(random) * static_cast<float>(deviation);
  }
  cv::Mat2f map;
  cv::resize(grid, map, size, 0, 0, cv::INTER_CUBIC);
  for (int y = 0; y < map.rows; ++y) {
    for (int x = 0; x < map.cols; ++x) {
      map(y, x) += cv::Vec2f(static_cast<float>(x), static_cast<float>(y));
    }
  }
  return map;
}

cv::Mat deformedPicture(const cv::Mat& picture, const cv::Mat& map) {
  cv::Mat result;
  cv::remap(picture, result, map, {}, cv::INTER_LINEAR, cv::BORDER_REFLECT_101);
  return result;
}

cv::Mat deformedLabels(const cv::Mat& labels, const cv::Mat& map) {
  cv::Mat result;
  cv::remap(labels, result, map, {}, cv::INTER_NEAREST, cv::BORDER_REFLECT_101);
  return result;
}

}  // namespace touchstone::training
