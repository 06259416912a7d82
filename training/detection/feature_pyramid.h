#pragma once

#include <torch/nn/modules/conv.h>

#include <vector>

namespace touchstone::training {

/// Feature pyramid network (Lin et al. 2017): maps of every level of a backbone, all of the same
/// width, to each of which the levels above have been added. Names as in torchvision:
/// inner_blocks.0.0.weight, layer_blocks.0.0.weight …
class FeaturePyramid : public torch::nn::Module {
public:
  /// `channels` are those of the backbone's levels, the finest maps first.
  FeaturePyramid(const std::vector<int>& channels, int width);

  /// Returns N×width×H×W maps for each level, and of the coarsest once more every second pixel.
  std::vector<torch::Tensor> forward(const std::vector<torch::Tensor>& levels);

private:
  std::vector<torch::nn::Conv2d> lateral_;
  std::vector<torch::nn::Conv2d> smoothing_;
};

}  // namespace touchstone::training
