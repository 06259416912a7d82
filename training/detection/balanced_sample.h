#pragma once

#include <torch/types.h>

#include <functional>

namespace touchstone::training {

/// Returns 0 … count-1 in an order to draw in, on that device.
using DrawingOrder = std::function<torch::Tensor(std::int64_t count, torch::Device device)>;

/// Draws at random, with Torch's generator.
[[nodiscard]] torch::Tensor randomOrder(std::int64_t count, torch::Device device);

/// How many boxes of a picture the losses look at.
struct SampleSize {
  int boxes = 512;
  double objects = 0.25;  ///< at most this share shows objects; background fills up
};

/// The boxes that were drawn: indices in rising order.
struct BalancedSample {
  torch::Tensor objects;
  torch::Tensor background;

  /// Returns all of them in rising order.
  [[nodiscard]] torch::Tensor all() const;
};

/// Draws boxes of one picture. `labels` has for each box a class from 1 on, 0 for background, or -1
/// when it does not count.
[[nodiscard]] BalancedSample balancedSample(const torch::Tensor& labels,
                                            const SampleSize& size,
                                            const DrawingOrder& order);

}  // namespace touchstone::training
