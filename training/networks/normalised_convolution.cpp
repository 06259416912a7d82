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

void NormalisedConvolution::fold() {
  torch::NoGradGuard noGradient;
  const auto scale = normalisation->weight /
                     torch::sqrt(normalisation->running_var + normalisation->options.eps());
  convolution->weight.mul_(scale.view({-1, 1, 1, 1}));
  convolution->bias = normalisation->bias - normalisation->running_mean * scale;
  folded_ = true;
}

}  // namespace touchstone::training
