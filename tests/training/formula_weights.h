#pragma once

#include "training/weights/safetensors.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <vector>

/// Weights and pictures that golden/training/make_networks.py makes by the same formula.
namespace formula {

/// The same numbers as noise() in golden/training/make_networks.py.
inline double noise(std::size_t i) {
  const double wave = std::sin(static_cast<double>(i) * 12.9898) * 43758.5453;
  return 2 * (wave - std::floor(wave)) - 1;
}

inline std::size_t countOf(const touchstone::training::TensorData& tensor) {
  std::size_t count = 1;
  for (const auto side : tensor.shape) {
    count *= static_cast<std::size_t>(side);
  }
  return count;
}

/// The same weights as fill() in golden/training/make_networks.py.
inline touchstone::training::WeightFile filled(const nlohmann::json& shapes) {
  touchstone::training::WeightFile weights;
  std::size_t position = 0;
  for (const auto& [name, shape] :
       std::map<std::string, nlohmann::json>(shapes.get<std::map<std::string, nlohmann::json>>())) {
    touchstone::training::TensorData& tensor = weights.tensors[name];
    tensor.shape = shape.get<std::vector<std::int64_t>>();
    const std::size_t count = countOf(tensor);
    if (name.ends_with("num_batches_tracked")) {
      tensor.values = std::vector<std::int64_t>(count);
      continue;
    }
    double offset = 0;
    double scale = 1;
    if (name.ends_with("running_var")) {
      offset = 1;
      scale = 0.5;
    } else if (name.ends_with("running_mean") || name.ends_with("bias")) {
      scale = 0.1;
    } else if (tensor.shape.size() == 1) {
      offset = 1;
      scale = 0.25;
    } else {
      scale = std::sqrt(3.0 * static_cast<double>(tensor.shape[0]) / static_cast<double>(count));
    }
    std::vector<float> values(count);
    for (float& value : values) {
      value = static_cast<float>(offset + scale * noise(position++));
    }
    tensor.values = std::move(values);
  }
  return weights;
}

inline std::vector<float> pictures(std::size_t count, std::size_t size) {
  std::vector<float> pixels(count * 3 * size * size);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const double column = static_cast<double>(i % size);
    const double row = static_cast<double>(i / size % size);
    const double number = static_cast<double>(i / (3 * size * size));
    pixels[i] =
        static_cast<float>(noise(i) + (row * (number + 1) - column) / static_cast<double>(size));
  }
  return pixels;
}

inline nlohmann::json golden() {
  std::ifstream file(std::string(GOLDEN_FOLDER) + "/training/networks.json");
  return nlohmann::json::parse(file);
}

}  // namespace formula
