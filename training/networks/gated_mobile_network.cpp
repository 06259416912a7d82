#include "training/networks/gated_mobile_network.h"

#include "training/networks/normalised_convolution.h"

#include <torch/nn/init.h>

#include <span>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

enum class Activation { Relu, HardSwish };

/// One row of tables 1 and 2 of the paper.
struct BlockRow {
  int kernel;
  int expanded;
  int out;
  bool isGated;
  Activation activation;
  int stride;
};

using enum Activation;
constexpr std::array<BlockRow, 11> smallRows = {{{3, 16, 16, true, Relu, 2},
                                                 {3, 72, 24, false, Relu, 2},
                                                 {3, 88, 24, false, Relu, 1},
                                                 {5, 96, 40, true, HardSwish, 2},
                                                 {5, 240, 40, true, HardSwish, 1},
                                                 {5, 240, 40, true, HardSwish, 1},
                                                 {5, 120, 48, true, HardSwish, 1},
                                                 {5, 144, 48, true, HardSwish, 1},
                                                 {5, 288, 96, true, HardSwish, 2},
                                                 {5, 576, 96, true, HardSwish, 1},
                                                 {5, 576, 96, true, HardSwish, 1}}};
constexpr std::array<BlockRow, 15> largeRows = {{{3, 16, 16, false, Relu, 1},
                                                 {3, 64, 24, false, Relu, 2},
                                                 {3, 72, 24, false, Relu, 1},
                                                 {5, 72, 40, true, Relu, 2},
                                                 {5, 120, 40, true, Relu, 1},
                                                 {5, 120, 40, true, Relu, 1},
                                                 {3, 240, 80, false, HardSwish, 2},
                                                 {3, 200, 80, false, HardSwish, 1},
                                                 {3, 184, 80, false, HardSwish, 1},
                                                 {3, 184, 80, false, HardSwish, 1},
                                                 {3, 480, 112, true, HardSwish, 1},
                                                 {3, 672, 112, true, HardSwish, 1},
                                                 {5, 672, 160, true, HardSwish, 2},
                                                 {5, 960, 160, true, HardSwish, 1},
                                                 {5, 960, 160, true, HardSwish, 1}}};
constexpr int stemChannels = 16;
constexpr int lastExpansion = 6;

std::span<const BlockRow> rowsOf(GatedLayout layout) {
  return layout == GatedLayout::Small ? std::span<const BlockRow>(smallRows)
                                      : std::span<const BlockRow>(largeRows);
}

int lastChannels(GatedLayout layout) {
  return lastExpansion * rowsOf(layout).back().out;
}

int hiddenFeatures(GatedLayout layout) {
  return layout == GatedLayout::Small ? 1024 : 1280;
}

/// The nearest multiple of eight, at least 90 % of the value, as in the authors' code.
int multipleOfEight(int value) {
  const int rounded = std::max(8, (value + 4) / 8 * 8);
  return rounded * 10 < value * 9 ? rounded + 8 : rounded;
}

/// As the authors trained it: statistics move slowly.
NormalisedConvolution::Layout slow(NormalisedConvolution::Layout layout) {
  layout.epsilon = 0.001;
  layout.momentum = 0.01;
  return layout;
}

torch::Tensor activated(torch::Tensor maps, Activation activation) {
  return activation == Relu ? maps.relu_() : torch::hardswish_(maps);
}

/// Convolution, normalisation, activation.
class ConvolutionUnit : public nn::Module, public NormalisedModule {
public:
  ConvolutionUnit(const NormalisedConvolution::Layout& layout, Activation activation)
      : unit_(slow(layout)), activation_(activation) {
    register_module("0", unit_.convolution);
    register_module("1", unit_.normalisation);
  }

  torch::Tensor forward(const torch::Tensor& input) { return activated(unit_(input), activation_); }
  std::vector<NormalisedConvolution*> normalisedConvolutions() override { return {&unit_}; }

private:
  NormalisedConvolution unit_;
  Activation activation_;
};

/// Weighs each channel by what the means of all channels say.
class ChannelGate : public nn::Module {
public:
  explicit ChannelGate(int channels)
      : squeeze_(register_module(
            "fc1", nn::Conv2d(nn::Conv2dOptions(channels, multipleOfEight(channels / 4), 1)))),
        excite_(register_module(
            "fc2", nn::Conv2d(nn::Conv2dOptions(multipleOfEight(channels / 4), channels, 1)))) {}

  torch::Tensor forward(const torch::Tensor& input) {
    const auto squeezed = squeeze_(input.mean({2, 3}, true)).relu_();
    return input * torch::hardsigmoid(excite_(squeezed));
  }

private:
  nn::Conv2d squeeze_;
  nn::Conv2d excite_;
};

