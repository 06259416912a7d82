#pragma once

#include <torch/types.h>

namespace touchstone::training {

/// How boxes that a network knows are assigned to the objects of a picture.
struct MatchRule {
  double object = 0.5;      ///< from this intersection over union on a box shows an object …
  double background = 0.5;  ///< … and below this one background; between them it does not count
  bool bestOfEach = false;  ///< the boxes that overlap an object most show it, however little
};

constexpr std::int64_t backgroundMatch = -1;
constexpr std::int64_t uncertainMatch = -2;

/// Returns for each of N boxes the object that it overlaps most, backgroundMatch or uncertainMatch,
/// from the M×N intersections over unions of M ≥ 1 objects with the boxes.
[[nodiscard]] torch::Tensor matchedObjects(const torch::Tensor& overlaps, const MatchRule& rule);

}  // namespace touchstone::training
