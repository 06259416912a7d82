#pragma once

#include <torch/types.h>

namespace touchstone::training {

/// How regions are read out of maps.
struct RoiAlignOptions {
  int bins = 7;      ///< per side of the result
  double scale = 1;  ///< pixels of the maps per pixel of the picture
  int samples = 2;   ///< per side of a bin
};

/// RoIAlign (Mask R-CNN, He et al. 2017): returns K×C×bins×bins means of bilinear samples of
/// N×C×H×W maps in K regions, rows of the picture's number in the batch and x0, y0, x1, y1 in its
/// pixels. A region is taken to be at least one pixel of the maps wide and high, samples outside
/// the maps are 0, as in torchvision (with its option `aligned` false). Differentiable in the maps.
[[nodiscard]] torch::Tensor roiAlign(const torch::Tensor& maps,
                                     const torch::Tensor& regions,
                                     const RoiAlignOptions& options);

/// The same by operations on tensors of any device, which is slower on a processor.
[[nodiscard]] torch::Tensor roiAlignByGathering(const torch::Tensor& maps,
                                                const torch::Tensor& regions,
                                                const RoiAlignOptions& options);

}  // namespace touchstone::training
