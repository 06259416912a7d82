#include "analysis/images/picture_sketch.h"

#include "analysis/images/pillow_picture.h"

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <numbers>

namespace touchstone::analysis {
namespace {

constexpr int longestSide = 320;
/// Smaller pictures are enlarged: a patch of a point has 31 pixels.
constexpr int smallestLongSide = 200;
constexpr int comparedSide = 128;
constexpr int mostPoints = 500;
/// Side of the patch that a point's description is of; nothing smaller has points.
constexpr int patch = 31;

/// Returns the picture with its longer side brought into that range.
cv::Mat resized(const cv::Mat& grey, int least, int most) {
  const int side = std::max(grey.cols, grey.rows);
  const int wanted = std::clamp(side, least, most);
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

/// Returns at most `count` points, the strongest of each part and scale of the picture in turn:
/// what is cut out of a picture has its share of them.
std::vector<cv::KeyPoint> spread(std::vector<cv::KeyPoint> points, cv::Size size, int count) {
  constexpr int across = 5;
  std::stable_sort(points.begin(), points.end(),
                   [](const auto& a, const auto& b) { return a.response > b.response; });
  std::map<std::array<int, 3>, int> taken;
  std::vector<std::pair<int, std::size_t>> places;  // place in the part and scale, and which
  for (std::size_t i = 0; i < points.size(); ++i) {
    const int column = static_cast<int>(points[i].pt.x) * across / size.width;
    const int row = static_cast<int>(points[i].pt.y) * across / size.height;
    places.emplace_back(taken[{column, row, points[i].octave}]++, i);
  }
  std::sort(places.begin(), places.end());
  std::vector<cv::KeyPoint> chosen;
  for (const auto& [place, i] : places) {
    if (chosen.size() < static_cast<std::size_t>(count)) {
      chosen.push_back(points[i]);
    }
  }
  return chosen;
}

}  // namespace

cv::Mat shownPart(const cv::Mat& grey) {
  constexpr double plain = 3;
  cv::Mat filled = cv::Mat::zeros(grey.rows + 2, grey.cols + 2, CV_8UC1);
  for (const cv::Point corner :
       {cv::Point(0, 0), cv::Point(grey.cols - 1, 0), cv::Point(0, grey.rows - 1),
        cv::Point(grey.cols - 1, grey.rows - 1)}) {
    cv::floodFill(grey, filled, corner, {}, nullptr, plain, plain,
                  4 | cv::FLOODFILL_MASK_ONLY | cv::FLOODFILL_FIXED_RANGE | (255 << 8));
  }
  // A turned picture is convex, even where what fills up around it runs into dark parts of it.
  std::vector<cv::Point> points;
  cv::findNonZero(255 - filled(cv::Rect(1, 1, grey.cols, grey.rows)), points);
  cv::Mat shown = cv::Mat::zeros(grey.size(), CV_8UC1);
  if (points.empty()) {
    return shown;
  }
  std::vector<cv::Point> hull;
  cv::convexHull(points, hull);
  cv::fillConvexPoly(shown, hull, cv::Scalar(255));
  constexpr int border = 3;  // what is mixed of both sides
  cv::erode(shown, shown, cv::Mat::ones(border, border, CV_8UC1));
  return shown;
}

PictureSketch sketchPicture(const cv::Mat& picture) {
  PictureSketch sketch;
  const cv::Mat grey = resized(pillowGrey(picture), smallestLongSide, longestSide);
  sketch.size = grey.size();
  sketch.grey = resized(grey, 1, comparedSide);
  if (std::min(grey.cols, grey.rows) < patch) {
    return sketch;
  }
  constexpr float pyramidScale = 1.2F;
  constexpr int pyramidLevels = 8;
  constexpr int contrast = 7;
  const auto detector = cv::ORB::create(4 * mostPoints, pyramidScale, pyramidLevels, patch / 2, 0,
                                        2, cv::ORB::HARRIS_SCORE, patch, contrast);
  std::vector<cv::KeyPoint> points;
  cv::Mat descriptions;
  detector->detect(grey, points, shownPart(grey));
  points = spread(std::move(points), grey.size(), mostPoints);
  detector->compute(grey, points, descriptions);
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
