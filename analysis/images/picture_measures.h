#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <string>

namespace touchstone::analysis {

/// What the picture checks look at: cleanvision's properties of one picture, before they become
/// scores, and the blur of its edges.
struct PictureMeasures {
  int width = 0;
  int height = 0;
  double brightness5 = 0;         ///< 5th percentile of the pixels' perceived brightness, in [0, 1]
  double brightness99 = 0;        ///< 99th percentile
  double entropy = 0;             ///< bits, over the histograms of all channels
  double edgeDeviation = 0;       ///< standard deviation of the edges at 64 pixels
  double histogramDeviation = 0;  ///< standard deviation of the grey histogram at 64 pixels
  double edgeBlur = 0;            ///< of the strongest edges; see blurOfEdges
  bool oneChannel = false;        ///< stored as a grey picture
  bool equalChannels = false;     ///< grey, stored with one channel or with three equal ones
  std::string pixelHash;          ///< equal for equal pixels
  std::uint64_t pictureHash = 0;  ///< imagehash's phash
};

/// Measures a decoded 8-bit grey or BGR picture (cleanvision's image_property.py and
/// duplicate_issue_manager.py; perceived brightness is sqrt(.241 R² + .691 G² + .068 B²) / 255).
[[nodiscard]] PictureMeasures measurePicture(const cv::Mat& picture);

/// Returns imagehash.phash: 32×32 by Lanczos, the 8×8 lowest frequencies of the cosine transform
/// against their median.
[[nodiscard]] std::uint64_t pictureHash(const cv::Mat& picture);

}  // namespace touchstone::analysis
