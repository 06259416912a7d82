#include "training/networks/mobile_network.h"

#include "training/networks/normalised_convolution.h"

#include <torch/nn/init.h>

#include <array>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

/// One row of table 2 of the paper: expansion, channels, repetitions, first stride.
struct BlockRow {
  int expansion;
  int channels;
  int repetitions;
  int stride;
};

constexpr std::array<BlockRow, 7> blockRows = {{{1, 16, 1, 1},
                                                {6, 24, 2, 2},
                                                {6, 32, 3, 2},
                                                {6, 64, 4, 2},
                                                {6, 96, 3, 1},
                                                {6, 160, 3, 2},
                                                {6, 320, 1, 1}}};
constexpr int stemChannels = 32;
constexpr int lastChannels = 1280;

/// Convolution, normalisation, and ReLU6.
class ConvolutionUnit : public nn::Module, public NormalisedModule {
public:
  explicit ConvolutionUnit(const NormalisedConvolution::Layout& layout) : unit_(layout) {
    register_module("0", unit_.convolution);
    register_module("1", unit_.normalisation);
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto output = unit_(input);
    return torch::hardtanh_(output, 0, 6);
  }
  std::vector<NormalisedConvolution*> normalisedConvolutions() override { return {&unit_}; }

private:
  NormalisedConvolution unit_;
};

/// Expand, filter each channel, project; the input is added where the shapes allow it.
class InvertedResidual : public nn::Module, public NormalisedModule {
public:
  InvertedResidual(int in, int out, int stride, int expansion)
      : project_({.in = in * expansion, .out = out}), adds_(stride == 1 && in == out) {
    const int hidden = in * expansion;
    if (expansion != 1) {
      units_.push_back(std::make_shared<ConvolutionUnit>(
          NormalisedConvolution::Layout{.in = in, .out = hidden}));
    }
    units_.push_back(std::make_shared<ConvolutionUnit>(NormalisedConvolution::Layout{
        .in = hidden, .out = hidden, .kernel = 3, .stride = stride, .groups = hidden}));
    auto conv = std::make_shared<nn::Module>("conv");
    for (std::size_t i = 0; i < units_.size(); ++i) {
      conv->register_module(std::to_string(i), units_[i]);
    }
    conv->register_module(std::to_string(units_.size()), project_.convolution);
    conv->register_module(std::to_string(units_.size() + 1), project_.normalisation);
    register_module("conv", conv);
  }

  torch::Tensor forward(const torch::Tensor& input) {
    auto output = input;
    for (auto& unit : units_) {
      output = unit->forward(output);
    }
    output = project_(output);
    return adds_ ? output + input : output;
  }
  std::vector<NormalisedConvolution*> normalisedConvolutions() override { return {&project_}; }

private:
  std::vector<std::shared_ptr<ConvolutionUnit>> units_;
  NormalisedConvolution project_;
  bool adds_;
};

}  // namespace

MobileNetwork::MobileNetwork(int classes) : dropout_(0.2), head_(lastChannels, classes) {
  auto features = std::make_shared<nn::Module>("features");
  const auto addStage = [&](nn::AnyModule stage) {
    features->register_module(std::to_string(stages_.size()), stage.ptr());
    stages_.push_back(std::move(stage));
  };
  addStage(
      nn::AnyModule(ConvolutionUnit({.in = 3, .out = stemChannels, .kernel = 3, .stride = 2})));
  int in = stemChannels;
  for (const BlockRow& row : blockRows) {
    for (int i = 0; i < row.repetitions; ++i) {
      addStage(nn::AnyModule(
          InvertedResidual(in, row.channels, i == 0 ? row.stride : 1, row.expansion)));
      in = row.channels;
    }
  }
  addStage(nn::AnyModule(ConvolutionUnit({.in = in, .out = lastChannels})));
  register_module("features", features);
  auto classifier = std::make_shared<nn::Module>("classifier");
  classifier->register_module("1", head_);
  register_module("classifier", classifier);
  register_module("dropout", dropout_);
  for (const auto& parameter : parameters()) {
    if (parameter.dim() == 4) {
      nn::init::kaiming_normal_(parameter, 0, torch::kFanOut);
    }
  }
}

torch::Tensor MobileNetwork::runStage(int stage, const torch::Tensor& input) {
  return stages_[static_cast<std::size_t>(stage)].forward(input);
}

std::vector<std::string> MobileNetwork::stagePrefixes(int stage) const {
  return {"features." + std::to_string(stage) + "."};
}

torch::Tensor MobileNetwork::classify(const torch::Tensor& pooled) {
  return head_(dropout_(pooled));
}

}  // namespace touchstone::training
