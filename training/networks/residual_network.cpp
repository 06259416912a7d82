#include "training/networks/residual_network.h"

#include <torch/nn/functional/pooling.h>
#include <torch/nn/init.h>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

nn::Conv2d convolution(int in, int out, int kernel, int stride) {
  return nn::Conv2d(
      nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
}

/// Two 3×3 convolutions around which the input is added.
class BasicBlock : public nn::Module {
public:
  BasicBlock(int in, int out, int stride)
      : conv1_(register_module("conv1", convolution(in, out, 3, stride))),
        bn1_(register_module("bn1", nn::BatchNorm2d(out))),
        conv2_(register_module("conv2", convolution(out, out, 3, 1))),
        bn2_(register_module("bn2", nn::BatchNorm2d(out))) {
    if (stride != 1 || in != out) {
      shortcut_ = register_module(
          "downsample", nn::Sequential(convolution(in, out, 1, stride), nn::BatchNorm2d(out)));
    }
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto output = bn1_(conv1_(input)).relu_();
    output = bn2_(conv2_(output));
    output += shortcut_.is_empty() ? input : shortcut_->forward(input);
    return output.relu_();
  }

private:
  nn::Conv2d conv1_;
  nn::BatchNorm2d bn1_;
  nn::Conv2d conv2_;
  nn::BatchNorm2d bn2_;
  nn::Sequential shortcut_{nullptr};
};

}  // namespace

ResidualNetwork::ResidualNetwork(const ResidualLayout& layout, int classes)
    : conv1_(register_module("conv1", convolution(3, layout.width, 7, 2))),
      bn1_(register_module("bn1", nn::BatchNorm2d(layout.width))),
      fc_(nullptr) {
  int in = layout.width;
  for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
    const int out = layout.width << i;
    nn::Sequential layer;
    for (int block = 0; block < layout.blocks[i]; ++block) {
      layer->push_back(BasicBlock(in, out, block == 0 && i > 0 ? 2 : 1));
      in = out;
    }
    layers_.push_back(register_module("layer" + std::to_string(i + 1), layer));
  }
  fc_ = register_module("fc", nn::Linear(in, classes));
  for (const auto& parameter : parameters()) {
    if (parameter.dim() == 4) {
      nn::init::kaiming_normal_(parameter, 0, torch::kFanOut, torch::kReLU);
    }
  }
}

torch::Tensor ResidualNetwork::runStage(int stage, const torch::Tensor& input) {
  if (stage > 0) {
    return layers_[static_cast<std::size_t>(stage - 1)]->forward(input);
  }
  return nn::functional::max_pool2d(bn1_(conv1_(input)).relu_(),
                                    nn::functional::MaxPool2dFuncOptions(3).stride(2).padding(1));
}

std::vector<std::string> ResidualNetwork::stagePrefixes(int stage) const {
  if (stage == 0) {
    return {"conv1.", "bn1."};
  }
  return {"layer" + std::to_string(stage) + "."};
}

void ResidualNetwork::replaceHead(int classes) {
  fc_ = replace_module("fc", nn::Linear(fc_->options.in_features(), classes));
}

}  // namespace touchstone::training
