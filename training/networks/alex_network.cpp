#include "training/networks/alex_network.h"

#include <torch/nn/functional/pooling.h>

#include <array>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;
namespace functional = torch::nn::functional;

/// A convolution, its place in torchvision's list, and whether pooling goes before it.
struct ConvolutionRow {
  int place;
  int in;
  int out;
  int kernel;
  int stride;
  int padding;
  bool poolsBefore;
};

constexpr std::array<ConvolutionRow, 5> rows = {{{0, 3, 64, 11, 4, 2, false},
                                                 {3, 64, 192, 5, 1, 2, true},
                                                 {6, 192, 384, 3, 1, 1, true},
                                                 {8, 384, 256, 3, 1, 1, false},
                                                 {10, 256, 256, 3, 1, 1, false}}};
constexpr int gridSide = 6;
constexpr int gridFeatures = 256 * gridSide * gridSide;
constexpr int hiddenFeatures = 4096;

torch::Tensor pooled(const torch::Tensor& input) {
  return functional::max_pool2d(input, functional::MaxPool2dFuncOptions(3).stride(2));
}

}  // namespace

AlexNetwork::AlexNetwork(int classes)
    : dropout_(0.5),
      first_(gridFeatures, hiddenFeatures),
      second_(hiddenFeatures, hiddenFeatures),
      head_(hiddenFeatures, classes) {
  auto features = std::make_shared<nn::Module>("features");
  for (const ConvolutionRow& row : rows) {
    convolutions_.push_back(features->register_module(
        std::to_string(row.place), nn::Conv2d(nn::Conv2dOptions(row.in, row.out, row.kernel)
                                                  .stride(row.stride)
                                                  .padding(row.padding))));
  }
  register_module("features", features);
  auto classifier = std::make_shared<nn::Module>("classifier");
  classifier->register_module("1", first_);
  classifier->register_module("4", second_);
  classifier->register_module("6", head_);
  register_module("classifier", classifier);
  register_module("dropout", dropout_);
}

torch::Tensor AlexNetwork::runStage(int stage, const torch::Tensor& input) {
  const auto place = static_cast<std::size_t>(stage);
  auto maps = convolutions_[place](rows.at(place).poolsBefore ? pooled(input) : input).relu_();
  return place + 1 == rows.size() ? pooled(maps) : maps;
}

std::vector<std::string> AlexNetwork::stagePrefixes(int stage) const {
  return {"features." + std::to_string(rows.at(static_cast<std::size_t>(stage)).place) + "."};
}

torch::Tensor AlexNetwork::embed(const torch::Tensor& maps) {
  const auto grid = functional::adaptive_avg_pool2d(
      maps, functional::AdaptiveAvgPool2dFuncOptions({gridSide, gridSide}));
  const auto hidden = first_(dropout_(grid.contiguous().flatten(1))).relu_();
  return second_(dropout_(hidden)).relu_();
}

}  // namespace touchstone::training