/// Expand, filter each channel, weigh the channels, project; the input is added where the shapes
/// allow it.
class GatedBlock : public nn::Module, public NormalisedModule {
public:
  GatedBlock(int in, const BlockRow& row)
      : project_(slow({.in = row.expanded, .out = row.out})),
        adds_(row.stride == 1 && in == row.out) {
    auto block = std::make_shared<nn::Module>("block");
    std::size_t place = 0;
    const auto add = [&](auto module) {
      block->register_module(std::to_string(place++), module);
      parts_.emplace_back(module);
    };
    if (row.expanded != in) {
      add(std::make_shared<ConvolutionUnit>(
          NormalisedConvolution::Layout{.in = in, .out = row.expanded}, row.activation));
    }
    add(std::make_shared<ConvolutionUnit>(NormalisedConvolution::Layout{.in = row.expanded,
                                                                        .out = row.expanded,
                                                                        .kernel = row.kernel,
                                                                        .stride = row.stride,
                                                                        .groups = row.expanded},
                                          row.activation));
    if (row.isGated) {
      add(std::make_shared<ChannelGate>(row.expanded));
    }
    auto project = std::make_shared<nn::Module>("project");
    project->register_module("0", project_.convolution);
    project->register_module("1", project_.normalisation);
    block->register_module(std::to_string(place), project);
    register_module("block", block);
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto maps = input;
    for (auto& part : parts_) {
      maps = part.forward(maps);
    }
    maps = project_(maps);
    return adds_ ? maps + input : maps;
  }
  std::vector<NormalisedConvolution*> normalisedConvolutions() override { return {&project_}; }

private:
  std::vector<nn::AnyModule> parts_;
  NormalisedConvolution project_;
  bool adds_;
};

void initialise(nn::Module& network) {
  for (const auto& module : network.modules(false)) {
    if (auto* convolution = module->as<nn::Conv2d>()) {
      nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut);
      if (convolution->bias.defined()) {
        nn::init::zeros_(convolution->bias);
      }
    } else if (auto* linear = module->as<nn::Linear>()) {
      nn::init::normal_(linear->weight, 0, 0.01);
      nn::init::zeros_(linear->bias);
    }
  }
}

}  // namespace

GatedMobileNetwork::GatedMobileNetwork(GatedLayout layout, int classes)
    : layout_(layout),
      dropout_(0.2),
      hidden_(lastChannels(layout), hiddenFeatures(layout)),
      head_(hiddenFeatures(layout), classes) {
  auto features = std::make_shared<nn::Module>("features");
  const auto add = [&](auto stage) {
    features->register_module(std::to_string(stages_.size()), stage);
    stages_.emplace_back(stage);
  };
  add(std::make_shared<ConvolutionUnit>(
      NormalisedConvolution::Layout{.in = 3, .out = stemChannels, .kernel = 3, .stride = 2},
      HardSwish));
  int in = stemChannels;
  for (const BlockRow& row : rowsOf(layout)) {
    add(std::make_shared<GatedBlock>(in, row));
    in = row.out;
  }
  add(std::make_shared<ConvolutionUnit>(
      NormalisedConvolution::Layout{.in = in, .out = lastChannels(layout)}, HardSwish));
  register_module("features", features);
  auto classifier = std::make_shared<nn::Module>("classifier");
  classifier->register_module("0", hidden_);
  classifier->register_module("3", head_);
  register_module("classifier", classifier);
  register_module("dropout", dropout_);
  initialise(*this);
}

torch::Tensor GatedMobileNetwork::runStage(int stage, const torch::Tensor& input) {
  return stages_[static_cast<std::size_t>(stage)].forward(input);
}

std::vector<std::string> GatedMobileNetwork::stagePrefixes(int stage) const {
  return {"features." + std::to_string(stage) + "."};
}

std::vector<int> GatedMobileNetwork::describingStages() const {
  return {stageCount() - 2, stageCount() - 1};
}

std::vector<int> GatedMobileNetwork::describingWidths() const {
  return {rowsOf(layout_).back().out, hiddenFeatures(layout_)};
}

torch::Tensor GatedMobileNetwork::embed(const torch::Tensor& maps) {
  auto hidden = hidden_(maps.mean({2, 3}));
  return torch::hardswish_(hidden);
}

torch::Tensor GatedMobileNetwork::classify(const torch::Tensor& embedded) {
  return head_(dropout_(embedded));
}

}  // namespace touchstone::training
