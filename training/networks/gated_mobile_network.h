#pragma once

#include "training/networks/network.h"

#include <torch/nn/modules/container/any.h>
#include <torch/nn/modules/dropout.h>

namespace touchstone::training {

enum class GatedLayout { Small, Large };

/// MobileNetV3 (Howard et al. 2019), whose blocks weigh their channels by squeeze and excitation,
/// with torchvision's names: features.0.0.weight …, features.4.block.2.fc1.weight,
/// classifier.3.bias.
class GatedMobileNetwork : public Network {
public:
  GatedMobileNetwork(GatedLayout layout, int classes);

  [[nodiscard]] int stageCount() const override { return static_cast<int>(stages_.size()); }
  torch::Tensor runStage(int stage, const torch::Tensor& input) override;
  [[nodiscard]] std::vector<std::string> stagePrefixes(int stage) const override;
  [[nodiscard]] std::vector<int> describingStages() const override;
  [[nodiscard]] std::vector<int> describingWidths() const override;
  [[nodiscard]] std::string headName() const override { return "classifier.3"; }
  [[nodiscard]] const torch::Tensor& headWeight() const override { return head_->weight; }
  torch::Tensor embed(const torch::Tensor& maps) override;
  torch::Tensor classify(const torch::Tensor& embedded) override;

private:
  GatedLayout layout_;
  std::vector<torch::nn::AnyModule> stages_;
  torch::nn::Dropout dropout_;
  torch::nn::Linear hidden_;
  torch::nn::Linear head_;
};

}  // namespace touchstone::training
