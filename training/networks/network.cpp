#include "training/networks/network.h"

#include "labeling/result.h"
#include "training/networks/mobile_network.h"
#include "training/networks/normalised_convolution.h"
#include "training/networks/residual_network.h"

#include <algorithm>
#include <map>

namespace touchstone::training {

torch::Tensor Network::describe(torch::Tensor input) {
  const std::vector<int> wanted = describingStages();
  std::vector<torch::Tensor> pooled;
  for (int stage = 0; stage < stageCount(); ++stage) {
    input = runStage(stage, input);
    if (std::find(wanted.begin(), wanted.end(), stage) != wanted.end()) {
      pooled.push_back(input.mean({2, 3}));
    }
  }
  return torch::cat(pooled, 1);
}

torch::Tensor Network::forward(torch::Tensor input) {
  for (int stage = 0; stage < stageCount(); ++stage) {
    input = runStage(stage, input);
  }
  return classify(input.mean({2, 3}));
}

void Network::foldNormalisation() {
  for (const auto& module : modules()) {
    if (auto* foldable = dynamic_cast<Foldable*>(module.get())) {
      foldable->fold();
    }
  }
}

std::shared_ptr<Network> makeNetwork(const Backbone& backbone, int classes) {
  using Maker = std::shared_ptr<Network> (*)(int);
  static const std::map<std::string_view, Maker> makers = {
      {"mobilenet_v2",
       [](int n) -> std::shared_ptr<Network> { return std::make_shared<MobileNetwork>(n); }},
      {"resnet18",
       [](int n) -> std::shared_ptr<Network> {
         return std::make_shared<ResidualNetwork>(ResidualLayout{{2, 2, 2, 2}, 64}, n);
       }},
      {"resnet18-half",
       [](int n) -> std::shared_ptr<Network> {
         return std::make_shared<ResidualNetwork>(ResidualLayout{{2, 2, 2, 2}, 32}, n);
       }},
  };
  const auto maker = makers.find(backbone.name);
  require(maker != makers.end(), "every row of backbones() has a maker");
  auto network = maker->second(classes);
  network->eval();
  return network;
}

}  // namespace touchstone::training
