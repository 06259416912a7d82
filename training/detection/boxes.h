#pragma once

#include <torch/types.h>

namespace touchstone::training {

// Boxes are N×4 tensors of x0, y0, x1, y1 in pixels of the network's picture.

/// Returns the areas of N boxes.
[[nodiscard]] torch::Tensor boxAreas(const torch::Tensor& boxes);

/// Returns the N×M intersections over unions of N boxes with M others. A pair of boxes without area
/// gives a NaN.
[[nodiscard]] torch::Tensor intersectionsOverUnions(const torch::Tensor& boxes,
                                                    const torch::Tensor& others);

/// Returns the largest share of each of N boxes that lies within one of M regions; 0 when M is 0.
[[nodiscard]] torch::Tensor sharesInside(const torch::Tensor& boxes, const torch::Tensor& regions);

/// Returns the boxes cut off at the border of a picture; any shape that ends in ×4.
[[nodiscard]] torch::Tensor clippedTo(const torch::Tensor& boxes,
                                      std::int64_t height,
                                      std::int64_t width);

/// Returns the indices of the boxes both of whose sides are at least `side`.
[[nodiscard]] torch::Tensor largerThan(const torch::Tensor& boxes, double side);

}  // namespace touchstone::training
