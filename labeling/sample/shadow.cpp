#include "labeling/sample/shadow.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

constexpr int block = 16;  ///< side, in pixels, of what is looked at together

/// Walks from a pixel towards the light and returns how much of it passes over the landscape.
class ShadowRay {
public:
  ShadowRay(const cv::Mat1f& heights, const ShadowOptions& options)
      : heights_(heights), softness_(options.softness) {
    double highest = 0;
    cv::minMaxLoc(heights, nullptr, &highest);
    highest_ = static_cast<float>(highest);
    const float flat = std::max(std::hypot(options.direction[0], options.direction[1]), 1e-3F);
    right_ = options.direction[0] / flat;
    down_ = options.direction[1] / flat;
    rise_ = options.direction[2] / flat;
  }

  [[nodiscard]] float lightAt(int column, int row) const {
    const float from = heights_(row, column) + 0.3F;
    float light = 1;
    for (float far = 1.2F; far < 400; far += 1.1F + 0.03F * far) {
      const float height = from + far * rise_;
      const float width = softness_ * far + 0.35F;
      if (height - width > highest_) {
        break;
      }
      const float right = static_cast<float>(column) + 0.5F + right_ * far;
      const float down = static_cast<float>(row) + 0.5F + down_ * far;
      const int x = static_cast<int>(right);
      const int y = static_cast<int>(down);
      if (right < 0 || down < 0 || x >= heights_.cols || y >= heights_.rows) {
        break;
      }
      light = std::min(light, (height - heights_(y, x)) / (2 * width) + 0.5F);
      if (light <= 0) {
        return 0;
      }
    }
    return light * light * (3 - 2 * light);
  }

  /// Returns for each block of the picture whether anything stands between it and the light.
  [[nodiscard]] cv::Mat1b mayBeShaded() const {
    cv::Mat1f mean;
    cv::resize(heights_, mean, heights_.size() / block, 0, 0, cv::INTER_AREA);
    cv::Mat1b near;
    cv::dilate(mean > 0, near, cv::Mat());
    cv::Mat1b shaded(near.size(), std::uint8_t{0});
    const float reach = (highest_ + 1) / std::max(rise_ - softness_, 0.2F) + block;
    for (int row = 0; row < near.rows; ++row) {
      for (int column = 0; column < near.cols; ++column) {
        for (float far = 0; far < reach; far += block / 2.0F) {
          const int x = column + static_cast<int>(std::lround(right_ * far / block));
          const int y = row + static_cast<int>(std::lround(down_ * far / block));
          if (x < 0 || y < 0 || x >= near.cols || y >= near.rows) {
            break;
          }
          if (near(y, x) != 0) {
            shaded(row, column) = 255;
            break;
          }
        }
      }
    }
    return shaded;
  }

private:
  const cv::Mat1f& heights_;
  float softness_;
  float highest_ = 0;
  float right_ = 0;
  float down_ = 0;
  float rise_ = 0;
};

}  // namespace

cv::Mat1f sunOver(const cv::Mat1f& heights, const ShadowOptions& options) {
  const ShadowRay ray(heights, options);
  const cv::Mat1b shaded = ray.mayBeShaded();
  cv::Mat1f sun(heights.size(), 1.0F);
  for (int row = 0; row < sun.rows; ++row) {
    const int blockRow = std::min(row / block, shaded.rows - 1);
    for (int column = 0; column < sun.cols; ++column) {
      if (shaded(blockRow, std::min(column / block, shaded.cols - 1)) != 0) {
        sun(row, column) = ray.lightAt(column, row);
      }
    }
  }
  cv::GaussianBlur(sun, sun, {3, 3}, 0.7);
  return sun;
}

cv::Mat1f opennessOf(const cv::Mat1f& heights) {
  cv::Mat1f openness(heights.size(), 1.0F);
  for (const int reach : {5, 15, 41}) {
    cv::Mat1f around;
    cv::boxFilter(heights, around, -1, {reach, reach}, {-1, -1}, true, cv::BORDER_REPLICATE);
    cv::boxFilter(around, around, -1, {reach, reach}, {-1, -1}, true, cv::BORDER_REPLICATE);
    const cv::Mat1f hidden = cv::max(around - heights, 0.0F) * (1.5F / static_cast<float>(reach));
    openness = openness.mul(1 / (1 + hidden));
  }
  return openness;
}

}  // namespace touchstone::labeling
