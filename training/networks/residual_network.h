#pragma once

#include "training/networks/network.h"
#include "training/networks/normalised_convolution.h"

#include <torch/nn/modules/container/sequential.h>

#include <array>

namespace touchstone::training {

/// What tells one ResNet from another.
struct ResidualLayout {
  std::array<int, 4> blocks;  ///< per layer
  int width = 64;             ///< channels of the first layer
  bool bottlenecks = false;   ///< blocks are of three convolutions
  bool fineStem = false;  ///< 3×3 without pooling, for pictures of few pixels: strides 2 … 16
};

/// ResNet (He et al. 2015) with torchvision's names: conv1, bn1, layer1.0.conv1 …
class ResidualNetwork : public Network, public NormalisedModule {
public:
  ResidualNetwork(const ResidualLayout& layout, int classes);

  [[nodiscard]] int stageCount() const override { return 5; }
  torch::Tensor runStage(int stage, const torch::Tensor& input) override;
  [[nodiscard]] std::vector<std::string> stagePrefixes(int stage) const override;
  [[nodiscard]] std::vector<int> describingStages() const override { return {3, 4}; }
  [[nodiscard]] std::vector<int> describingWidths() const override {
    return {4 * width_, 8 * width_};
  }
  [[nodiscard]] std::string headName() const override { return "fc"; }
  [[nodiscard]] const torch::Tensor& headWeight() const override { return fc_->weight; }
  std::vector<NormalisedConvolution*> normalisedConvolutions() override { return {&stem_}; }
  torch::Tensor classify(const torch::Tensor& pooled) override { return fc_(pooled); }

private:
  int width_;  ///< of the first layer's output
  bool fineStem_;
  NormalisedConvolution stem_;
  std::vector<torch::nn::Sequential> layers_;
  torch::nn::Linear fc_;
};

}  // namespace touchstone::training
