#pragma once

#include "training/networks/pyramid_body.h"
#include "training/segmentation/segmenter_layout.h"

#include <torch/nn/module.h>

#include <memory>

namespace touchstone::training {

/// A network that says of which class each pixel is.
class SegmentationNetwork : public torch::nn::Module {
public:
  /// Returns N×classes×H'×W' logits of the middle of N×3×H×W normalised pictures: `border()` pixels
  /// less on every side. H and W are among those that inputSide() returns.
  virtual torch::Tensor forward(const torch::Tensor& pictures) = 0;

  /// Returns by how many pixels the answer is smaller on each side.
  [[nodiscard]] virtual int border() const = 0;
  /// Returns the smallest side of pictures whose answers have at least that side.
  [[nodiscard]] virtual int inputSide(int answerSide) const = 0;
  /// Returns the pixels of the picture per pixel of the coarsest maps.
  [[nodiscard]] virtual int coarsestStride() const = 0;
  /// Returns the backbone, or nullptr.
  [[nodiscard]] virtual PyramidBody* body() { return nullptr; }
};

/// Returns a network with random weights, from Torch's generator; in eval mode.
std::shared_ptr<SegmentationNetwork> makeSegmenter(const SegmenterLayout& layout);

}  // namespace touchstone::training
