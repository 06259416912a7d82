#pragma once

#include "training/networks/backbones.h"

#include <torch/types.h>

#include <vector>

namespace touchstone::training {

constexpr int regionBins = 7;  ///< per side of a region

/// Reads regions out of a pyramid, each from the level on which it is about 14 pixels wide (Lin et
/// al. 2017, equation 1: one of 224 pixels at stride 16). `regions` has the boxes of each picture,
/// together R; `maps` begins with those of `levels`. Returns R×C×7×7.
[[nodiscard]] torch::Tensor readRegions(const std::vector<torch::Tensor>& maps,
                                        const std::vector<PyramidStage>& levels,
                                        const std::vector<torch::Tensor>& regions);

}  // namespace touchstone::training
