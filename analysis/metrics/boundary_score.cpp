#include "analysis/metrics/boundary_score.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::analysis {
namespace {

constexpr double toleratedShare = 0.0075;

/// Returns 0 at the boundary pixels of a class and 255 elsewhere.
cv::Mat1b boundaryOf(const cv::Mat1b& labels,
                     const cv::Mat1b& truth,
                     std::uint8_t labelClass,
                     int classes) {
  static const std::array<cv::Point, 4> sides{{{0, -1}, {-1, 0}, {1, 0}, {0, 1}}};
  cv::Mat1b boundary(labels.size(), std::uint8_t{255});
  const cv::Rect image({0, 0}, labels.size());
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      const cv::Point here(x, y);
      const bool counts = labels(here) == labelClass && truth(here) < classes;
      const bool atBorder =
          counts && std::any_of(sides.begin(), sides.end(), [&](const cv::Point& side) {
            const cv::Point next = here + side;
            return image.contains(next) && truth(next) < classes && labels(next) != labelClass;
          });
      boundary(here) = atBorder ? 0 : 255;
    }
  }
  return boundary;
}

/// Returns the share of one boundary's pixels that are near the other one.
double shareNear(const cv::Mat1b& boundary, const cv::Mat1b& other, double tolerance) {
  cv::Mat1f distance;
  cv::distanceTransform(other, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  const cv::Mat1b near = distance <= tolerance;
  const cv::Mat1b nearHere = near & (boundary == 0);
  return static_cast<double>(cv::countNonZero(nearHere)) /
         static_cast<double>(cv::countNonZero(boundary == 0));
}

}  // namespace

double boundaryScore(const cv::Mat1b& truth,
                     const cv::Mat1b& predicted,
                     std::uint8_t labelClass,
                     int classes) {
  const cv::Mat1b there = boundaryOf(truth, truth, labelClass, classes);
  const cv::Mat1b found = boundaryOf(predicted, truth, labelClass, classes);
  const auto pixels = static_cast<int>(there.total());
  const bool noneThere = cv::countNonZero(there) == pixels;
  const bool noneFound = cv::countNonZero(found) == pixels;
  if (noneThere || noneFound) {
    return noneThere && noneFound ? 1 : 0;
  }
  const double diagonal = std::hypot(truth.cols, truth.rows);
  const double tolerance = std::max(1.0, toleratedShare * diagonal);
  const double precision = shareNear(found, there, tolerance);
  const double recall = shareNear(there, found, tolerance);
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

}  // namespace touchstone::analysis
