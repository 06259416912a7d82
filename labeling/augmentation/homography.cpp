#include "labeling/augmentation/homography.h"

#include <opencv2/core.hpp>

#include <cmath>

namespace touchstone::labeling {

namespace {

/// Sums of products that differ by less than this share are equal.
constexpr double rounding = 1e-9;

}  // namespace

Homography Homography::translation(double right, double down) {
  return Homography({1, 0, right, 0, 1, down, 0, 0, 1});
}

Homography Homography::scaling(double across, double down) {
  return Homography({across, 0, 0, 0, down, 0, 0, 0, 1});
}

Homography Homography::rotation(double angle) {
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  return Homography({c, -s, 0, s, c, 0, 0, 0, 1});
}

Homography Homography::shear(double across, double down) {
  return Homography({1, across, 0, down, 1, 0, 0, 0, 1});
}

Homography Homography::perspective(double across, double down) {
  return Homography({1, 0, 0, 0, 1, 0, across, down, 1});
}

Homography Homography::inverse() const {
  return Homography(matrix_.inv());
}

std::optional<Point> Homography::operator()(Point point) const {
  const cv::Vec3d mapped = matrix_ * cv::Vec3d(point.x, point.y, 1);
  if (!(mapped[2] > rounding)) {
    return std::nullopt;
  }
  return Point{mapped[0] / mapped[2], mapped[1] / mapped[2]};
}

bool Homography::isAffine() const {
  return matrix_(2, 0) == 0 && matrix_(2, 1) == 0;
}

bool Homography::isSimilarity() const {
  const auto& m = matrix_;
  const double across = m(0, 0) * m(0, 0) + m(1, 0) * m(1, 0);
  const double down = m(0, 1) * m(0, 1) + m(1, 1) * m(1, 1);
  const double product = m(0, 0) * m(0, 1) + m(1, 0) * m(1, 1);
  const double limit = rounding * (across + down);
  return isAffine() && std::abs(across - down) <= limit && std::abs(product) <= limit;
}

}  // namespace touchstone::labeling
