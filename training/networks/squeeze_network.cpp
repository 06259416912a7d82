#include "training/networks/squeeze_network.h"

#include <torch/nn/functional/pooling.h>
#include <torch/nn/init.h>

#include <array>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;
namespace functional = torch::nn::functional;

/// A fire module: its place in torchvision's list, its stage, and its channels.
struct FireRow {
  int place;
  int stage;
  int in;
  int squeezed;
  int expanded;  ///< of the 1×1 and of the 3×3 convolution each
};

constexpr std::array<FireRow, 8> rows = {{{3, 1, 64, 16, 64},
                                          {4, 1, 128, 16, 64},
                                          {6, 2, 128, 32, 128},
                                          {7, 2, 256, 32, 128},
                                          {9, 3, 256, 48, 192},
                                          {10, 3, 384, 48, 192},
                                          {11, 3, 384, 64, 256},
                                          {12, 3, 512, 64, 256}}};
constexpr int stemChannels = 64;
constexpr int lastChannels = 512;

/// Few 1×1 convolutions whose maps 1×1 and 3×3 convolutions look at, side by side.
class Fire : public nn::Module {
public:
  explicit Fire(const FireRow& row)
      : squeeze_(
            register_module("squeeze", nn::Conv2d(nn::Conv2dOptions(row.in, row.squeezed, 1)))),
        point_(register_module("expand1x1",
                               nn::Conv2d(nn::Conv2dOptions(row.squeezed, row.expanded, 1)))),
        square_(register_module(
            "expand3x3", nn::Conv2d(nn::Conv2dOptions(row.squeezed, row.expanded, 3).padding(1)))) {
  }

  torch::Tensor forward(const torch::Tensor& input) {
    const auto squeezed = squeeze_(input).relu_();
    return torch::cat({point_(squeezed).relu_(), square_(squeezed).relu_()}, 1);
  }

private:
  nn::Conv2d squeeze_;
  nn::Conv2d point_;
  nn::Conv2d square_;
};

torch::Tensor pooled(const torch::Tensor& input) {
  return functional::max_pool2d(input,
                                functional::MaxPool2dFuncOptions(3).stride(2).ceil_mode(true));
}

}  // namespace

SqueezeNetwork::SqueezeNetwork(int classes)
    : stem_(nn::Conv2dOptions(3, stemChannels, 3).stride(2)),
      dropout_(0.5),
      head_(nn::Conv2dOptions(lastChannels, classes, 1)) {
  auto features = std::make_shared<nn::Module>("features");
  features->register_module("0", stem_);
  for (const FireRow& row : rows) {
    fires_.push_back(
        features->register_module(std::to_string(row.place), std::make_shared<Fire>(row)));
  }
  register_module("features", features);
  for (const auto& item : features->named_parameters()) {
    if (item.value().dim() == 4) {
      nn::init::kaiming_uniform_(item.value());
    } else {
      nn::init::zeros_(item.value());
    }
  }
  nn::init::normal_(head_->weight, 0, 0.01);
  nn::init::zeros_(head_->bias);
  auto classifier = std::make_shared<nn::Module>("classifier");
  classifier->register_module("1", head_);
  register_module("classifier", classifier);
  register_module("dropout", dropout_);
}

torch::Tensor SqueezeNetwork::runStage(int stage, const torch::Tensor& input) {
  if (stage == 0) {
    return stem_(input).relu_();
  }
  auto maps = pooled(input);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].stage == stage) {
      maps = std::static_pointer_cast<Fire>(fires_[i])->forward(maps);
    }
  }
  return maps;
}

std::vector<std::string> SqueezeNetwork::stagePrefixes(int stage) const {
  if (stage == 0) {
    return {"features.0."};
  }
  std::vector<std::string> prefixes;
  for (const FireRow& row : rows) {
    if (row.stage == stage) {
      prefixes.push_back("features." + std::to_string(row.place) + ".");
    }
  }
  return prefixes;
}

torch::Tensor SqueezeNetwork::classify(const torch::Tensor& embedded) {
  return classifyMaps(embedded.unsqueeze(2).unsqueeze(3));
}

torch::Tensor SqueezeNetwork::classifyMaps(const torch::Tensor& maps) {
  return head_(dropout_(maps)).relu_().mean({2, 3});
}

}  // namespace touchstone::training
