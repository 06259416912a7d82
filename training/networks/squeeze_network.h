#pragma once

#include "training/networks/network.h"

#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/dropout.h>

namespace touchstone::training {

/// SqueezeNet 1.1 (Iandola et al. 2016) with torchvision's names: features.0.weight …
/// features.12.expand3x3.bias, classifier.1.weight. Its stages give maps at strides 2, 4, 8 and 16.
/// Its head looks at every place of the maps and cuts below zero before it takes the mean.
class SqueezeNetwork : public Network {
public:
  explicit SqueezeNetwork(int classes);

  [[nodiscard]] int stageCount() const override { return 4; }
  torch::Tensor runStage(int stage, const torch::Tensor& input) override;
  [[nodiscard]] std::vector<std::string> stagePrefixes(int stage) const override;
  [[nodiscard]] std::vector<int> describingStages() const override { return {2, 3}; }
  [[nodiscard]] std::vector<int> describingWidths() const override { return {256, 512}; }
  [[nodiscard]] std::string headName() const override { return "classifier.1"; }
  [[nodiscard]] const torch::Tensor& headWeight() const override { return head_->weight; }
  /// What a head learnt on pooled features must add to every bias so that nothing is cut off.
  [[nodiscard]] double headOffset() const override { return 100; }
  torch::Tensor classify(const torch::Tensor& embedded) override;
  torch::Tensor classifyMaps(const torch::Tensor& maps) override;

private:
  torch::nn::Conv2d stem_;
  std::vector<std::shared_ptr<torch::nn::Module>> fires_;
  torch::nn::Dropout dropout_;
  torch::nn::Conv2d head_;
};

}  // namespace touchstone::training
