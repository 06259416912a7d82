#pragma once

#include "training/networks/pyramid_body.h"
#include "training/segmentation/convolution_pair.h"
#include "training/segmentation/segmentation_network.h"

#include <torch/nn/modules/conv.h>

#include <optional>
#include <vector>

namespace touchstone::training {

/// A U-Net whose way down is a backbone. On the way up maps are enlarged twofold, the backbone's of
/// that stride are put beside them, at full size the picture itself, and a pair of convolutions
/// looks at both. Names: down.… as in PyramidBody, up.0.0.weight …, head.weight.
class BackboneUNetwork : public SegmentationNetwork {
public:
  explicit BackboneUNetwork(const SegmenterLayout& layout);

  torch::Tensor forward(const torch::Tensor& pictures) override;
  [[nodiscard]] int border() const override { return 0; }
  [[nodiscard]] int inputSide(int answerSide) const override;
  [[nodiscard]] int coarsestStride() const override { return levels_.back().stride; }
  [[nodiscard]] PyramidBody* body() override { return body_.get(); }

private:
  /// Returns the index of the level of that stride.
  [[nodiscard]] std::optional<std::size_t> levelAt(int stride) const;

  std::vector<PyramidStage> levels_;
  std::shared_ptr<PyramidBody> body_;
  std::vector<std::shared_ptr<ConvolutionPair>> up_;
  torch::nn::Conv2d head_;
};

}  // namespace touchstone::training
