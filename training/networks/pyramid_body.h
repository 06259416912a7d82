#pragma once

#include "training/networks/network.h"

#include <memory>
#include <vector>

namespace touchstone::training {

/// The stages of a backbone up to the last level of a pyramid, without its head. Names as
/// torchvision gives them inside a detector: those of the list of features, "0.0.weight", or of the
/// layers, "layer1.0.conv1.weight".
class PyramidBody : public torch::nn::Module {
public:
  /// Random weights, from Torch's generator. `levels` are some of the backbone's, fine to coarse.
  PyramidBody(const Backbone& backbone, std::vector<PyramidStage> levels);

  /// Returns the maps of each level.
  std::vector<torch::Tensor> forward(torch::Tensor input);

  /// Keeps the first stages as they are.
  void freezeStages(int stages);
  /// Keeps all normalisations as they are: see NormalisedConvolution::freeze.
  void freezeNormalisation();

  /// Returns the whole network, to load its weights into.
  [[nodiscard]] Network& network() { return *network_; }

private:
  void addStages(const std::string& prefix, const torch::nn::Module& parent);

  std::shared_ptr<Network> network_;
  std::vector<PyramidStage> levels_;
  int frozenStages_ = 0;
};

}  // namespace touchstone::training
