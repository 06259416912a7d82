#include "training/networks/residual_network.h"

#include <torch/nn/functional/pooling.h>
#include <torch/nn/init.h>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

/// Two 3×3 convolutions around which the input is added.
class BasicBlock : public nn::Module, public NormalisedModule {
public:
  BasicBlock(int in, int out, int stride)
      : first_({.in = in, .out = out, .kernel = 3, .stride = stride}),
        second_({.in = out, .out = out, .kernel = 3}),
        shortcut_({.in = in, .out = out, .stride = stride}),
        hasShortcut_(stride != 1 || in != out) {
    register_module("conv1", first_.convolution);
    register_module("bn1", first_.normalisation);
    register_module("conv2", second_.convolution);
    register_module("bn2", second_.normalisation);
    if (hasShortcut_) {
      register_module("downsample", nn::Sequential(shortcut_.convolution, shortcut_.normalisation));
    }
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto output = second_(first_(input).relu_());
    output += hasShortcut_ ? shortcut_(input) : input;
    return output.relu_();
  }

  std::vector<NormalisedConvolution*> normalisedConvolutions() override {
    return {&first_, &second_, &shortcut_};
  }

private:
  NormalisedConvolution first_;
  NormalisedConvolution second_;
  NormalisedConvolution shortcut_;
  bool hasShortcut_;
};

/// Reduce, filter, expand fourfold, around which the input is added. The filter strides, as in
/// torchvision (ResNet "V1.5").
class BottleneckBlock : public nn::Module, public NormalisedModule {
public:
  static constexpr int expansion = 4;

  BottleneckBlock(int in, int width, int stride)
      : first_({.in = in, .out = width}),
        second_({.in = width, .out = width, .kernel = 3, .stride = stride}),
        third_({.in = width, .out = width * expansion}),
        shortcut_({.in = in, .out = width * expansion, .stride = stride}),
        hasShortcut_(stride != 1 || in != width * expansion) {
    register_module("conv1", first_.convolution);
    register_module("bn1", first_.normalisation);
    register_module("conv2", second_.convolution);
    register_module("bn2", second_.normalisation);
    register_module("conv3", third_.convolution);
    register_module("bn3", third_.normalisation);
    if (hasShortcut_) {
      register_module("downsample", nn::Sequential(shortcut_.convolution, shortcut_.normalisation));
    }
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto output = third_(second_(first_(input).relu_()).relu_());
    output += hasShortcut_ ? shortcut_(input) : input;
    return output.relu_();
  }

  std::vector<NormalisedConvolution*> normalisedConvolutions() override {
    return {&first_, &second_, &third_, &shortcut_};
  }

private:
  NormalisedConvolution first_;
  NormalisedConvolution second_;
  NormalisedConvolution third_;
  NormalisedConvolution shortcut_;
  bool hasShortcut_;
};

}  // namespace

ResidualNetwork::ResidualNetwork(const ResidualLayout& layout, int classes)
    : width_(layout.width * (layout.bottlenecks ? BottleneckBlock::expansion : 1)),
      fineStem_(layout.fineStem),
      stem_({.in = 3, .out = layout.width, .kernel = layout.fineStem ? 3 : 7, .stride = 2}),
      fc_(nullptr) {
  register_module("conv1", stem_.convolution);
  register_module("bn1", stem_.normalisation);
  int in = layout.width;
  for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
    const int out = layout.width << i;
    nn::Sequential layer;
    for (int block = 0; block < layout.blocks[i]; ++block) {
      const int stride = block == 0 && i > 0 ? 2 : 1;
      if (layout.bottlenecks) {
        layer->push_back(BottleneckBlock(in, out, stride));
      } else {
        layer->push_back(BasicBlock(in, out, stride));
      }
      in = width_ << i;
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
  const auto maps = stem_(input).relu_();
  return fineStem_ ? maps
                   : nn::functional::max_pool2d(
                         maps, nn::functional::MaxPool2dFuncOptions(3).stride(2).padding(1));
}

std::vector<std::string> ResidualNetwork::stagePrefixes(int stage) const {
  if (stage == 0) {
    return {"conv1.", "bn1."};
  }
  return {"layer" + std::to_string(stage) + "."};
}

}  // namespace touchstone::training
