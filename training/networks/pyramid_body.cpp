#include "training/networks/pyramid_body.h"

#include "training/networks/normalised_convolution.h"

namespace touchstone::training {

PyramidBody::PyramidBody(const Backbone& backbone, std::vector<PyramidStage> levels)
    : network_(makeNetwork(backbone, 1)), levels_(std::move(levels)) {
  addStages("", *network_);
  const auto children = network_->named_children();
  if (const auto* features = children.find("features")) {
    addStages("features.", **features);
  }
}

void PyramidBody::addStages(const std::string& prefix, const torch::nn::Module& parent) {
  for (const auto& child : parent.named_children()) {
    if (network_->stageOf(prefix + child.key() + ".") <= levels_.back().stage) {
      register_module(child.key(), child.value());
    }
  }
}

std::vector<torch::Tensor> PyramidBody::forward(torch::Tensor input) {
  std::vector<torch::Tensor> maps;
  for (int stage = 0; stage <= levels_.back().stage; ++stage) {
    const torch::AutoGradMode gradient(torch::GradMode::is_enabled() && stage >= frozenStages_);
    input = network_->runStage(stage, input);
    if (stage == levels_[maps.size()].stage) {
      maps.push_back(input);
    }
  }
  return maps;
}

void PyramidBody::freezeStages(int stages) {
  frozenStages_ = stages;
  for (const auto& item : network_->named_parameters()) {
    if (network_->stageOf(item.key()) < stages) {
      torch::Tensor(item.value()).requires_grad_(false);
    }
  }
}

void PyramidBody::freezeNormalisation() {
  for (NormalisedConvolution* convolution : normalisedConvolutionsOf(*network_)) {
    convolution->freeze();
  }
}

}  // namespace touchstone::training
