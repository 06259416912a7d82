#pragma once

#include "labeling/random.h"
#include "labeling/sample/sample_picture.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <numbers>
#include <vector>

/// Pictures of the sample project with known defects. Each kind is made as it comes about: too
/// little or too much light, a picture that was edited and saved again.
namespace touchstone::defects {

inline cv::Mat photograph(int index) {
  const std::string jpeg = labeling::takePhotograph(1, index, std::nullopt).jpeg;
  return cv::imdecode(std::vector<unsigned char>(jpeg.begin(), jpeg.end()), cv::IMREAD_COLOR);
}

/// A quarter of the values: about a twentieth of the light.
inline cv::Mat dark(const cv::Mat& picture) {
  cv::Mat result;
  picture.convertTo(result, CV_8U, 0.25, 0);
  return result;
}

/// So much light that nothing but a hint remains below white.
inline cv::Mat light(const cv::Mat& picture) {
  cv::Mat result;
  picture.convertTo(result, CV_8U, 0.04, 244.8);
  return result;
}

/// Turned by any angle; black where nothing was.
inline cv::Mat rotated(const cv::Mat& picture, labeling::Random& random) {
  const double angle = random.real(0, 360);
  const cv::Point2f middle(static_cast<float>(picture.cols) / 2,
                           static_cast<float>(picture.rows) / 2);
  cv::Mat turn = cv::getRotationMatrix2D(middle, angle, 1);
  const cv::Rect bounds =
      cv::RotatedRect(middle, picture.size(), static_cast<float>(angle)).boundingRect();
  turn.at<double>(0, 2) += bounds.width / 2.0 - middle.x;
  turn.at<double>(1, 2) += bounds.height / 2.0 - middle.y;
  cv::Mat result;
  cv::warpAffine(picture, result, turn, bounds.size(), cv::INTER_LINEAR);
  return result;
}

/// 50 to 80 % of width and height, from anywhere.
inline cv::Mat cropped(const cv::Mat& picture, labeling::Random& random) {
  const int width = cvRound(picture.cols * random.real(0.5, 0.8));
  const int height = cvRound(picture.rows * random.real(0.5, 0.8));
  return picture({random.between(0, picture.cols - width), random.between(0, picture.rows - height),
                  width, height})
      .clone();
}

/// Scaled, and saved as a JPEG of low quality.
inline cv::Mat encodedAgain(const cv::Mat& picture, labeling::Random& random) {
  cv::Mat scaled;
  const double scale = random.real(0.4, 1.1);
  cv::resize(picture, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  std::vector<unsigned char> bytes;
  cv::imencode(".jpg", scaled, bytes, {cv::IMWRITE_JPEG_QUALITY, random.between(20, 60)});
  return cv::imdecode(bytes, cv::IMREAD_COLOR);
}

}  // namespace touchstone::defects
