#include "analysis/images/picture_sketch.h"

#include "analysis/images/pillow_picture.h"

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>
#include <numbers>

namespace touchstone::analysis {
namespace {

constexpr int longestSide = 320;
/// Smaller pictures are enlarged: a patch of a point has 31 pixels.
constexpr int smallestLongSide = 200;
constexpr int mostPoints = 400;
/// Side of the patch that a point's description is of; nothing smaller has points.
constexpr int patch = 31;

cv::Mat reduced(const cv::Mat& grey) {
  const int side = std::max(grey.cols, grey.rows);
  const int wanted = std::clamp(side, smallestLongSide, longestSide);
  if (side == wanted) {
    return grey.clone();
  }
  const double scale = static_cast<double>(wanted) / side;
  const cv::Size size(std::max(cvRound(grey.cols * scale), 1),
                      std::max(cvRound(grey.rows * scale), 1));
  cv::Mat result;
  cv::resize(grey, result, size, 0, 0, wanted < side ? cv::INTER_AREA : cv::INTER_CUBIC);
  return result;
}

/// Returns 0 for what hangs together with a corner and is as plain as what fills up a turned
/// picture, else 255.
cv::Mat shownPart(const cv::Mat& grey) {
  constexpr double plain = 3;
  cv::Mat filled = cv::Mat::zeros(grey.rows + 2, grey.cols + 2, CV_8UC1);
  for (const cv::Point corner :
       {cv::Point(0, 0), cv::Point(grey.cols - 1, 0), cv::Point(0, grey.rows - 1),
        cv::Point(grey.cols - 1, grey.rows - 1)}) {
    cv::floodFill(grey, filled, corner, {}, nullptr, plain, plain,
                  4 | cv::FLOODFILL_MASK_ONLY | cv::FLOODFILL_FIXED_RANGE | (255 << 8));
  }
  cv::Mat shown = 255 - filled(cv::Rect(1, 1, grey.cols, grey.rows));
  constexpr int border = 5;  // what is mixed of both sides
  cv::erode(shown, shown, cv::Mat::ones(border, border, CV_8UC1));
  return shown;
}

}  // namespace

PictureSketch sketchPicture(const cv::Mat& picture) {
  PictureSketch sketch;
  sketch.grey = reduced(pillowGrey(picture));
  sketch.shown = shownPart(sketch.grey);
  if (std::min(sketch.grey.cols, sketch.grey.rows) < patch) {
    return sketch;
  }
  constexpr float pyramidScale = 1.2F;
  constexpr int pyramidLevels = 8;
  constexpr int contrast = 7;
  const auto detector = cv::ORB::create(mostPoints, pyramidScale, pyramidLevels, patch / 2, 0, 2,
                                        cv::ORB::HARRIS_SCORE, patch, contrast);
  std::vector<cv::KeyPoint> points;
  cv::Mat descriptions;
  detector->detectAndCompute(sketch.grey, sketch.shown, points, descriptions);
  for (std::size_t i = 0; i < points.size(); ++i) {
    PicturePoint point{.x = points[i].pt.x,
                       .y = points[i].pt.y,
                       .size = points[i].size,
                       .angle = points[i].angle * std::numbers::pi_v<float> / 180};
    std::memcpy(point.description.data(), descriptions.ptr(static_cast<int>(i)),
                sizeof(point.description));
    sketch.points.push_back(point);
  }
  return sketch;
}

}  // namespace touchstone::analysis
