#pragma once

#include "training/segmentation/segmentation_network.h"
#include "training/segmentation/segmenter.h"

namespace touchstone::training {

/// Returns the layout of the segmenters that are trained here.
[[nodiscard]] SegmenterLayout layoutOf(const SegmenterKind& kind);

/// Returns what the network, in eval mode, says of a picture (8-bit RGB).
[[nodiscard]] SegmentedPicture segmented(SegmentationNetwork& network, const cv::Mat& picture);

}  // namespace touchstone::training
