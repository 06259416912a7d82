#pragma once

#include "training/weights/safetensors.h"

#include <torch/optim/optimizer.h>

#include <map>
#include <string>

namespace touchstone::training {

/// Sets the learning rate of all parameter groups.
void setLearningRate(torch::optim::Optimizer& optimizer, double rate);

/// Puts what AdamW or SGD remembers of each parameter into `file` as "optimizer.N.…", and takes it
/// from there. Error: another set of parameters.
void addOptimizerState(torch::optim::Optimizer& optimizer, WeightFile& file);
Status restoreOptimizerState(torch::optim::Optimizer& optimizer, const WeightFile& file);

/// Copies the named tensors of `file` into `targets`. Error: one is missing or has another shape.
Status copyTensors(const WeightFile& file, const std::map<std::string, torch::Tensor>& targets);

}  // namespace touchstone::training
