#pragma once

#include "training/data/classification_dataset.h"

#include <span>
#include <vector>

namespace touchstone::training {

/// Returns `positions` of samples in groups of one image each, in the order in which the images
/// first occur: an image is decoded once for all its boxes.
[[nodiscard]] std::vector<std::vector<std::size_t>> groupedByImage(
    std::span<const Sample> samples, std::span<const std::size_t> positions);

/// Returns the samples at `positions`.
[[nodiscard]] std::vector<Sample> selected(std::span<const Sample> samples,
                                           std::span<const std::size_t> positions);

}  // namespace touchstone::training
