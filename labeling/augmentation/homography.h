#pragma once

#include "labeling/geometry/box.h"

#include <opencv2/core/matx.hpp>

#include <optional>

namespace touchstone::labeling {

/// A projective map of the plane in pixels: straight lines stay straight. `b * a` is the map that
/// does `a` first.
class Homography {
public:
  Homography() = default;
  explicit Homography(const cv::Matx33d& matrix) : matrix_(matrix) {}

  [[nodiscard]] static Homography translation(double right, double down);
  [[nodiscard]] static Homography scaling(double across, double down);
  /// Turns about the origin, clockwise on the screen; radians.
  [[nodiscard]] static Homography rotation(double angle);
  /// Moves points to the right by `across` times their y, and down by `down` times their x.
  [[nodiscard]] static Homography shear(double across, double down);
  /// Divides both coordinates by 1 + across * x + down * y.
  [[nodiscard]] static Homography perspective(double across, double down);

  [[nodiscard]] const cv::Matx33d& matrix() const { return matrix_; }
  [[nodiscard]] Homography inverse() const;
  friend Homography operator*(const Homography& after, const Homography& before) {
    return Homography(after.matrix_ * before.matrix_);
  }

  /// Returns where a point comes to lie; nothing for one on or behind the horizon.
  [[nodiscard]] std::optional<Point> operator()(Point point) const;

  /// Whether parallel lines stay parallel.
  [[nodiscard]] bool isAffine() const;
  /// Whether angles stay as they are: turned, moved, mirrored or scaled evenly.
  [[nodiscard]] bool isSimilarity() const;

private:
  cv::Matx33d matrix_ = cv::Matx33d::eye();
};

}  // namespace touchstone::labeling
