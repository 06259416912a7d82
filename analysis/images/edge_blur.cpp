#include "analysis/images/edge_blur.h"

#include "analysis/images/pillow_picture.h"
#include "analysis/quantile.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace touchstone::analysis {
namespace {

constexpr int longestSide = 640;
/// The two blurs whose slopes are compared; the first hides the grain.
constexpr double weaker = 1;
constexpr double stronger = 2;
constexpr float leastSlope = 0.5F;  ///< grey values a pixel
/// So many of all pixels are the strongest edges.
constexpr double strongestShare = 0.002;
constexpr std::size_t leastEdges = 50;

cv::Mat reducedGrey(const cv::Mat& picture) {
  cv::Mat grey = pillowGrey(picture);
  const int side = std::max(grey.cols, grey.rows);
  if (side > longestSide) {
    const double scale = static_cast<double>(longestSide) / side;
    const cv::Size size(std::max(cvRound(grey.cols * scale), 1),
                        std::max(cvRound(grey.rows * scale), 1));
    cv::resize(grey, grey, size, 0, 0, cv::INTER_AREA);
  }
  cv::Mat1f values;
  grey.convertTo(values, CV_32F);
  return values;
}

/// The slopes of a blurred picture.
struct Slopes {
  cv::Mat1f x;
  cv::Mat1f y;
  cv::Mat1f steepness;

  Slopes(const cv::Mat& grey, double blur) {
    cv::Mat blurred;
    cv::GaussianBlur(grey, blurred, {0, 0}, blur);
    cv::Sobel(blurred, x, CV_32F, 1, 0, 1, 0.5);
    cv::Sobel(blurred, y, CV_32F, 0, 1, 1, 0.5);
    cv::magnitude(x, y, steepness);
  }

  /// Whether the slope is steepest at this pixel, going across the edge.
  [[nodiscard]] bool isRidge(int row, int column) const {
    const float right = std::abs(x(row, column));
    const float down = std::abs(y(row, column));
    constexpr float diagonal = 2.414F;  // the tangent of 67.5°
    const int dx = down > diagonal * right ? 0 : 1;
    const int dy = right > diagonal * down               ? 0
                   : dx == 0                             ? 1
                   : x(row, column) * y(row, column) > 0 ? 1
                                                         : -1;
    const float here = steepness(row, column);
    return here >= steepness(row + dy, column + dx) && here > steepness(row - dy, column - dx);
  }
};

struct Edge {
  float slope = 0;
  float blurredSlope = 0;
};

std::vector<Edge> strongestEdges(const cv::Mat& grey) {
  const Slopes slopes(grey, weaker);
  const Slopes blurred(grey, stronger);
  std::vector<Edge> edges;
  for (int row = 1; row + 1 < grey.rows; ++row) {
    for (int column = 1; column + 1 < grey.cols; ++column) {
      const float slope = slopes.steepness(row, column);
      if (slope >= leastSlope && slopes.isRidge(row, column)) {
        edges.push_back({slope, blurred.steepness(row, column)});
      }
    }
  }
  const auto wanted = std::max(
      static_cast<std::size_t>(strongestShare * static_cast<double>(grey.total())), leastEdges);
  if (edges.size() > wanted) {
    std::nth_element(edges.begin(), edges.begin() + static_cast<std::ptrdiff_t>(wanted),
                     edges.end(), [](const Edge& a, const Edge& b) { return a.slope > b.slope; });
    edges.resize(wanted);
  }
  return edges;
}

/// Returns the blur of a step whose slope falls by this ratio when it is blurred more strongly.
double blurOf(const Edge& edge) {
  constexpr double most = longestSide;
  const double ratio = std::pow(edge.slope / std::max(edge.blurredSlope, 1e-6F), 2);
  if (ratio <= 1) {
    return most;
  }
  const double variance = (stronger * stronger - ratio * weaker * weaker) / (ratio - 1);
  return std::min(std::sqrt(std::max(variance, 0.0)), most);
}

}  // namespace

double blurOfEdges(const cv::Mat& picture) {
  std::vector<double> blurs;
  for (const Edge& edge : strongestEdges(reducedGrey(picture))) {
    blurs.push_back(blurOf(edge));
  }
  return blurs.empty() ? 0 : quantile(blurs, 0.5);
}

}  // namespace touchstone::analysis
