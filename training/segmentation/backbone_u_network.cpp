#include "training/segmentation/backbone_u_network.h"

#include <algorithm>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

constexpr int fewestChannels = 16;
constexpr int pictureChannels = 3;

/// Returns the strides on the way up.
std::vector<int> wayUp(int coarsest) {
  std::vector<int> strides;
  for (int stride = coarsest / 2; stride >= 1; stride /= 2) {
    strides.push_back(stride);
  }
  return strides;
}

}  // namespace

BackboneUNetwork::BackboneUNetwork(const SegmenterLayout& layout)
    : levels_(layout.backbone->pyramid),
      body_(std::make_shared<PyramidBody>(*layout.backbone, levels_)),
      head_(nullptr) {
  register_module("down", body_);
  const auto up = register_module("up", std::make_shared<nn::Module>("up"));
  int channels = levels_.back().channels;
  for (const int stride : wayUp(coarsestStride())) {
    const auto level = levelAt(stride);
    const int beside = stride == 1 ? pictureChannels : level ? levels_[*level].channels : 0;
    const int wanted = level ? beside : channels / 2;
    const int out = std::clamp(wanted, fewestChannels, layout.width * stride);
    up_.push_back(up->register_module(
        std::to_string(up_.size()),
        std::make_shared<ConvolutionPair>(ConvolutionPair::Layout{channels + beside, out})));
    channels = out;
  }
  head_ = register_module("head", nn::Conv2d(nn::Conv2dOptions(channels, layout.classes, 1)));
}

std::optional<std::size_t> BackboneUNetwork::levelAt(int stride) const {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    if (levels_[i].stride == stride) {
      return i;
    }
  }
  return std::nullopt;
}

torch::Tensor BackboneUNetwork::forward(const torch::Tensor& pictures) {
  const auto levels = body_->forward(pictures);
  auto maps = levels.back();
  std::size_t step = 0;
  for (const int stride : wayUp(coarsestStride())) {
    const auto level = levelAt(stride);
    if (level || stride == 1) {
      const auto& beside = level ? levels[*level] : pictures;
      maps = torch::upsample_nearest2d(maps, beside.sizes().slice(2));
      maps = torch::cat({beside, maps}, 1);
    } else {
      maps =
          torch::upsample_nearest2d(maps, {pictures.size(2) / stride, pictures.size(3) / stride});
    }
    maps = up_[step++]->forward(maps);
  }
  return head_(maps);
}

int BackboneUNetwork::inputSide(int answerSide) const {
  const int stride = coarsestStride();
  return (answerSide + stride - 1) / stride * stride;
}

}  // namespace touchstone::training
