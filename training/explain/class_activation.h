#pragma once

#include "training/networks/network.h"

namespace touchstone::training {

/// Returns where the last maps speak for each picture's class: h×w per picture of N×3×H×W
/// (N×h×w), from 0 to 1, the strongest place 1; all zeros where nothing does. Grad-CAM (Selvaraju
/// et al. 2017): the maps of the last stage, weighted by the mean gradient of the class's logit,
/// what is negative cut off. `classes` has an index for each picture.
[[nodiscard]] torch::Tensor classActivation(Network& network,
                                            const torch::Tensor& input,
                                            const std::vector<std::int64_t>& classes);

/// Returns the N×C×h×w maps of one stage.
[[nodiscard]] torch::Tensor stageMaps(Network& network, const torch::Tensor& input, int stage);

}  // namespace touchstone::training
