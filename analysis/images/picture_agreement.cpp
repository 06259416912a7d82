#include "analysis/images/picture_agreement.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {
namespace {

/// Adds up the values of a block of two pictures.
struct BlockSums {
  double count = 0;
  double one = 0;
  double other = 0;
  double oneSquares = 0;
  double otherSquares = 0;
  double products = 0;

  void add(double a, double b) {
    count += 1;
    one += a;
    other += b;
    oneSquares += a * a;
    otherSquares += b * b;
    products += a * b;
  }

  [[nodiscard]] double covariance() const {
    return products / count - one / count * (other / count);
  }

  /// Returns the product of both standard deviations.
  [[nodiscard]] double contrast() const {
    const double ofOne = oneSquares / count - one / count * (one / count);
    const double ofOther = otherSquares / count - other / count * (other / count);
    return std::sqrt(std::max(ofOne, 0.0) * std::max(ofOther, 0.0));
  }
};

BlockSums sumsOf(const cv::Mat1f& one,
                 const cv::Mat1f& other,
                 const cv::Mat1b& mask,
                 const cv::Rect& block) {
  BlockSums sums;
  for (int y = block.y; y < block.br().y; ++y) {
    const float* ofOne = one[y];
    const float* ofOther = other[y];
    const unsigned char* counts = mask[y];
    for (int x = block.x; x < block.br().x; ++x) {
      if (counts[x] != 0) {
        sums.add(ofOne[x], ofOther[x]);
      }
    }
  }
  return sums;
}

}  // namespace

cv::Mat1f comparedGrey(const cv::Mat& grey) {
  constexpr double blur = 1;  // points do not fit more exactly
  cv::Mat1f values;
  grey.convertTo(values, CV_32F);
  cv::GaussianBlur(values, values, {0, 0}, blur);
  return values;
}

double agreement(const cv::Mat1f& one, const cv::Mat1f& other, const cv::Mat1b& mask) {
  constexpr int side = 12;
  double covariance = 0;
  double contrast = 0;
  for (int y = 0; y < one.rows; y += side) {
    for (int x = 0; x < one.cols; x += side) {
      const cv::Rect block = cv::Rect(x, y, side, side) & cv::Rect({0, 0}, one.size());
      const BlockSums sums = sumsOf(one, other, mask, block);
      if (2 * sums.count >= block.area()) {
        covariance += sums.covariance();
        contrast += sums.contrast();
      }
    }
  }
  return contrast > 0 ? std::clamp(covariance / contrast, 0.0, 1.0) : 0;
}

bool lookTheSame(const PictureSketch& one, const PictureSketch& other) {
  // In sets of photographs copies have 0.96 or more, other pictures of like hashes 0.75 or less.
  constexpr double leastAgreement = 0.85;
  cv::Mat scaled;
  cv::resize(other.grey, scaled, one.grey.size());
  const cv::Mat1b everywhere(one.grey.size(), 255);
  return agreement(comparedGrey(one.grey), comparedGrey(scaled), everywhere) >= leastAgreement;
}

}  // namespace touchstone::analysis
