#pragma once

#include <torch/types.h>

#include <cstdint>
#include <span>

namespace touchstone::training {

/// Returns N×3×size×size normalised floats, channels last in memory, of N×size×size×3 bytes RGB:
/// scaled to [0, 1], ImageNet's mean subtracted, divided by its standard deviation. A GPU is sent
/// the bytes and makes the floats itself.
[[nodiscard]] torch::Tensor normalisedPictures(std::span<const std::uint8_t> pictures,
                                               int size,
                                               torch::Device device = torch::kCPU);

/// The same of N×height×width×3 bytes.
[[nodiscard]] torch::Tensor normalisedPictures(std::span<const std::uint8_t> pictures,
                                               int height,
                                               int width,
                                               torch::Device device = torch::kCPU);

}  // namespace touchstone::training
