#pragma once

#include "labeling/result.h"
#include "training/networks/backbones.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace touchstone::training {

/// A backbone and the weights it starts from; none: random.
struct StartingPoint {
  const Backbone* backbone = nullptr;
  std::filesystem::path weights;
};

/// Returns the backbone named by `wanted` (a name or a weight file), or, when it is empty, the
/// first one that has weights, or a small one to be trained from random weights. Errors: no such
/// name or file.
Result<StartingPoint> startingPoint(const std::string& wanted);

/// Returns the most accurate of the networks that have weights and compute the features of so many
/// pictures of size×size within `seconds` on this machine, by a few trial steps; the quickest when
/// none does; nothing when none has weights.
[[nodiscard]] std::optional<StartingPoint> startingPointWithin(double seconds,
                                                               std::size_t pictures,
                                                               int size);

}  // namespace touchstone::training
