#pragma once

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>

#include <vector>

namespace touchstone::training {

/// A convolution without bias and the batch normalisation behind it. The module that owns it
/// registers both under torchvision's names.
class NormalisedConvolution {
public:
  struct Layout {
    int in = 0;
    int out = 0;
    int kernel = 1;
    int stride = 1;
    int groups = 1;
    bool padded = true;      ///< by kernel / 2 on every side, which keeps the size
    bool normalised = true;  ///< else the convolution stands alone, with offsets
    double epsilon = 1e-5;   ///< of the normalisation
    double momentum = 0.1;   ///< by which its running statistics follow
  };
  explicit NormalisedConvolution(const Layout& layout);

  torch::Tensor operator()(const torch::Tensor& input);

  /// Makes the normalisation (with its running statistics) part of the convolution: the same
  /// results in half the time. The state dict is of no use afterwards.
  void fold();
  /// Keeps the normalisation (its statistics, factors and offsets) as it is while the filters
  /// learn: from then on they are multiplied by its factors at each step, which takes half the time
  /// of normalising the maps. The state dict stays as it is.
  void freeze();
  /// Sets the number that is added to the variances.
  void setEpsilon(double epsilon) { normalisation->options.eps(epsilon); }

  torch::nn::Conv2d convolution;
  torch::nn::BatchNorm2d normalisation;

private:
  enum class Use { Apart, Frozen, Alone };

  [[nodiscard]] torch::Tensor factors() const;

  int padding_;
  Use use_;
};

/// A module with normalised convolutions of its own.
class NormalisedModule {
public:
  virtual ~NormalisedModule() = default;
  /// Returns them, its children's not counted.
  virtual std::vector<NormalisedConvolution*> normalisedConvolutions() = 0;
};

/// Returns the normalised convolutions of a module and of all its descendants.
[[nodiscard]] std::vector<NormalisedConvolution*> normalisedConvolutionsOf(
    torch::nn::Module& module);

}  // namespace touchstone::training
