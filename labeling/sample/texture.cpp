#include "labeling/sample/texture.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::labeling {

namespace {

constexpr int border = 1;  ///< cells beyond the picture, so that interpolation has neighbours

cv::Mat1f layer(Random& random, cv::Size size, float cellWidth, float cellHeight) {
  const int columns = static_cast<int>(static_cast<float>(size.width) / cellWidth) + 2 * border;
  const int rows = static_cast<int>(static_cast<float>(size.height) / cellHeight) + 2 * border;
  cv::Mat1f cells(rows, columns);
  for (float& cell : cells) {
    cell = random.uniform();
  }
  cv::Mat1f wide;
  cv::resize(cells, wide,
             {static_cast<int>(static_cast<float>(columns) * cellWidth),
              static_cast<int>(static_cast<float>(rows) * cellHeight)},
             0, 0, cv::INTER_CUBIC);
  const cv::Point corner(random.between(0, wide.cols - size.width),
                         random.between(0, wide.rows - size.height));
  return wide(cv::Rect(corner, size));
}

}  // namespace

cv::Mat1f cloud(Random& random, cv::Size size, const CloudOptions& options) {
  cv::Mat1f sum(size, 0.0F);
  float weight = 1;
  float total = 0;
  float width = options.cellWidth;
  float height = options.cellHeight;
  for (int octave = 0; octave < options.octaves; ++octave) {
    cv::scaleAdd(layer(random, size, std::max(width, 1.0F), std::max(height, 1.0F)), weight, sum,
                 sum);
    total += weight;
    weight /= 2;
    width /= 2;
    height /= 2;
  }
  return sum / total;
}

cv::Mat1f whiteNoise(Random& random, cv::Size size) {
  cv::Mat1f noise(size);
  // A sum of four bytes is close enough to a normal distribution, and two come of one draw.
  constexpr float mean = 4 * 127.5F;
  const float deviation = std::sqrt(4 * (256.0F * 256.0F - 1) / 12);
  std::uint64_t bits = 0;
  bool used = true;
  for (float& value : noise) {
    bits = used ? random.bits() : bits >> 32;
    used = !used;
    const std::uint64_t sum =
        (bits & 255) + (bits >> 8 & 255) + (bits >> 16 & 255) + (bits >> 24 & 255);
    value = (static_cast<float>(sum) - mean) / deviation;
  }
  return noise;
}

cv::Mat3f blended(const cv::Vec3f& low, const cv::Vec3f& high, const cv::Mat1f& t) {
  cv::Mat3f result(t.size());
  const cv::Vec3f range = high - low;
  for (int row = 0; row < t.rows; ++row) {
    for (int column = 0; column < t.cols; ++column) {
      result(row, column) = low + range * t(row, column);
    }
  }
  return result;
}

void modulate(cv::Mat3f& picture, const cv::Mat1f& texture, float strength) {
  for (int row = 0; row < picture.rows; ++row) {
    for (int column = 0; column < picture.cols; ++column) {
      picture(row, column) *= 1 + strength * (texture(row, column) - 0.5F);
    }
  }
}

}  // namespace touchstone::labeling
