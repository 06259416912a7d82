#include "training/runs/optimizer_state.h"

#include "training/weights/state_dict.h"

#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>

#include <memory>
#include <sstream>
#include <type_traits>
#include <utility>

namespace touchstone::training {

namespace {

using StateKey = std::decay_t<decltype(std::declval<torch::optim::Optimizer&>().state())>::key_type;

std::vector<torch::Tensor> parametersOf(const torch::optim::Optimizer& optimizer) {
  std::vector<torch::Tensor> parameters;
  for (const auto& group : optimizer.param_groups()) {
    parameters.insert(parameters.end(), group.params().begin(), group.params().end());
  }
  return parameters;
}

/// Returns the key under which an optimizer keeps the state of a parameter: its address, which
/// LibTorch 1 writes as text.
template <class Key>
Key stateKey(const torch::Tensor& parameter) {
  if constexpr (std::is_pointer_v<Key>) {
    return parameter.unsafeGetTensorImpl();
  } else {
    std::ostringstream text;
    text << parameter.unsafeGetTensorImpl();
    return text.str();
  }
}

Error anotherTraining() {
  return {ErrorKind::BadInput,
          {},
          "The checkpoint belongs to another training: its classes or its network differ; start a "
          "new run instead of resuming."};
}

/// Returns the tensor of that name when it has the shape of `like`.
std::optional<torch::Tensor> tensorLike(const WeightFile& file,
                                        const std::string& name,
                                        const torch::Tensor& like) {
  const auto entry = file.tensors.find(name);
  if (entry == file.tensors.end() || entry->second.shape != like.sizes().vec()) {
    return std::nullopt;
  }
  const auto tensor = tensorOf(entry->second);
  // Laid out in memory as the other one: what is computed in another order differs in the last
  // digit.
  auto result = torch::empty_like(like, tensor.scalar_type());
  result.copy_(tensor);
  return result;
}

}  // namespace

void setLearningRate(torch::optim::Optimizer& optimizer, double rate) {
  for (auto& group : optimizer.param_groups()) {
    group.options().set_lr(rate);
  }
}

void addOptimizerState(torch::optim::Optimizer& optimizer, WeightFile& file) {
  const auto parameters = parametersOf(optimizer);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto entry = optimizer.state().find(stateKey<StateKey>(parameters[i]));
    if (entry == optimizer.state().end()) {
      continue;
    }
    const std::string name = "optimizer." + std::to_string(i) + ".";
    if (auto* adam = dynamic_cast<torch::optim::AdamWParamState*>(entry->second.get())) {
      file.tensors[name + "step"] = {{}, std::vector<std::int64_t>{adam->step()}};
      file.tensors[name + "mean"] = dataOf(adam->exp_avg());
      file.tensors[name + "square"] = dataOf(adam->exp_avg_sq());
    } else if (auto* sgd = dynamic_cast<torch::optim::SGDParamState*>(entry->second.get())) {
      file.tensors[name + "momentum"] = dataOf(sgd->momentum_buffer());
    }
  }
}

Status restoreOptimizerState(torch::optim::Optimizer& optimizer, const WeightFile& file) {
  const auto parameters = parametersOf(optimizer);
  const bool isAdam = dynamic_cast<torch::optim::AdamW*>(&optimizer) != nullptr;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string name = "optimizer." + std::to_string(i) + ".";
    if (isAdam) {
      const auto step = file.tensors.find(name + "step");
      const auto mean = tensorLike(file, name + "mean", parameters[i]);
      const auto square = tensorLike(file, name + "square", parameters[i]);
      if (step == file.tensors.end() || !mean || !square) {
        return anotherTraining();
      }
      auto state = std::make_unique<torch::optim::AdamWParamState>();
      state->step(tensorOf(step->second).item<std::int64_t>());
      state->exp_avg(*mean);
      state->exp_avg_sq(*square);
      optimizer.state()[stateKey<StateKey>(parameters[i])] = std::move(state);
    } else {
      // A parameter whose turn to learn has not come has no momentum.
      if (!file.tensors.contains(name + "momentum")) {
        continue;
      }
      const auto momentum = tensorLike(file, name + "momentum", parameters[i]);
      if (!momentum) {
        return anotherTraining();
      }
      auto state = std::make_unique<torch::optim::SGDParamState>();
      state->momentum_buffer(*momentum);
      optimizer.state()[stateKey<StateKey>(parameters[i])] = std::move(state);
    }
  }
  return Nothing{};
}

Status copyTensors(const WeightFile& file, const std::map<std::string, torch::Tensor>& targets) {
  torch::NoGradGuard noGradient;
  for (auto [name, target] : targets) {
    const auto source = tensorLike(file, name, target);
    if (!source) {
      return anotherTraining();
    }
    target.copy_(*source);
  }
  return Nothing{};
}

}  // namespace touchstone::training
