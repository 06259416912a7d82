#include "analysis/images/picture_agreement.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace touchstone::analysis {
namespace {

/// How much two pictures agree, added up block by block.
class Agreement {
public:
  void add(const cv::Mat& a, const cv::Mat& b, const cv::Mat& mask) {
    cv::Scalar meanA;
    cv::Scalar meanB;
    cv::Scalar deviationA;
    cv::Scalar deviationB;
    cv::meanStdDev(a, meanA, deviationA, mask);
    cv::meanStdDev(b, meanB, deviationB, mask);
    cv::Mat product;
    cv::multiply(a - meanA[0], b - meanB[0], product);
    covariance_ += cv::mean(product, mask)[0];
    contrast_ += deviationA[0] * deviationB[0];
  }

  [[nodiscard]] double value() const {
    return contrast_ > 0 ? std::clamp(covariance_ / contrast_, 0.0, 1.0) : 0;
  }

private:
  double covariance_ = 0;
  double contrast_ = 0;
};

}  // namespace

cv::Mat1f comparedGrey(const cv::Mat& grey) {
  constexpr double blur = 1;  // points do not fit more exactly
  cv::Mat1f values;
  grey.convertTo(values, CV_32F);
  cv::GaussianBlur(values, values, {0, 0}, blur);
  return values;
}

double agreement(const cv::Mat1f& one, const cv::Mat1f& other, const cv::Mat& mask) {
  Agreement agreement;
  constexpr int side = 12;
  for (int y = 0; y < one.rows; y += side) {
    for (int x = 0; x < one.cols; x += side) {
      const cv::Rect block = cv::Rect(x, y, side, side) & cv::Rect({0, 0}, one.size());
      if (2 * cv::countNonZero(mask(block)) >= block.area()) {
        agreement.add(one(block), other(block), mask(block));
      }
    }
  }
  return agreement.value();
}

bool lookTheSame(const PictureSketch& one, const PictureSketch& other) {
  // In sets of photographs copies have 0.96 or more, other pictures of like hashes 0.75 or less.
  constexpr double leastAgreement = 0.85;
  cv::Mat scaled;
  cv::resize(other.grey, scaled, one.grey.size());
  const cv::Mat everywhere(one.grey.size(), CV_8UC1, cv::Scalar(255));
  return agreement(comparedGrey(one.grey), comparedGrey(scaled), everywhere) >= leastAgreement;
}

}  // namespace touchstone::analysis
