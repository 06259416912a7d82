#pragma once

#include "labeling/sample/profile.h"

#include <opencv2/core.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

namespace touchstone::labeling {

/// Samples a pixel has along each side while parts are drawn.
inline constexpr int oversampling = 2;

/// A place on a part's surface: height above the ground in millimetres, and which of the part's
/// materials shows there.
struct SurfacePoint {
  float height = outside;
  int layer = 0;
};

/// The surface of one part as seen from above, drawn turned and scaled.
class PartPatch {
public:
  /// `halfSize` is the part's extent from its centre in millimetres, `scale` the samples in a
  /// millimetre, `angle` the turn in radians.
  PartPatch(cv::Point2f halfSize, float angle, float scale);

  /// Draws a surface given as a function (x, y in millimetres) -> SurfacePoint.
  template <class Surface>
  void fill(const Surface& surface) {
    for (int row = 0; row < heights.rows; ++row) {
      for (int column = 0; column < heights.cols; ++column) {
        const cv::Point2f place = onPart(column, row);
        const SurfacePoint point = surface(place.x, place.y);
        raise(row, column, point.height, point.layer);
      }
    }
  }

  /// Draws a round wire along `path`, given in millimetres; z is the height of its middle.
  void sweep(const std::vector<cv::Point3f>& path, float radius, int layer = 0);

  cv::Mat1f heights;  ///< millimetres above the ground; negative where there is no surface
  cv::Mat1b layers;

private:
  [[nodiscard]] cv::Point2f onPart(int column, int row) const {
    const float x = static_cast<float>(column) + 0.5F - centre_.x;
    const float y = static_cast<float>(row) + 0.5F - centre_.y;
    return {(x * cosine_ + y * sine_) / scale_, (y * cosine_ - x * sine_) / scale_};
  }
  [[nodiscard]] cv::Point3f onPatch(const cv::Point3f& p) const;

  void raise(int row, int column, float height, int layer) {
    if (height > heights(row, column)) {
      heights(row, column) = height;
      layers(row, column) = static_cast<std::uint8_t>(layer);
    }
  }
  void sweepSegment(const cv::Point3f& from, const cv::Point3f& to, float radius, int layer);

  cv::Point2f centre_;
  float cosine_;
  float sine_;
  float scale_;
};

}  // namespace touchstone::labeling
