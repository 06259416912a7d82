#include "training/segmentation/border_weights.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace touchstone::training {

namespace {

/// Returns the smallest rectangle around each object.
std::map<int, cv::Rect> boundsOfObjects(const cv::Mat& objects) {
  std::map<int, cv::Rect> bounds;
  for (int y = 0; y < objects.rows; ++y) {
    const int* row = objects.ptr<int>(y);
    for (int x = 0; x < objects.cols;) {
      const int object = row[x];
      const int begin = x;
      while (x < objects.cols && row[x] == object) {
        ++x;
      }
      if (object != 0) {
        bounds[object] |= cv::Rect(begin, y, x - begin, 1);
      }
    }
  }
  return bounds;
}

/// The distances of each pixel to the nearest and the second nearest object.
class NearestTwo {
public:
  explicit NearestTwo(cv::Size size)
      : first_(size, std::numeric_limits<float>::infinity()), second_(first_.clone()) {}

  void add(const cv::Mat1f& distance, const cv::Rect& area) {
    for (int y = 0; y < area.height; ++y) {
      float* first = first_[area.y + y] + area.x;
      float* second = second_[area.y + y] + area.x;
      for (int x = 0; x < area.width; ++x) {
        const float d = distance(y, x);
        second[x] = std::min(second[x], std::max(first[x], d));
        first[x] = std::min(first[x], d);
      }
    }
  }

  [[nodiscard]] float sumAt(int y, int x) const { return first_(y, x) + second_(y, x); }

private:
  cv::Mat1f first_;
  cv::Mat1f second_;
};

}  // namespace

cv::Mat borderWeights(const cv::Mat& objects, const BorderWeightOptions& options) {
  // Farther away the weight is below a millionth.
  const int margin = static_cast<int>(std::ceil(6 * options.reach));
  const cv::Rect whole(0, 0, objects.cols, objects.rows);
  NearestTwo nearest(objects.size());
  for (const auto& [object, bounds] : boundsOfObjects(objects)) {
    const cv::Rect area = cv::Rect(bounds.x - margin, bounds.y - margin, bounds.width + 2 * margin,
                                   bounds.height + 2 * margin) &
                          whole;
    cv::Mat1f distance;
    cv::distanceTransform(objects(area) != object, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    nearest.add(distance, area);
  }
  cv::Mat1f weights(objects.size(), 1.0F);
  for (int y = 0; y < objects.rows; ++y) {
    for (int x = 0; x < objects.cols; ++x) {
      if (objects.at<int>(y, x) == 0) {
        const double share = nearest.sumAt(y, x) / options.reach;
        weights(y, x) += static_cast<float>(options.strength * std::exp(-share * share / 2));
      }
    }
  }
  return weights;
}

}  // namespace touchstone::training
