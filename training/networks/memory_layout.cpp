#include "training/networks/memory_layout.h"

#include <algorithm>

namespace touchstone::training {

void keepChannelsLast(torch::nn::Module& network) {
  for (torch::Tensor parameter : network.parameters()) {
    if (parameter.dim() == 4) {
      parameter.set_data(parameter.data().contiguous(torch::MemoryFormat::ChannelsLast));
    }
  }
}

bool isFinite(const torch::nn::Module& network) {
  const auto parameters = network.parameters();
  return std::all_of(parameters.begin(), parameters.end(), [](const torch::Tensor& parameter) {
    return parameter.detach().sum().isfinite().item<bool>();
  });
}

}  // namespace touchstone::training
