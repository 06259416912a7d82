#pragma once

#include "training/networks/network.h"

#include <torch/nn/modules/container/any.h>
#include <torch/nn/modules/dropout.h>

namespace touchstone::training {

/// MobileNetV2 of width 1 (Sandler et al. 2018) with torchvision's names: features.0.0.weight …
/// features.18.1.bias, classifier.1.weight.
class MobileNetwork : public Network {
public:
  explicit MobileNetwork(int classes);

  [[nodiscard]] int stageCount() const override { return 19; }
  torch::Tensor runStage(int stage, const torch::Tensor& input) override;
  [[nodiscard]] std::vector<std::string> stagePrefixes(int stage) const override;
  [[nodiscard]] std::vector<int> describingStages() const override { return {13, 16, 18}; }
  [[nodiscard]] std::vector<int> describingWidths() const override { return {96, 160, 1280}; }
  [[nodiscard]] std::string headName() const override { return "classifier.1"; }
  [[nodiscard]] const torch::Tensor& headWeight() const override { return head_->weight; }
  torch::Tensor classify(const torch::Tensor& pooled) override;

private:
  std::vector<torch::nn::AnyModule> stages_;
  torch::nn::Dropout dropout_;
  torch::nn::Linear head_;
};

}  // namespace touchstone::training
