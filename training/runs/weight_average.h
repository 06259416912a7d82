#pragma once

#include "training/networks/network.h"
#include "training/weights/safetensors.h"

#include <memory>

namespace touchstone::training {

/// A second network whose weights are the exponential moving average of those of one that learns
/// (Polyak and Juditsky 1992): steadier than any single step.
class WeightAverage {
public:
  /// Begins with the weights that `network` has; `average` is a network of the same kind.
  WeightAverage(std::shared_ptr<Network> average, const Network& network, double decay);

  /// Takes a step's weights into account; early steps count more. Buffers are copied.
  void follow(const Network& network);

  [[nodiscard]] Network& network() { return *average_; }
  [[nodiscard]] const Network& network() const { return *average_; }

  /// Adds all that a continuation needs, under names that begin with "average.".
  void addTo(WeightFile& file) const;
  /// Errors: the file is of another training.
  Status restore(const WeightFile& file);

private:
  std::shared_ptr<Network> average_;
  double decay_;
  std::int64_t steps_ = 0;
};

}  // namespace touchstone::training
