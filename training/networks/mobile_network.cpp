#include "training/networks/mobile_network.h"

#include <torch/nn/init.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>

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

/// Convolution, normalisation, activation: a Sequential with a plain forward, because Torch cannot
/// put a Sequential itself into another one.
class ConvolutionUnit : public nn::SequentialImpl {
public:
  ConvolutionUnit(int in, int out, int kernel, int stride, int groups) {
    push_back(nn::Conv2d(nn::Conv2dOptions(in, out, kernel)
                             .stride(stride)
                             .padding(kernel / 2)
                             .groups(groups)
                             .bias(false)));
    push_back(nn::BatchNorm2d(out));
    push_back(nn::ReLU6(nn::ReLU6Options(true)));
  }

  torch::Tensor forward(const torch::Tensor& input) { return SequentialImpl::forward(input); }
};

/// Expand, filter each channel, project; the input is added where the shapes allow it.
class InvertedResidual : public nn::Module {
public:
  InvertedResidual(int in, int out, int stride, int expansion) : adds_(stride == 1 && in == out) {
    const int hidden = in * expansion;
    if (expansion != 1) {
      conv_->push_back(ConvolutionUnit(in, hidden, 1, 1, 1));
    }
    conv_->push_back(ConvolutionUnit(hidden, hidden, 3, stride, hidden));
    conv_->push_back(nn::Conv2d(nn::Conv2dOptions(hidden, out, 1).bias(false)));
    conv_->push_back(nn::BatchNorm2d(out));
    register_module("conv", conv_);
  }

  torch::Tensor forward(const torch::Tensor& input) {
    const auto output = conv_->forward(input);
    return adds_ ? input + output : output;
  }

private:
  nn::Sequential conv_;
  bool adds_;
};

}  // namespace

MobileNetwork::MobileNetwork(int classes)
    : dropout_(0.2),
      head_(lastChannels, classes),
      classifier_(std::make_shared<nn::Module>("classifier")) {
  auto features = std::make_shared<nn::Module>("features");
  const auto addStage = [&](nn::AnyModule stage) {
    features->register_module(std::to_string(stages_.size()), stage.ptr());
    stages_.push_back(std::move(stage));
  };
  addStage(nn::AnyModule(ConvolutionUnit(3, stemChannels, 3, 2, 1)));
  int in = stemChannels;
  for (const BlockRow& row : blockRows) {
    for (int i = 0; i < row.repetitions; ++i) {
      addStage(nn::AnyModule(
          InvertedResidual(in, row.channels, i == 0 ? row.stride : 1, row.expansion)));
      in = row.channels;
    }
  }
  addStage(nn::AnyModule(ConvolutionUnit(in, lastChannels, 1, 1, 1)));
  register_module("features", features);
  classifier_->register_module("1", head_);
  register_module("classifier", classifier_);
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

void MobileNetwork::replaceHead(int classes) {
  head_ = classifier_->replace_module("1", nn::Linear(lastChannels, classes));
}

torch::Tensor MobileNetwork::classify(const torch::Tensor& pooled) {
  return head_(dropout_(pooled));
}

}  // namespace touchstone::training
