#include "labeling/augmentation/degradation.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

/// Returns a number of nearly normal distribution, mean 0 and deviation 1: the sum of four uniform
/// numbers. Only whole numbers are added, so that it is the same on every machine.
double nearlyNormal(Random& random) {
  const std::uint64_t bits = random.bits();
  double sum = 0;
  for (int part = 0; part < 4; ++part) {
    sum += static_cast<double>((bits >> (16 * part)) & 0xFFFF);
  }
  constexpr double mean = 4 * 65535 / 2.0;
  static const double deviation = std::sqrt(4 * (65536.0 * 65536.0 - 1) / 12);
  return (sum - mean) / deviation;
}

}  // namespace

cv::Mat blurred(const cv::Mat& picture, double deviation) {
  if (!(deviation > 0)) {
    return picture.clone();
  }
  cv::Mat result;
  cv::GaussianBlur(picture, result, {}, deviation, deviation, cv::BORDER_REFLECT);
  return result;
}

cv::Mat noisy(const cv::Mat& picture, double deviation, Random& random) {
  cv::Mat result = picture.clone();
  const int values = result.cols * result.channels();
  for (int y = 0; y < result.rows; ++y) {
    auto* row = result.ptr<std::uint8_t>(y);
    for (int i = 0; i < values; ++i) {
      row[i] = cv::saturate_cast<std::uint8_t>(row[i] + deviation * nearlyNormal(random));
    }
  }
  return result;
}

Result<cv::Mat> throughJpeg(const cv::Mat& picture, int quality) {
  try {
    std::vector<std::uint8_t> file;
    cv::imencode(".jpg", picture, file, {cv::IMWRITE_JPEG_QUALITY, quality});
    return cv::imdecode(file, cv::IMREAD_COLOR);
  } catch (const cv::Exception& problem) {
    return Error{ErrorKind::Failed, {}, "A picture cannot be written as JPEG: " + problem.err};
  }
}

std::vector<cv::Rect> randomCutOuts(ImageSize size, int most, double share, Random& random) {
  std::vector<cv::Rect> areas(static_cast<std::size_t>(random.between(1, std::max(most, 1))));
  for (cv::Rect& area : areas) {
    const double stretch = std::exp2(random.real(-1, 1) / 2);
    const double part = std::sqrt(share * random.real(0.5, 1));
    area.width = std::clamp(static_cast<int>(size.width * part * stretch), 1, size.width);
    area.height = std::clamp(static_cast<int>(size.height * part / stretch), 1, size.height);
    area.x = random.between(0, size.width - area.width);
    area.y = random.between(0, size.height - area.height);
  }
  return areas;
}

cv::Mat cutOut(const cv::Mat& picture, const std::vector<cv::Rect>& areas) {
  const cv::Scalar colour = cv::mean(picture);
  cv::Mat result = picture.clone();
  for (const cv::Rect& area : areas) {
    result(area).setTo(colour);
  }
  return result;
}

}  // namespace touchstone::labeling
