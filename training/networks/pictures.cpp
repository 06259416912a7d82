#include "training/networks/pictures.h"

#include <algorithm>
#include <array>

namespace touchstone::training {

namespace {

constexpr std::array<float, 3> mean = {0.485F, 0.456F, 0.406F};
constexpr std::array<float, 3> deviation = {0.229F, 0.224F, 0.225F};

torch::Tensor normalisedOnGpu(torch::Tensor bytes, torch::Device device) {
  const auto onDevice = [&](const std::array<float, 3>& values) {
    return torch::tensor({values[0], values[1], values[2]}).to(device);
  };
  return bytes.to(device)
      .to(torch::kFloat)
      .div_(255)
      .sub_(onDevice(mean))
      .div_(onDevice(deviation));
}

}  // namespace

torch::Tensor normalisedPictures(std::span<const std::uint8_t> pictures,
                                 int size,
                                 torch::Device device) {
  return normalisedPictures(pictures, size, size, device);
}

torch::Tensor normalisedPictures(std::span<const std::uint8_t> pictures,
                                 int height,
                                 int width,
                                 torch::Device device) {
  const auto pixels = static_cast<std::int64_t>(pictures.size() / 3);
  const std::array<std::int64_t, 4> shape = {pixels / height / width, height, width, 3};
  if (!device.is_cpu()) {
    auto bytes = torch::empty(shape, torch::kByte);
    std::copy(pictures.begin(), pictures.end(), bytes.data_ptr<std::uint8_t>());
    return normalisedOnGpu(std::move(bytes), device).permute({0, 3, 1, 2});
  }
  auto result = torch::empty(shape, torch::kFloat);
  float* out = result.data_ptr<float>();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::size_t channel = i % 3;
    out[i] = (static_cast<float>(pictures[i]) / 255.0F - mean[channel]) / deviation[channel];
  }
  return result.permute({0, 3, 1, 2});
}

}  // namespace touchstone::training
