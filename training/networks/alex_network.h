#pragma once

#include "training/networks/network.h"

#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/dropout.h>

namespace touchstone::training {

/// AlexNet of one tower (Krizhevsky 2014) with torchvision's names: features.0.weight …
/// classifier.6.bias. Its stages give maps at strides 4, 8, 16, 16 and 32.
class AlexNetwork : public Network {
public:
  explicit AlexNetwork(int classes);

  [[nodiscard]] int stageCount() const override { return 5; }
  torch::Tensor runStage(int stage, const torch::Tensor& input) override;
  [[nodiscard]] std::vector<std::string> stagePrefixes(int stage) const override;
  [[nodiscard]] std::vector<int> describingStages() const override { return {3, 4}; }
  [[nodiscard]] std::vector<int> describingWidths() const override { return {256, 4096}; }
  [[nodiscard]] std::string headName() const override { return "classifier.6"; }
  [[nodiscard]] const torch::Tensor& headWeight() const override { return head_->weight; }
  torch::Tensor embed(const torch::Tensor& maps) override;
  torch::Tensor classify(const torch::Tensor& embedded) override { return head_(embedded); }

private:
  std::vector<torch::nn::Conv2d> convolutions_;
  torch::nn::Dropout dropout_;
  torch::nn::Linear first_;
  torch::nn::Linear second_;
  torch::nn::Linear head_;
};

}  // namespace touchstone::training
