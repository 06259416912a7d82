#pragma once

#include <torch/nn/module.h>

namespace touchstone::training {

/// Lays out the filters as the pictures are, a pixel's channels side by side, so that no step has
/// to turn one into the other.
void keepChannelsLast(torch::nn::Module& network);

/// Returns whether all parameters are numbers.
[[nodiscard]] bool isFinite(const torch::nn::Module& network);

}  // namespace touchstone::training
