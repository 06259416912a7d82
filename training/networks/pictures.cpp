#include "training/networks/pictures.h"

#include <array>

namespace touchstone::training {

torch::Tensor normalisedPictures(std::span<const std::uint8_t> pictures, int size) {
  return normalisedPictures(pictures, size, size);
}

torch::Tensor normalisedPictures(std::span<const std::uint8_t> pictures, int height, int width) {
  constexpr std::array<float, 3> mean = {0.485F, 0.456F, 0.406F};
  constexpr std::array<float, 3> deviation = {0.229F, 0.224F, 0.225F};
  const auto pixels = static_cast<std::int64_t>(pictures.size() / 3);
  auto result = torch::empty({pixels / height / width, height, width, 3}, torch::kFloat);
  float* out = result.data_ptr<float>();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::size_t channel = i % 3;
    out[i] = (static_cast<float>(pictures[i]) / 255.0F - mean[channel]) / deviation[channel];
  }
  return result.permute({0, 3, 1, 2});
}

}  // namespace touchstone::training
