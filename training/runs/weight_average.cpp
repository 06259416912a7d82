#include "training/runs/weight_average.h"

#include "training/runs/optimizer_state.h"
#include "training/weights/state_dict.h"

#include <algorithm>

namespace touchstone::training {

namespace {

const std::string prefix = "average.";
const std::string stepsName = "average.steps";

}  // namespace

WeightAverage::WeightAverage(std::shared_ptr<Network> average, const Network& network, double decay)
    : average_(std::move(average)), decay_(decay) {
  const torch::NoGradGuard noGradient;
  auto own = tensorsOf(*average_);
  for (const auto& [name, tensor] : tensorsOf(network)) {
    own.at(name).copy_(tensor);
  }
  average_->eval();
}

void WeightAverage::follow(const Network& network) {
  const torch::NoGradGuard noGradient;
  const auto steps = static_cast<double>(++steps_);
  const double decay = std::min(decay_, (1 + steps) / (10 + steps));
  const auto learning = network.named_parameters();
  for (const auto& own : average_->named_parameters()) {
    own.value().data().lerp_(learning[own.key()].data(), 1 - decay);
  }
  const auto buffers = network.named_buffers();
  for (const auto& own : average_->named_buffers()) {
    own.value().data().copy_(buffers[own.key()]);
  }
}

void WeightAverage::addTo(WeightFile& file) const {
  for (const auto& [name, tensor] : tensorsOf(*average_)) {
    file.tensors[prefix + name] = dataOf(tensor);
  }
  file.tensors[stepsName] = {{}, std::vector<std::int64_t>{steps_}};
}

Status WeightAverage::restore(const WeightFile& file) {
  std::map<std::string, torch::Tensor> targets;
  for (const auto& [name, tensor] : tensorsOf(*average_)) {
    targets[prefix + name] = tensor;
  }
  auto steps = torch::zeros({}, torch::kLong);
  targets[stepsName] = steps;
  return copyTensors(file, targets).transform([&](Nothing) {
    steps_ = steps.item<std::int64_t>();
    return Nothing{};
  });
}

}  // namespace touchstone::training
