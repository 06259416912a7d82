#pragma once

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>

namespace touchstone::training {

/// A convolution without bias and the batch normalisation behind it. The module that owns it
/// registers both under torchvision's names.
class NormalisedConvolution {
public:
  /// Padding keeps the size: kernel / 2 on every side.
  struct Layout {
    int in = 0;
    int out = 0;
    int kernel = 1;
    int stride = 1;
    int groups = 1;
    double epsilon = 1e-5;  ///< of the normalisation
    double momentum = 0.1;  ///< by which its running statistics follow
  };
  explicit NormalisedConvolution(const Layout& layout);

  torch::Tensor operator()(const torch::Tensor& input) {
    return folded_ ? convolution(input) : normalisation(convolution(input));
  }

  /// Makes the normalisation (with its running statistics) part of the convolution: the same
  /// results in half the time. The state dict is of no use afterwards.
  void fold();

  torch::nn::Conv2d convolution;
  torch::nn::BatchNorm2d normalisation;

private:
  bool folded_ = false;
};

/// A module with normalised convolutions of its own (its children's not counted).
class Foldable {
public:
  virtual ~Foldable() = default;
  virtual void fold() = 0;
};

}  // namespace touchstone::training
