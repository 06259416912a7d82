#pragma once

#include "labeling/sample/material.h"

#include <opencv2/core.hpp>

#include <vector>

namespace touchstone::labeling {

/// Returns the vector in its direction of length 1.
[[nodiscard]] inline cv::Vec3f unit(const cv::Vec3f& v) {
  return v * (1 / std::sqrt(v.dot(v)));
}

/// A material with what its roughness means for the light worked out once.
struct Finish {
  cv::Vec3f specular;
  cv::Vec3f diffuse;
  int blur = 0;        ///< which of the blurred surroundings it mirrors
  float exponent = 1;  ///< of the highlight
  float highlight = 1;
};

/// One place that is lit. Directions are (right, down, towards the camera).
struct LitPlace {
  cv::Vec3f normal;
  cv::Vec3f view;      ///< unit vector to the camera
  float sun = 1;       ///< how much of the main light arrives, in [0, 1]
  float openness = 1;  ///< how much of the surroundings it sees, in [0, 1]
};

/// The light of one photograph: a main light and surroundings (windows, lamps, dark walls) that
/// shine in polished metal.
class Lighting {
public:
  explicit Lighting(Random& random);

  [[nodiscard]] Finish finishOf(const Material& material) const;
  /// Returns the light that the place sends to the camera.
  [[nodiscard]] cv::Vec3f shade(const Finish& finish, const LitPlace& place) const;
  /// Tells which colour the ground has, which is mirrored in the sides of the parts.
  void setGround(const cv::Vec3f& colour) { ground_ = colour; }

  /// Returns how much light arrives at the tray, as a hand-held light meter would read it.
  [[nodiscard]] float incident() const;

  [[nodiscard]] const cv::Vec3f& direction() const { return direction_; }
  [[nodiscard]] float softness() const { return softness_; }

private:
  [[nodiscard]] cv::Vec3f mirrored(const cv::Vec3f& direction, int blur) const;

  std::vector<cv::Mat3f> surroundings_;  ///< by blur: colour over (x, y) of the direction
  cv::Vec3f direction_;                  ///< unit vector to the main light
  cv::Vec3f colour_;
  cv::Vec3f ground_{0.2F, 0.2F, 0.2F};
  float softness_ = 0.1F;
};

}  // namespace touchstone::labeling
