#include "training/networks/network.h"

#include "labeling/result.h"
#include "training/networks/alex_network.h"
#include "training/networks/gated_mobile_network.h"
#include "training/networks/mobile_network.h"
#include "training/networks/normalised_convolution.h"
#include "training/networks/residual_network.h"
#include "training/networks/squeeze_network.h"

#include <algorithm>
#include <map>

namespace touchstone::training {

namespace {

template <class Kind>
std::shared_ptr<Network> make(int classes) {
  return std::make_shared<Kind>(classes);
}

template <GatedLayout layout>
std::shared_ptr<Network> makeGated(int classes) {
  return std::make_shared<GatedMobileNetwork>(layout, classes);
}

template <ResidualLayout layout>
std::shared_ptr<Network> makeResidual(int classes) {
  return std::make_shared<ResidualNetwork>(layout, classes);
}

}  // namespace

int Network::stageOf(const std::string& parameter) const {
  for (int stage = 0; stage < stageCount(); ++stage) {
    for (const auto& prefix : stagePrefixes(stage)) {
      if (parameter.starts_with(prefix)) {
        return stage;
      }
    }
  }
  return stageCount();
}

torch::Tensor Network::describe(torch::Tensor input) {
  const std::vector<int> wanted = describingStages();
  std::vector<torch::Tensor> parts;
  for (int stage = 0; stage < stageCount(); ++stage) {
    input = runStage(stage, input);
    if (stage + 1 == stageCount()) {
      parts.push_back(embed(input));
    } else if (std::find(wanted.begin(), wanted.end(), stage) != wanted.end()) {
      parts.push_back(input.mean({2, 3}));
    }
  }
  return torch::cat(parts, 1);
}

torch::Tensor Network::forward(torch::Tensor input) {
  for (int stage = 0; stage < stageCount(); ++stage) {
    input = runStage(stage, input);
  }
  return classifyMaps(input);
}

void Network::foldNormalisation() {
  for (NormalisedConvolution* convolution : normalisedConvolutionsOf(*this)) {
    convolution->fold();
  }
}

std::shared_ptr<Network> makeNetwork(const Backbone& backbone, int classes) {
  using Maker = std::shared_ptr<Network> (*)(int);
  static const std::map<std::string_view, Maker> makers = {
      {"alexnet", make<AlexNetwork>},
      {"squeezenet1_1", make<SqueezeNetwork>},
      {"mobilenet_v2", make<MobileNetwork>},
      {"mobilenet_v3_small", makeGated<GatedLayout::Small>},
      {"mobilenet_v3_large", makeGated<GatedLayout::Large>},
      {"resnet18", makeResidual<ResidualLayout{{2, 2, 2, 2}}>},
      {"resnet34", makeResidual<ResidualLayout{{3, 4, 6, 3}}>},
      {"resnet50", makeResidual<ResidualLayout{.blocks = {3, 4, 6, 3}, .bottlenecks = true}>},
      {"resnet18-half", makeResidual<ResidualLayout{.blocks = {2, 2, 2, 2}, .width = 32}>},
      {"resnet18-half-fine",
       makeResidual<ResidualLayout{.blocks = {2, 2, 2, 2}, .width = 32, .fineStem = true}>},
  };
  const auto maker = makers.find(backbone.name);
  require(maker != makers.end(), "every row of backbones() has a maker");
  auto network = maker->second(classes);
  network->eval();
  return network;
}

}  // namespace touchstone::training
