#include "training/networks/normalised_convolution.h"

namespace touchstone::training {

NormalisedConvolution::NormalisedConvolution(const Layout& layout)
    : convolution(torch::nn::Conv2dOptions(layout.in, layout.out, layout.kernel)
                      .stride(layout.stride)
                      .padding(layout.kernel / 2)
                      .groups(layout.groups)
                      .bias(false)),
      normalisation(
          torch::nn::BatchNorm2dOptions(layout.out).eps(layout.epsilon).momentum(layout.momentum)) {
}

torch::Tensor NormalisedConvolution::operator()(const torch::Tensor& input) {
  if (use_ == Use::Folded) {
    return convolution(input);
  }
  if (use_ == Use::Apart) {
    return normalisation(convolution(input));
  }
  const auto scale = factors();
  const auto& options = convolution->options;
  const auto padding = convolution->weight.size(2) / 2;
  return torch::conv2d(input, convolution->weight * scale.view({-1, 1, 1, 1}),
                       normalisation->bias - normalisation->running_mean * scale, options.stride(),
                       padding, options.dilation(), options.groups());
}

torch::Tensor NormalisedConvolution::factors() const {
  return normalisation->weight /
         torch::sqrt(normalisation->running_var + normalisation->options.eps());
}

void NormalisedConvolution::fold() {
  torch::NoGradGuard noGradient;
  const auto scale = factors();
  convolution->weight.mul_(scale.view({-1, 1, 1, 1}));
  convolution->bias = normalisation->bias - normalisation->running_mean * scale;
  use_ = Use::Folded;
}

void NormalisedConvolution::freeze() {
  normalisation->weight.requires_grad_(false);
  normalisation->bias.requires_grad_(false);
  use_ = Use::Frozen;
}

std::vector<NormalisedConvolution*> normalisedConvolutionsOf(const torch::nn::Module& module) {
  std::vector<NormalisedConvolution*> all;
  for (const auto& descendant : module.modules()) {
    if (auto* normalised = dynamic_cast<NormalisedModule*>(descendant.get())) {
      const auto own = normalised->normalisedConvolutions();
      all.insert(all.end(), own.begin(), own.end());
    }
  }
  return all;
}

}  // namespace touchstone::training
