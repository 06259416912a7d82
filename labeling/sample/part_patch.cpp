#include "labeling/sample/part_patch.h"

namespace touchstone::labeling {

namespace {

/// Returns an even number of samples that holds the extent with a margin on both sides.
int sideFor(float halfExtent) {
  return 2 * static_cast<int>(std::ceil(halfExtent)) + 4 * oversampling;
}

}  // namespace

PartPatch::PartPatch(cv::Point2f halfSize, float angle, float scale)
    : cosine_(std::cos(angle)), sine_(std::sin(angle)), scale_(scale) {
  const float across = std::abs(cosine_) * halfSize.x + std::abs(sine_) * halfSize.y;
  const float down = std::abs(sine_) * halfSize.x + std::abs(cosine_) * halfSize.y;
  const int width = sideFor(across * scale);
  const int height = sideFor(down * scale);
  heights = cv::Mat1f(height, width, outside);
  layers = cv::Mat1b(height, width, std::uint8_t{0});
  centre_ = {static_cast<float>(width) / 2, static_cast<float>(height) / 2};
}

cv::Point3f PartPatch::onPatch(const cv::Point3f& p) const {
  return {(p.x * cosine_ - p.y * sine_) * scale_ + centre_.x,
          (p.x * sine_ + p.y * cosine_) * scale_ + centre_.y, p.z * scale_};
}

void PartPatch::sweep(const std::vector<cv::Point3f>& path, float radius, int layer) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    sweepSegment(onPatch(path[i - 1]), onPatch(path[i]), radius * scale_, layer);
  }
}

void PartPatch::sweepSegment(const cv::Point3f& from,
                             const cv::Point3f& to,
                             float radius,
                             int layer) {
  const int left = std::max(0, static_cast<int>(std::min(from.x, to.x) - radius));
  const int right =
      std::min(heights.cols - 1, static_cast<int>(std::max(from.x, to.x) + radius) + 1);
  const int top = std::max(0, static_cast<int>(std::min(from.y, to.y) - radius));
  const int bottom =
      std::min(heights.rows - 1, static_cast<int>(std::max(from.y, to.y) + radius) + 1);
  const cv::Point2f along(to.x - from.x, to.y - from.y);
  const float lengthSquared = std::max(along.dot(along), 1e-6F);
  for (int row = top; row <= bottom; ++row) {
    for (int column = left; column <= right; ++column) {
      const cv::Point2f p(static_cast<float>(column) + 0.5F - from.x,
                          static_cast<float>(row) + 0.5F - from.y);
      const float t = std::clamp(p.dot(along) / lengthSquared, 0.0F, 1.0F);
      const cv::Point2f apart = p - t * along;
      const float bulge = radius * radius - apart.dot(apart);
      if (bulge > 0) {
        const float middle = from.z + t * (to.z - from.z);
        raise(row, column, (middle + std::sqrt(bulge)) / scale_, layer);
      }
    }
  }
}

}  // namespace touchstone::labeling
