#include "training/detection/feature_pyramid.h"

#include <torch/nn/init.h>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

/// Registers a convolution as "N.0", as torchvision's lists of blocks do.
nn::Conv2d addBlock(nn::Module& list, std::size_t place, const nn::Conv2dOptions& options) {
  nn::Conv2d convolution(options);
  nn::init::kaiming_uniform_(convolution->weight, 1);
  nn::init::zeros_(convolution->bias);
  auto block = list.register_module(std::to_string(place), std::make_shared<nn::Module>("block"));
  return block->register_module("0", convolution);
}

}  // namespace

FeaturePyramid::FeaturePyramid(const std::vector<int>& channels, int width) {
  const auto inner = register_module("inner_blocks", std::make_shared<nn::Module>("list"));
  const auto layers = register_module("layer_blocks", std::make_shared<nn::Module>("list"));
  for (std::size_t i = 0; i < channels.size(); ++i) {
    lateral_.push_back(addBlock(*inner, i, nn::Conv2dOptions(channels[i], width, 1)));
    smoothing_.push_back(addBlock(*layers, i, nn::Conv2dOptions(width, width, 3).padding(1)));
  }
}

std::vector<torch::Tensor> FeaturePyramid::forward(const std::vector<torch::Tensor>& levels) {
  std::vector<torch::Tensor> result(levels.size());
  torch::Tensor above;
  for (std::size_t i = levels.size(); i-- > 0;) {
    auto maps = lateral_[i](levels[i]);
    if (above.defined()) {
      maps = maps + torch::upsample_nearest2d(above, maps.sizes().slice(2));
    }
    above = maps;
    result[i] = smoothing_[i](maps);
  }
  result.push_back(torch::max_pool2d(result.back(), 1, 2));
  return result;
}

}  // namespace touchstone::training
