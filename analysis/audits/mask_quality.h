#pragma once

#include "analysis/audits/soft_minimum.h"
#include "labeling/geometry/shape.h"

#include <opencv2/core.hpp>

#include <span>
#include <vector>

namespace touchstone::analysis {

/// Returns the quality of each pixel's class, the probability that a model gives it (cleanlab's
/// segmentation.rank). `probabilities` has one picture a class; pixels of no class (255: void) have
/// quality 1.
[[nodiscard]] cv::Mat1f pixelQuality(const cv::Mat1b& labels,
                                     std::span<const cv::Mat1f> probabilities);

/// Adds the pixels that have a class, so that an image can be scored tile by tile.
void addPixels(const cv::Mat1f& quality,
               const cv::Mat1b& labels,
               int classes,
               SoftMinimum& minimum);

/// Connected pixels of one class that a model is sure belong to another one.
struct DoubtfulRegion {
  labeling::Mask mask;
  int given = 0;
  int suggested = 0;   ///< the most probable class of its pixels
  double quality = 1;  ///< mean quality of the pixels, low is suspicious
  double pixels = 0;
};

struct DoubtfulRegionOptions {
  double quality = 0.1;  ///< pixels below are doubtful (cleanlab's threshold)
  double pixels = 16;    ///< smaller regions are noise at the borders of objects
};

/// Returns the regions of doubtful pixels, those with the most doubt (pixels times lack of quality)
/// first. Pixels of a region touch at sides or corners and have one given and one suggested class.
[[nodiscard]] std::vector<DoubtfulRegion> doubtfulRegions(
    const cv::Mat1b& labels,
    std::span<const cv::Mat1f> probabilities,
    const DoubtfulRegionOptions& options = {});

}  // namespace touchstone::analysis
