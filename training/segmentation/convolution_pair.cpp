#include "training/segmentation/convolution_pair.h"

#include <torch/nn/init.h>

namespace touchstone::training {

namespace {

NormalisedConvolution::Layout filterLayout(const ConvolutionPair::Layout& layout, int in) {
  return {.in = in,
          .out = layout.out,
          .kernel = 3,
          .padded = layout.padded,
          .normalised = layout.normalised};
}

}  // namespace

ConvolutionPair::ConvolutionPair(const Layout& layout)
    : first_(filterLayout(layout, layout.in)), second_(filterLayout(layout, layout.out)) {
  int place = 0;
  for (NormalisedConvolution* part : {&first_, &second_}) {
    register_module(std::to_string(place++), part->convolution);
    torch::nn::init::kaiming_normal_(part->convolution->weight);
    if (layout.normalised) {
      register_module(std::to_string(place++), part->normalisation);
    } else {
      torch::nn::init::zeros_(part->convolution->bias);
    }
  }
}

torch::Tensor ConvolutionPair::forward(const torch::Tensor& input) {
  return second_(first_(input).relu_()).relu_();
}

}  // namespace touchstone::training
