#pragma once

#include "training/networks/normalised_convolution.h"

namespace touchstone::training {

/// Two 3×3 convolutions, each with ReLU, and normalised where wanted: "0.weight", "1.weight" (the
/// normalisation) … or, without normalisation, "0.weight", "1.weight". Filters begin as the paper
/// of U-Net says (He et al. 2015).
class ConvolutionPair : public torch::nn::Module, public NormalisedModule {
public:
  struct Layout {
    int in = 0;
    int out = 0;
    bool padded = true;
    bool normalised = true;
  };
  explicit ConvolutionPair(const Layout& layout);

  torch::Tensor forward(const torch::Tensor& input);
  std::vector<NormalisedConvolution*> normalisedConvolutions() override {
    return {&first_, &second_};
  }

private:
  NormalisedConvolution first_;
  NormalisedConvolution second_;
};

}  // namespace touchstone::training
