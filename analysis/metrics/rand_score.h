#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace touchstone::analysis {

/// How well objects are kept apart. Two pixels are joined when they belong to one segment.
struct RandScore {
  double score = 0;      ///< harmonic mean of the other two; 1 minus the adapted Rand error
  double precision = 0;  ///< share of the pairs joined in the prediction that are joined in truth
  double recall = 0;     ///< share of the pairs joined in truth that are joined in the prediction
};

/// Returns the foreground-restricted Rand score of the ISBI 2012 challenge (Arganda-Carreras et
/// al., "Crowdsourcing the creation of image segmentation algorithms for connectomics", 2015), with
/// which merged and split cells are judged and the width of membranes is not. Segments are numbered
/// from 1; pixels of the true background (0, membranes) do not count, those that are background in
/// the prediction only are segments of one pixel each. Nothing without true segments.
[[nodiscard]] std::optional<RandScore> foregroundRandScore(const cv::Mat1i& truth,
                                                           const cv::Mat1i& predicted);

/// Numbers the connected regions of the pixels that are not 0, from 1; pixels touch at their sides.
[[nodiscard]] cv::Mat1i numberedRegions(const cv::Mat1b& inside);

}  // namespace touchstone::analysis
