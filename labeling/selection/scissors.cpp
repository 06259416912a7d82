#include "labeling/selection/scissors.h"

#include "labeling/geometry/ring.h"
#include "labeling/selection/selection_call.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace touchstone::labeling {

struct ScissorsMap::Ways {
  cv::segmentation::IntelligentScissorsMB scissors;
  cv::Rect area;
};

namespace {

// As OpenCV's own example sets them: Canny finds edges of colour, and the limit keeps one strong
// edge nearby from drawing every way to itself.
constexpr double weakEdge = 32;
constexpr double strongEdge = 100;
constexpr float strongestGradient = 200;

cv::Rect squareAround(cv::Point pixel, int reach) {
  return {pixel.x - reach, pixel.y - reach, 2 * reach + 1, 2 * reach + 1};
}

/// Returns the squared strength of the edge at each pixel, the strongest channel counting.
cv::Mat1f edgeStrength(const cv::Mat& pixels) {
  cv::Mat right;
  cv::Mat down;
  cv::Sobel(pixels, right, CV_32F, 1, 0);
  cv::Sobel(pixels, down, CV_32F, 0, 1);
  cv::Mat strength = right.mul(right) + down.mul(down);
  cv::Mat1f strongest(pixels.size(), 0.F);
  for (int channel = 0; channel < pixels.channels(); ++channel) {
    cv::Mat1f one;
    cv::extractChannel(strength, one, channel);
    strongest = cv::max(strongest, one);
  }
  return strongest;
}

}  // namespace

Result<ScissorsMap> ScissorsMap::around(const PictureRegion& region,
                                        Point anchor,
                                        int reach,
                                        std::stop_token stop) {
  if (auto status = checkedRegion(region); !status) {
    return status.error();
  }
  const cv::Point pixel = pixelUnder(anchor);
  if (!pixel.inside(region.area())) {
    return Error{.kind = ErrorKind::BadInput,
                 .file = {},
                 .message = "There is no picture under the pointer; click inside the image."};
  }
  return selectionCall([&]() -> Result<ScissorsMap> {
    auto ways = std::make_shared<Ways>();
    ways->area = squareAround(pixel, std::clamp(reach, 1, 2048)) & region.area();
    ways->scissors.setEdgeFeatureCannyParameters(weakEdge, strongEdge);
    ways->scissors.setGradientMagnitudeMaxLimit(strongestGradient);
    ways->scissors.applyImage(region.pixels(ways->area - region.place));
    if (stop.stop_requested()) {
      return selectionStopped();
    }
    ways->scissors.buildMap(pixel - ways->area.tl());
    return ScissorsMap(std::move(ways));
  });
}

std::vector<Point> ScissorsMap::contourTo(Point point) const {
  const cv::Rect& area = ways_->area;
  const cv::Point pixel = pixelUnder(point);
  const cv::Point target(std::clamp(pixel.x - area.x, 0, area.width - 1),
                         std::clamp(pixel.y - area.y, 0, area.height - 1));
  std::vector<cv::Point> pixels;
  ways_->scissors.getContour(target, pixels);
  std::vector<Point> contour;
  contour.reserve(pixels.size());
  for (const cv::Point& step : pixels) {
    contour.push_back({step.x + area.x + 0.5, step.y + area.y + 0.5});
  }
  return contour;
}

cv::Rect ScissorsMap::area() const {
  return ways_->area;
}

Point strongestEdgeNear(const PictureRegion& region, Point point, int reach) {
  const cv::Point pixel = pixelUnder(point);
  if (!checkedRegion(region) || !pixel.inside(region.area())) {
    return point;
  }
  const cv::Rect area = squareAround(pixel, std::clamp(reach, 0, 64)) & region.area();
  // Sobel reads the pixels around a part of a matrix.
  const cv::Mat1f strength = edgeStrength(region.pixels(area - region.place));
  Point best = point;
  float strongest = 0;
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const Point middle{area.x + x + 0.5, area.y + y + 0.5};
      const float here = strength(y, x);
      const bool nearer = distanceBetween(middle, point) < distanceBetween(best, point);
      if (distanceBetween(middle, point) <= reach + 0.5 &&
          (here > strongest || (here == strongest && strongest > 0 && nearer))) {
        strongest = here;
        best = middle;
      }
    }
  }
  return best;
}

}  // namespace touchstone::labeling
