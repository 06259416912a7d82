#include "training/networks/normalised_convolution.h"

namespace touchstone::training {

NormalisedConvolution::NormalisedConvolution(const Layout& layout)
    : convolution(torch::nn::Conv2dOptions(layout.in, layout.out, layout.kernel)
                      .stride(layout.stride)
                      .padding(layout.padded ? layout.kernel / 2 : 0)
                      .groups(layout.groups)
                      .bias(!layout.normalised)),
      normalisation(
          torch::nn::BatchNorm2dOptions(layout.out).eps(layout.epsilon).momentum(layout.momentum)),
      padding_(layout.padded ? layout.kernel / 2 : 0),
      use_(layout.normalised ? Use::Apart : Use::Alone) {}

torch::Tensor NormalisedConvolution::operator()(const torch::Tensor& input) {
  if (use_ == Use::Alone) {
    return convolution(input);
  }
  if (use_ == Use::Apart) {
    return normalisation(convolution(input));
  }
  const auto scale = factors();
  const auto& options = convolution->options;
  return torch::conv2d(input, convolution->weight * scale.view({-1, 1, 1, 1}),
                       normalisation->bias - normalisation->running_mean * scale, options.stride(),
                       padding_, options.dilation(), options.groups());
}

torch::Tensor NormalisedConvolution::factors() const {
  return normalisation->weight /
         torch::sqrt(normalisation->running_var + normalisation->options.eps());
}

void NormalisedConvolution::fold() {
  if (use_ == Use::Alone) {
    return;
  }
  torch::NoGradGuard noGradient;
  const auto scale = factors();
  convolution->weight.mul_(scale.view({-1, 1, 1, 1}));
  convolution->bias = normalisation->bias - normalisation->running_mean * scale;
  use_ = Use::Alone;
}

void NormalisedConvolution::freeze() {
  normalisation->weight.requires_grad_(false);
  normalisation->bias.requires_grad_(false);
  use_ = use_ == Use::Alone ? Use::Alone : Use::Frozen;
}

std::vector<NormalisedConvolution*> normalisedConvolutionsOf(torch::nn::Module& module) {
  std::vector<NormalisedConvolution*> all;
  const auto add = [&](torch::nn::Module& part) {
    if (auto* normalised = dynamic_cast<NormalisedModule*>(&part)) {
      const auto own = normalised->normalisedConvolutions();
      all.insert(all.end(), own.begin(), own.end());
    }
  };
  add(module);
  for (const auto& descendant : module.modules(false)) {
    add(*descendant);
  }
  return all;
}

}  // namespace touchstone::training
