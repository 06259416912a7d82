#include "training/explain/class_activation.h"

#include <torch/autograd.h>

namespace touchstone::training {

torch::Tensor stageMaps(Network& network, const torch::Tensor& input, int stage) {
  torch::Tensor maps = input;
  for (int i = 0; i <= stage; ++i) {
    maps = network.runStage(i, maps);
  }
  return maps;
}

torch::Tensor classActivation(Network& network,
                              const torch::Tensor& input,
                              const std::vector<std::int64_t>& classes) {
  torch::Tensor maps;
  {
    const torch::NoGradGuard noGradient;
    maps = stageMaps(network, input, network.stageCount() - 1);
  }
  const torch::AutoGradMode gradients(true);
  maps = maps.detach().requires_grad_();
  // Heads may work in place; the maps themselves have to stay.
  const auto logits = network.classifyMaps(maps * 1);
  const auto chosen = torch::tensor(classes).to(logits.device()).unsqueeze(1);
  const auto gradient = torch::autograd::grad({logits.gather(1, chosen).sum()}, {maps}).front();
  const auto weights = gradient.mean({2, 3}, true);
  const auto activation = (weights * maps.detach()).sum(1).relu();
  const auto strongest = activation.amax({1, 2}, true);
  return activation / strongest.clamp_min(std::numeric_limits<float>::min());
}

}  // namespace touchstone::training
