#pragma once

#include "labeling/geometry/image_size.h"
#include "training/detection/resized_size.h"

#include <torch/types.h>

#include <vector>

namespace touchstone::training {

/// Pictures of different sizes side by side: each lies at the top left of its part of `pixels`.
struct PictureTensor {
  torch::Tensor pixels;  ///< N×3×H×W, normalised
  std::vector<labeling::ImageSize> sizes;
};

/// Normalises RGB pictures (3×H×W in [0, 1], of any sizes) by ImageNet's mean and deviation,
/// resizes them bilinearly as torchvision does, and lays them side by side, with zeros around them
/// up to a multiple of 32 pixels; in memory as `layout` says.
[[nodiscard]] PictureTensor preparedPictures(const std::vector<torch::Tensor>& pictures,
                                             int shorter,
                                             int longer,
                                             torch::MemoryFormat layout);

/// Returns boxes in a picture of size `from` as boxes in the same picture of size `to`.
[[nodiscard]] torch::Tensor resizedBoxes(const torch::Tensor& boxes,
                                         labeling::ImageSize from,
                                         labeling::ImageSize to);

}  // namespace touchstone::training
