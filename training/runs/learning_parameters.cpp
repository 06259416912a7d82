#include "training/runs/learning_parameters.h"

#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

constexpr double ratePerStage = 0.7;
constexpr double allUnlocked = 0.3;  ///< progress from which on every stage learns

std::unique_ptr<torch::optim::Optimizer> makeOptimizer(
    LearningMode mode, std::vector<torch::optim::OptimizerParamGroup> groups) {
  if (mode == LearningMode::FromScratch) {
    return std::make_unique<torch::optim::AdamW>(std::move(groups));
  }
  return std::make_unique<torch::optim::SGD>(std::move(groups), torch::optim::SGDOptions(1e-3));
}

std::unique_ptr<torch::optim::OptimizerOptions> optionsFor(LearningMode mode, double weightDecay) {
  if (mode == LearningMode::FromScratch) {
    return std::make_unique<torch::optim::AdamWOptions>(
        torch::optim::AdamWOptions().weight_decay(weightDecay));
  }
  return std::make_unique<torch::optim::SGDOptions>(
      torch::optim::SGDOptions(1e-3).momentum(0.9).nesterov(true).weight_decay(weightDecay));
}

double weightDecayOf(LearningMode mode) {
  switch (mode) {
    case LearningMode::FromScratch:
      return 0.05;
    case LearningMode::PreTraining:
      return 5e-4;
    default:
      return 1e-4;
  }
}

}  // namespace

LearningParameters::LearningParameters(const Network& network, LearningMode mode, int freeze)
    : mode_(mode), freeze_(std::min(freeze, network.stageCount())), stages_(network.stageCount()) {
  // Offsets and the factors of normalisations are few and need no decay (He et al. 2018).
  std::vector<std::vector<torch::Tensor>> matrices(static_cast<std::size_t>(stages_) + 1);
  std::vector<std::vector<torch::Tensor>> vectors(matrices.size());
  for (const auto& item : network.named_parameters()) {
    const int stage = network.stageOf(item.key());
    torch::Tensor parameter = item.value();
    parameter.requires_grad_(stage >= freeze_);
    if (stage >= freeze_) {
      auto& kind = parameter.dim() > 1 ? matrices : vectors;
      kind[static_cast<std::size_t>(stage)].push_back(parameter);
    }
  }
  std::vector<torch::optim::OptimizerParamGroup> groups;
  const auto add = [&](int stage, std::vector<torch::Tensor> parameters, double weightDecay) {
    if (!parameters.empty()) {
      const bool pretrained = mode == LearningMode::FineTuning;
      groups_.push_back(
          {stage, pretrained ? std::pow(ratePerStage, stages_ - stage) : 1, parameters});
      groups.emplace_back(std::move(parameters), optionsFor(mode, weightDecay));
    }
  };
  for (int stage = freeze_; stage <= stages_; ++stage) {
    const auto index = static_cast<std::size_t>(stage);
    add(stage, std::move(matrices[index]), weightDecayOf(mode));
    add(stage, std::move(vectors[index]), 0);
  }
  optimizer_ = makeOptimizer(mode, std::move(groups));
}

void LearningParameters::setRate(double rate) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    optimizer_->param_groups()[i].options().set_lr(rate * groups_[i].factor);
  }
}

void LearningParameters::unlock(double progress) {
  if (mode_ != LearningMode::FineTuning) {
    return;
  }
  const int steps = std::max(1, stages_ - 1 - freeze_);
  for (Group& group : groups_) {
    const double turn = allUnlocked * std::max(0, stages_ - 1 - group.stage) / steps;
    for (torch::Tensor& parameter : group.parameters) {
      parameter.requires_grad_(progress >= turn);
    }
  }
}

}  // namespace touchstone::training
