#pragma once

#include "training/segmentation/convolution_pair.h"
#include "training/segmentation/segmentation_network.h"

#include <torch/nn/modules/conv.h>

#include <vector>

namespace touchstone::training {

/// U-Net as in figure 1 of its paper: pairs of convolutions with pooling between them down, and
/// up-convolutions with the maps of the way down beside them up. Names: down.0.0.weight …,
/// rise.0.weight, up.0.0.weight …, head.weight; the first ones are at the coarse end on the way up.
class PlainUNetwork : public SegmentationNetwork {
public:
  explicit PlainUNetwork(const SegmenterLayout& layout);

  torch::Tensor forward(const torch::Tensor& pictures) override;
  [[nodiscard]] int border() const override;
  [[nodiscard]] int inputSide(int answerSide) const override;
  [[nodiscard]] int coarsestStride() const override { return 1 << layout_.poolings; }

private:
  SegmenterLayout layout_;
  std::vector<std::shared_ptr<ConvolutionPair>> down_;
  std::vector<torch::nn::ConvTranspose2d> rise_;
  std::vector<std::shared_ptr<ConvolutionPair>> up_;
  torch::nn::Conv2d head_;
};

}  // namespace touchstone::training
