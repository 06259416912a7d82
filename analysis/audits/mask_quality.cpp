#include "analysis/audits/mask_quality.h"

#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/mask_regions.h"
#include "labeling/result.h"

#include <algorithm>
#include <map>
#include <utility>

namespace touchstone::analysis {
namespace {

void requireOneSize(const cv::Mat1b& labels, std::span<const cv::Mat1f> probabilities) {
  require(std::all_of(probabilities.begin(), probabilities.end(),
                      [&](const cv::Mat1f& one) { return one.size() == labels.size(); }),
          "labels and probabilities have one size");
}

int likeliestAt(cv::Point place, std::span<const cv::Mat1f> probabilities) {
  const auto best =
      std::max_element(probabilities.begin(), probabilities.end(),
                       [&](const cv::Mat1f& a, const cv::Mat1f& b) { return a(place) < b(place); });
  return static_cast<int>(best - probabilities.begin());
}

/// Returns where the mask is set the mean of a picture.
double meanWithin(const labeling::Mask& mask, const cv::Mat1f& picture) {
  const cv::Rect bounds = labeling::pixelBoundsOf(mask);
  return cv::mean(picture(bounds), labeling::pixelsOf(mask, bounds))[0];
}

}  // namespace

cv::Mat1f pixelQuality(const cv::Mat1b& labels, std::span<const cv::Mat1f> probabilities) {
  requireOneSize(labels, probabilities);
  cv::Mat1f quality(labels.size(), 1.0F);
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (labels(y, x) < probabilities.size()) {
        quality(y, x) = probabilities[labels(y, x)](y, x);
      }
    }
  }
  return quality;
}

void addPixels(const cv::Mat1f& quality,
               const cv::Mat1b& labels,
               int classes,
               SoftMinimum& minimum) {
  for (int y = 0; y < quality.rows; ++y) {
    for (int x = 0; x < quality.cols; ++x) {
      if (labels(y, x) < classes) {
        minimum.add(static_cast<double>(quality(y, x)));
      }
    }
  }
}

std::vector<DoubtfulRegion> doubtfulRegions(const cv::Mat1b& labels,
                                            std::span<const cv::Mat1f> probabilities,
                                            const DoubtfulRegionOptions& options) {
  const cv::Mat1f quality = pixelQuality(labels, probabilities);
  std::map<std::pair<int, int>, cv::Mat1b> doubtful;  // by given and suggested class
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (static_cast<double>(quality(y, x)) < options.quality) {
        cv::Mat1b& pixels = doubtful[{labels(y, x), likeliestAt({x, y}, probabilities)}];
        if (pixels.empty()) {
          pixels = cv::Mat1b(labels.size(), std::uint8_t{0});
        }
        pixels(y, x) = 255;
      }
    }
  }
  std::vector<DoubtfulRegion> regions;
  for (const auto& [classes, pixels] : doubtful) {
    for (labeling::Mask& mask : labeling::connectedRegions(labeling::maskOfPixels(pixels))) {
      const double area = labeling::areaOf(mask);
      if (area >= options.pixels && classes.first != classes.second) {
        const double mean = meanWithin(mask, quality);
        regions.push_back({.mask = std::move(mask),
                           .given = classes.first,
                           .suggested = classes.second,
                           .quality = mean,
                           .pixels = area});
      }
    }
  }
  std::stable_sort(regions.begin(), regions.end(),
                   [](const DoubtfulRegion& a, const DoubtfulRegion& b) {
                     return a.pixels * (1 - a.quality) > b.pixels * (1 - b.quality);
                   });
  return regions;
}

}  // namespace touchstone::analysis
