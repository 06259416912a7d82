#include "training/segmentation/class_regions.h"

#include "labeling/geometry/mask_raster.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <set>

namespace touchstone::training {

std::vector<ClassRegion> classRegions(const cv::Mat& labels,
                                      const cv::Mat& scores,
                                      int background,
                                      int fewestPixels) {
  std::vector<ClassRegion> regions;
  const std::set<std::uint8_t> classes(labels.begin<std::uint8_t>(), labels.end<std::uint8_t>());
  for (const std::uint8_t label : classes) {
    if (label == background) {
      continue;
    }
    cv::Mat numbers;
    cv::Mat statistics;
    cv::Mat centres;
    const int count =
        cv::connectedComponentsWithStats(labels == label, numbers, statistics, centres, 8, CV_32S);
    std::vector<int> order;
    for (int i = 1; i < count; ++i) {
      if (statistics.at<int>(i, cv::CC_STAT_AREA) >= fewestPixels) {
        order.push_back(i);
      }
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return statistics.at<int>(a, cv::CC_STAT_AREA) > statistics.at<int>(b, cv::CC_STAT_AREA);
    });
    for (const int i : order) {
      const cv::Rect area(
          statistics.at<int>(i, cv::CC_STAT_LEFT), statistics.at<int>(i, cv::CC_STAT_TOP),
          statistics.at<int>(i, cv::CC_STAT_WIDTH), statistics.at<int>(i, cv::CC_STAT_HEIGHT));
      const cv::Mat1b pixels = numbers(area) == i;
      regions.push_back({label, labeling::maskOfPixels(pixels, area.tl(), labels.cols, labels.rows),
                         cv::mean(scores(area), pixels)[0]});
    }
  }
  return regions;
}

}  // namespace touchstone::training
